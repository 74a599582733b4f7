"""Addresses without a language."""

from django.urls import URLPattern, URLResolver, path

from essaim.website.theme import choose_theme

urlpatterns: list[URLPattern | URLResolver] = [
    path("theme/", choose_theme, name="theme"),
]
