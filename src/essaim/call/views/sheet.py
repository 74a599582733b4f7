"""Proposals by spreadsheet: handed in, shown before anything changes, taken over; and given out, with or without what is personal."""

import csv
import io

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from essaim.call.exchange.entries import entries_of, team_proposals
from essaim.call.exchange.forms import form_of
from essaim.call.exchange.imports import TAKE_OVER, XLSX, ask_take_over, begin_import, plan_of
from essaim.call.exchange.sentences import counts_said, findings_said
from essaim.call.inputs.sheet import SheetInput
from essaim.call.models import Call, ProposalImport
from essaim.call.sentences import ANY_ERROR, sentence
from essaim.call.sheets import write_csv, write_model, write_xlsx
from essaim.call.views.composer import opened
from essaim.call.views.doors import account_of
from essaim.call.views.public import attached
from essaim.call.views.sheet_wording import changes_said
from essaim.desk.models import Job
from essaim.forum.interchange.cells import guarded
from essaim.forum.interchange.columns import LANGUAGES

SHOWN = 20
ROWS = 200
CSV = "text/csv; charset=utf-8"


def sheet_language() -> str:
    language = (get_language() or "en").split("-", maxsplit=1)[0]
    return language if language in LANGUAGES else "en"


@require_http_methods(["GET", "HEAD", "POST"])
def sheets(request: HttpRequest, edition: str, call: str) -> HttpResponse:
    """The page of the way in and the way out."""
    standing, found = opened(request, edition, call)
    form = SheetInput(request.POST or None, request.FILES or None, call=found)
    if request.method == "POST" and form.is_valid():
        made = begin_import(call=found, content=form.content, reading=form.reading, by=account_of(request), **form.facts())
        return redirect("call_team:sheet", edition, found.slug, made.pk)
    earlier = found.imports.select_related("upload", "by")[:SHOWN]
    context = {"edition": standing.edition, "standing": standing, "call": found, "form": form, "earlier": earlier}
    return render(request, "call/team/sheets.html", context)


@require_safe
def show_sheet(request: HttpRequest, edition: str, call: str, pk: int) -> HttpResponse:
    standing, found = opened(request, edition, call)
    made = import_of(found, pk)
    job = Job.objects.filter(kind=TAKE_OVER, key=str(made.pk)).order_by("-pk").first()
    is_ready = made.state == ProposalImport.State.PREVIEWED and not (job and job.is_open)
    steps = [step for step in plan_of(made).steps if step.act != "same"] if is_ready else []
    context = {
        "edition": standing.edition,
        "standing": standing,
        "call": found,
        "made": made,
        "job": job,
        "is_ready": is_ready,
        "counts": counts_said(made.counts),
        "would": made.counts.get("create", 0) + made.counts.get("change", 0),
        "findings": findings_said(made),
        "columns": sorted(((header, key) for header, key in made.columns.items() if header.strip()), key=lambda pair: pair[1] != ""),
        "steps": [(step, changes_said(step)) for step in steps[:ROWS]],
        "more": max(0, len(steps) - ROWS),
    }
    return render(request, "call/team/sheet.html", context)


@require_POST
def take(request: HttpRequest, edition: str, call: str, pk: int) -> HttpResponse:
    _standing, found = opened(request, edition, call)
    made = import_of(found, pk)
    try:
        job = ask_take_over(made=made, by=account_of(request))
    except ANY_ERROR as error:
        messages.error(request, sentence(error))
        return redirect("call_team:sheet", edition, found.slug, made.pk)
    if job:
        return redirect("desk:job", job.pk)
    messages.success(request, _("Taken over."))
    return redirect("call_team:sheet", edition, found.slug, made.pk)


@require_safe
def findings_table(request: HttpRequest, edition: str, call: str, pk: int) -> HttpResponse:
    """The report as a spreadsheet, for whoever mends the file."""
    _standing, found = opened(request, edition, call)
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow([_("How grave"), _("What"), _("What to do"), _("Where"), _("How often")])
    for said in findings_said(import_of(found, pk)):
        table.writerow([said.severity_text, guarded(said.what), guarded(said.next), guarded(said.where), said.count])
    return attached(("\ufeff" + out.getvalue()).encode(), CSV, f"import-{pk}.csv")


@require_safe
def export(request: HttpRequest, edition: str, call: str, form: str) -> HttpResponse:
    """Every proposal sent. Personal columns are marked in their headers, and left out with ?personal=no."""
    _standing, found = opened(request, edition, call)
    personal, language = request.GET.get("personal") != "no", sheet_language()
    entries = entries_of(team_proposals(found))
    name = f"{edition}-{found.slug}{'' if personal else '-without-personal'}.{form}"
    if form == "csv":
        return private(attached(write_csv(form_of(found, language), entries, language=language, personal=personal), CSV, name))
    return private(attached(write_xlsx(form_of(found, language), entries, language=language, personal=personal), XLSX, name))


def private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def model_workbook(request: HttpRequest, edition: str, call: str) -> HttpResponse:
    """An empty sheet with the call's own columns explained, in the reader's language."""
    _standing, found = opened(request, edition, call)
    language = sheet_language()
    return attached(write_model(form_of(found, language), language=language), XLSX, f"{edition}-{found.slug}-model.xlsx")


def import_of(call: Call, pk: int) -> ProposalImport:
    made = call.imports.select_related("upload", "by", "call__edition").filter(pk=pk).first()
    if made is None:
        raise Http404(f"no import {pk} into {call.slug}")
    return made
