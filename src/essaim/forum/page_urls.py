"""Addresses of an edition's pages beside its programme."""

from django.urls import path

from essaim.forum.views.public import edition, editions, media, proceedings, report, version
from essaim.forum.views.public import path as paths

urlpatterns = [
    path("", editions.list_editions, name="editions"),
    path("compare/", editions.compare_editions, name="comparison"),
    path("<slug:edition>/", edition.show_edition, name="edition"),
    path("<slug:edition>/paths/", paths.list_paths, name="paths"),
    path("<slug:edition>/paths/<str:letter>/", paths.show_path, name="path"),
    path("<slug:edition>/reports/<slug:slug>/", report.show_report, name="report"),
    path("<slug:edition>/versions/", version.list_versions, name="versions"),
    path("<slug:edition>/versions/feed.xml", version.feed, name="version_feed"),
    path("<slug:edition>/versions/<int:before>..<int:after>/", version.show_changes, name="version_changes"),
    path("<slug:edition>/media/", media.show_media, name="media"),
    path("<slug:edition>/media/<int:pk>/", media.show_photo, name="photo"),
    path("<slug:edition>/proceedings/", proceedings.show_proceedings, name="proceedings"),
    path("<slug:edition>/proceedings.pdf", proceedings.proceedings_pdf, name="proceedings_pdf"),
]
