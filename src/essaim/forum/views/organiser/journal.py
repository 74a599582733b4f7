"""The journal of one edition, to be read."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from essaim.forum.queries.journal import edition_entries, told
from essaim.forum.views.organiser.doors import team_edition

PAGE = 50


@require_safe
def show_journal(request: HttpRequest, edition: str, kind: str = "", key: str = "") -> HttpResponse:
    """All of it, or what was done to one thing."""
    found = team_edition(request, edition)
    entries = edition_entries(found)
    if kind:
        entries = entries.filter(kind=kind, key=key)
    page = Paginator(entries, PAGE).get_page(request.GET.get("page"))
    label = page[0].label if kind and len(page) else ""
    return render(request, "forum/team/journal.html", {"edition": found, "page": page, "told": told(page), "label": label, "kind": kind})
