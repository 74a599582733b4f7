"""The team's list of people who could step in: by spreadsheet, pasted, or one by one. For the team alone."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from essaim.forum.actions.stand_in import Taken, recognised, remove_stand_in, save_stand_in, take_over_stand_ins
from essaim.forum.exchange.stand_ins import handed_on, read_list, written_list, written_model
from essaim.forum.inputs.stand_in import ListInput, StandInInput, days_of
from essaim.forum.interchange.columns import LANGUAGES
from essaim.forum.interchange.errors import UnreadableSchedule
from essaim.forum.interchange.sentences import explain, explain_unreadable
from essaim.forum.models import Edition, StandIn
from essaim.forum.queries.stand_ins import read_spans, stand_ins_of
from essaim.forum.sentences import ANY_ERROR, sentence
from essaim.forum.views.organiser.doors import account_of, team_edition, written

BOTH = ["GET", "HEAD", "POST"]
PAGE = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def list_stand_ins(request: HttpRequest, edition: str) -> HttpResponse:
    found = team_edition(request, edition)
    page = Paginator(stand_ins_of(found), PAGE).get_page(request.GET.get("page"))
    lines = [(row, read_spans(row.free)) for row in page]
    context = {"edition": found, "page": page, "lines": lines, "form": ListInput(), "zone": found.zone}
    return render(request, "forum/team/stand_ins.html", context)


@require_http_methods(BOTH)
def take_list(request: HttpRequest, edition: str) -> HttpResponse:
    """First what the list would bring; then taken over. The file itself is not kept."""
    found = team_edition(request, edition)
    form = ListInput(request.POST, request.FILES) if request.method == "POST" else ListInput()
    if request.method != "POST" or not form.is_valid():
        return render(request, "forum/team/stand_ins_take.html", {"edition": found, "form": form}, status=422 if form.errors else 200)
    try:
        read = read_list(found, form.content(), days_of(found))
    except UnreadableSchedule as trouble:
        said = explain_unreadable(trouble)
        form.add_error(None, f"{said.what} {said.next}")
        return render(request, "forum/team/stand_ins_take.html", {"edition": found, "form": form}, status=422)
    if "write" in request.POST:
        taken = take_over_stand_ins(edition=found, rows=read.facts, refused=read.refused, by=account_of(request))
        messages.success(request, taken_said(taken))
        if taken.refused:
            messages.warning(request, refused_said(taken))
        if taken.not_there:
            messages.info(request, not_there_said(taken))
        return redirect("team:stand_ins", found.slug)
    n_new, n_known = recognised(found, read.facts)
    context: dict[str, Any] = {
        "edition": found,
        "read": read,
        "n_new": n_new,
        "n_known": n_known,
        "findings": [(finding, explain(finding)) for finding in read.findings],
        "handed_on": handed_on(found, read.rows),
        "n_ready": sum(bool(facts.get("visa")) for facts in read.facts),
        "n_hours": sum(bool(facts.get("free")) for facts in read.facts),
    }
    return render(request, "forum/team/stand_ins_check.html", context)


def taken_said(taken: Taken) -> str:
    told = [
        ngettext("%(n)s person is new", "%(n)s people are new", len(taken.created)) % {"n": len(taken.created)},
        ngettext("%(n)s is changed", "%(n)s are changed", len(taken.changed)) % {"n": len(taken.changed)},
        ngettext("%(n)s is as before", "%(n)s are as before", len(taken.unchanged)) % {"n": len(taken.unchanged)},
    ]
    return ", ".join(told) + "."


def not_there_said(taken: Taken) -> str:
    n = len(taken.not_there)
    words = ngettext(
        "%(n)s of our list is not in this file and stays: %(names)s.", "%(n)s of our list are not in this file and stay: %(names)s.", n
    )
    names = ", ".join(taken.not_there[:8]) + ("…" if n > 8 else "")
    return words % {"n": n, "names": names}


def refused_said(taken: Taken) -> str:
    n = len(taken.refused)
    words = ngettext(
        "%(n)s of our list is refused a visa in this file and is no longer offered: %(names)s.",
        "%(n)s of our list are refused a visa in this file and are no longer offered: %(names)s.",
        n,
    )
    return words % {"n": n, "names": ", ".join(taken.refused[:8]) + ("…" if n > 8 else "")}


def headers() -> str:
    code = (get_language() or "en").split("-")[0]
    return code if code in LANGUAGES else "en"


def workbook(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def model_workbook(request: HttpRequest, edition: str) -> HttpResponse:
    found = team_edition(request, edition)
    return workbook(written_model(found, headers()), "essaim-stand-ins.xlsx")


@require_safe
def export(request: HttpRequest, edition: str) -> HttpResponse:
    found = team_edition(request, edition)
    return workbook(written_list(found, headers()), f"{found.slug}-stand-ins.xlsx")


def row_of(edition: Edition, pk: int) -> StandIn:
    found = StandIn.objects.filter(edition=edition, pk=pk).select_related("country", "person", "edition").first()
    if found is None:
        raise Http404(f"nobody {pk} in the list of {edition.slug}")
    return found


@require_http_methods(BOTH)
def change(request: HttpRequest, edition: str, pk: int | None = None) -> HttpResponse:
    """A new row without `pk`."""
    found = team_edition(request, edition)
    row = row_of(found, pk) if pk is not None else None
    form = StandInInput(request.POST or None, edition=found, row=row)
    if request.method == "POST" and form.is_valid():
        saved = written(form, lambda: save_stand_in(edition=found, row=row, by=account_of(request), **form.facts()))
        if saved is not None:
            messages.success(request, _("“%(thing)s” is saved.") % {"thing": saved})
            return redirect("team:stand_ins", found.slug)
    return render(request, "forum/team/stand_in.html", {"edition": found, "row": row, "form": form}, status=422 if form.errors else 200)


@require_http_methods(BOTH)
def remove(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    found = team_edition(request, edition)
    row = row_of(found, pk)
    if request.method == "POST":
        try:
            remove_stand_in(row=row, by=account_of(request))
        except ANY_ERROR as error:
            messages.error(request, sentence(error))
        else:
            messages.success(request, _("“%(thing)s” is removed.") % {"thing": row})
        return redirect("team:stand_ins", found.slug)
    return render(request, "forum/team/remove.html", {"edition": found, "thing": row, "back": "team:stand_ins"})
