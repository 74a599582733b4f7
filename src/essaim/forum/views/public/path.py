from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from essaim.forum.queries.edition import public_edition
from essaim.forum.queries.path import path_page, paths_of, public_path
from essaim.forum.views.public.crumbs import steps_in, steps_to
from essaim.kit.shared import shared_page


@shared_page
def list_paths(request: HttpRequest, edition: str) -> HttpResponse:
    found = public_edition(edition)
    return render(request, "forum/paths.html", {"edition": found, "paths": paths_of(found), "steps": steps_in(found)})


@shared_page
def show_path(request: HttpRequest, edition: str, letter: str) -> HttpResponse:
    found = public_edition(edition)
    path = public_path(found, letter)
    return render(
        request,
        "forum/path.html",
        {"edition": found, "path": path, "page": path_page(path), "steps": steps_to(found, ("forum:paths", gettext("Paths")))},
    )
