"""Addresses of the API itself, below /api/, without a language."""

from django.urls import path

from essaim.api.site import api

urlpatterns = [path("v1/", api.urls)]
