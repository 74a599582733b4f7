"""Addresses of calls and of one's own proposals, below /{language}/call/."""

from django.urls import URLPattern

app_name = "call"
urlpatterns: list[URLPattern] = []
