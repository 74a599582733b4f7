"""Addresses below /forum/, without a language: what a machine fetches."""

from django.urls import path

from essaim.forum.views.public import share

urlpatterns = [path("<slug:edition>/sessions/<slug:code>/share-<str:language>.png", share.share_picture, name="share_picture")]
