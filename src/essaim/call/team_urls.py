"""Addresses of those who build the programme, below /{language}/team/{edition}/call/. Every one asks for a log-in first."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache

from essaim.call.views import board, path_home, review

View = Callable[..., HttpResponse]


def page(route: str, view: View, name: str, **more: Any) -> URLPattern:
    return path(route, never_cache(login_required(view)), more, name=name)


app_name = "call_team"
urlpatterns: list[URLPattern] = [
    page("", path_home.show_home, "home"),
    page("board/", board.show_board, "board"),
    page("board/move/", board.move_many, "move_many"),
    page("board/lane/<slug:lane>/", board.show_lane, "lane"),
    page("board/<str:letter>/", board.show_board, "path_board"),
    page("board/<str:letter>/<slug:lane>/", board.show_lane, "path_lane"),
    page("p/<int:number>/", review.show_proposal, "proposal"),
    page("p/<int:number>/move/", board.move, "move"),
    page("p/<int:number>/comment/", review.comment, "comment"),
    page("p/<int:number>/mark/", review.mark, "mark"),
    page("p/<int:number>/conflict/", review.conflict, "conflict"),
    page("p/<int:number>/conflict/<int:pk>/lift/", review.conflict_lifted, "conflict_lift"),
    page("p/<int:number>/path/", review.change_path, "path"),
    page("p/<int:number>/decline/", review.decline, "decline"),
    page("p/<int:number>/confirm/", review.confirm, "confirm"),
    page("p/<int:number>/unconfirm/", review.unconfirm, "unconfirm"),
    page("p/<int:number>/place/", review.place, "place"),
    page("<slug:call>/criteria/", path_home.criteria, "criteria"),
    page("<slug:call>/criteria/<int:pk>/", path_home.criteria, "criterion"),
    page("<slug:call>/criteria/<int:pk>/remove/", path_home.criterion_remove, "criterion_remove"),
]
