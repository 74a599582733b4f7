"""Addresses of calls and of one's own proposals, below /{language}/call/."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache

from essaim.call.views import following, public, public_files, writing, writing_script


def own(route: str, view: Callable[..., HttpResponse], name: str, **more: Any) -> URLPattern:
    """A page of somebody's own: a log-in first, never kept."""
    return path(route, never_cache(login_required(view)), more, name=name)


app_name = "call"
urlpatterns: list[URLPattern] = [
    # one's own proposals
    own("mine/", following.mine, "mine"),
    own("join/<str:link>/", following.join, "join"),
    own("<slug:edition>/p/<int:number>/", following.show, "proposal"),
    own("<slug:edition>/p/<int:number>/write/", writing.write, "write"),
    own("<slug:edition>/p/<int:number>/save/", writing_script.save, "save"),
    own("<slug:edition>/p/<int:number>/choices/", writing_script.choices, "choices"),
    own("<slug:edition>/p/<int:number>/state/", writing_script.state, "state"),
    own("<slug:edition>/p/<int:number>/check/", writing_script.check, "check"),
    own("<slug:edition>/p/<int:number>/invite/", following.invite, "invite"),
    own("<slug:edition>/p/<int:number>/answer/<int:pk>/", following.answer, "answer"),
    own("<slug:edition>/p/<int:number>/withdraw/", following.withdraw, "withdraw"),
    own("<slug:edition>/p/<int:number>/history/", following.history, "history"),
    own("<slug:edition>/<slug:call>/propose/<slug:kind>/", writing.propose, "propose"),
    # the calls of an edition: last, because a call's own name stands where other pages have theirs
    path("<slug:edition>/", public.list_calls, name="calls"),
    path("<slug:edition>/proposals/", public.list_proposals, name="proposals"),
    path("<slug:edition>/proposals.csv", public_files.proposals_csv, name="proposals_csv"),
    path("<slug:edition>/proposals.json", public_files.proposals_json, name="proposals_json"),
    path("<slug:edition>/<slug:call>/", public.show_call, name="call"),
    path("<slug:edition>/<slug:call>/deadline/", public.show_deadline, name="deadline"),
]
