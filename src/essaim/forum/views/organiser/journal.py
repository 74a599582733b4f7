"""The journal of one edition, to be read."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from essaim.desk.models import Account
from essaim.forum.models import Edition
from essaim.forum.queries.journal import edition_entries, people_of, told
from essaim.forum.rules import read_standing
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
    context = {"edition": found, "page": page, "told": told(page), "label": label, "kind": kind}
    return render(request, "forum/team/journal.html", {**context, "people": people_of(found) if not kind else ()})


def holder_in(edition: Edition, pk: int) -> Account | None:
    """Somebody who has a role there, and may not have done anything yet."""
    account = Account.objects.filter(pk=pk).first()
    return account if account and read_standing(account, edition).is_helper else None


@require_safe
def show_person(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    """What somebody did in this edition; of other editions nothing."""
    found = team_edition(request, edition)
    entries = edition_entries(found).filter(account__pk=pk)
    page = Paginator(entries, PAGE).get_page(request.GET.get("page"))
    person = page[0].account if len(page) else holder_in(found, pk)
    if person is None:
        raise Http404(f"nobody {pk} in {edition}")
    return render(request, "forum/team/journal.html", {"edition": found, "page": page, "told": told(page), "person": person})
