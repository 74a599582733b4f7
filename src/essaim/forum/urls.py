"""Addresses of the forum's pages, below /<language>/forum/. One line a route, grouped by page."""

from django.urls import path

from essaim.forum import page_urls
from essaim.forum.views.public import answer, favourites, now, programme, session

app_name = "forum"
urlpatterns = [
    # the programme
    path("<slug:edition>/programme/", programme.show_programme, name="programme"),
    path("<slug:edition>/now/", now.show_now, name="now"),
    path("<slug:edition>/favourites/", favourites.show_favourites, name="favourites"),
    path("<slug:edition>/favourites/keep/", favourites.keep_session, name="keep"),
    path("<slug:edition>/sessions/<slug:code>/", session.show_session, name="session"),
    # a speaker's one link
    path("<slug:edition>/answer/", answer.ask_link, name="answer_link"),
    path("<slug:edition>/answer/<str:token>/", answer.show_answer, name="answer"),
    path("<slug:edition>/answer/<str:token>/<int:speaker>/", answer.show_answer, name="answer_for"),
    *page_urls.urlpatterns,
]
