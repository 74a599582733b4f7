"""Addresses without a language."""

from django.urls import URLPattern, URLResolver, include, path

from essaim.desk.views.files import give_file
from essaim.website.pages import sitemap
from essaim.website.theme import choose_theme

urlpatterns: list[URLPattern | URLResolver] = [
    path("theme/", choose_theme, name="theme"),
    path("files/<path:key>", give_file, name="file"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("forum/", include("essaim.forum.file_urls")),
]
