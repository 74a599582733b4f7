"""Addresses without a language."""

from django.urls import URLPattern, URLResolver, include, path

from essaim.website.pages import sitemap
from essaim.website.theme import choose_theme

urlpatterns: list[URLPattern | URLResolver] = [
    path("theme/", choose_theme, name="theme"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("forum/", include("essaim.forum.file_urls")),
]
