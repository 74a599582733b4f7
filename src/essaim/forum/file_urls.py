"""Addresses below /forum/, without a language: what a machine fetches."""

from django.urls import path, re_path

from essaim.forum.views.public import exports, share

FILES = r"^(?P<edition>[-\w]+)/schedule\.(?P<kind>xml|json|ics|csv|xlsx|jsonld)$"

urlpatterns = [
    path("<slug:edition>/sessions/<slug:code>/share-<str:language>.png", share.share_picture, name="share_picture"),
    re_path(FILES, exports.schedule, name="schedule"),
    path("<slug:edition>/sessions/<slug:code>.ics", exports.session_calendar, name="session_calendar"),
    path("<slug:edition>/paths/<str:letter>.ics", exports.path_calendar, name="path_calendar"),
    path("<slug:edition>/days/<str:day>.ics", exports.day_calendar, name="day_calendar"),
    path("<slug:edition>/favourites.ics", exports.favourites_calendar, name="favourites_calendar"),
]
