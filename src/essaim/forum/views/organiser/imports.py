"""A programme from a file: handed in, shown before anything changes, taken over."""

import csv
import io
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from essaim.desk.models import Job
from essaim.forum.actions.edition import create_edition
from essaim.forum.errors import ForumError
from essaim.forum.exchange.imports import MEDIA_TYPES, PREVIEW, TAKE_OVER, ask_take_over, begin_import
from essaim.forum.exchange.new_edition import dates_of, languages_of, name_of
from essaim.forum.exchange.sentences import counted, fields_said, findings_said
from essaim.forum.inputs.imports import ImportInput, NewFromFileInput, TakeOverInput
from essaim.forum.interchange import write_model_xlsx
from essaim.forum.models import Edition, Import
from essaim.forum.sentences import sentence
from essaim.forum.telling import waiting_letters
from essaim.forum.views.organiser.doors import account_of, guard_any_team, team_edition, written

SHOWN = 20


@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: HttpRequest, edition: str) -> HttpResponse:
    found = team_edition(request, edition)
    form = ImportInput(request.POST or None, request.FILES or None, edition=found, reader=get_language() or "en")
    if request.method == "POST" and form.is_valid():
        made = begin_import(
            edition=found,
            content=form.content,
            reading=form.reading,
            name=form.cleaned_data["file"].name,
            language=form.cleaned_data["language"],
            by=account_of(request),
        )
        return redirect("team:import", found.slug, made.pk)
    earlier = found.imports.select_related("upload", "by")[:SHOWN]
    return render(request, "forum/team/import_new.html", {"edition": found, "form": form, "earlier": earlier})


@require_http_methods(["GET", "HEAD", "POST"])
def new_from_file(request: HttpRequest) -> HttpResponse:
    """The edition is made at once, not public; its sessions come by way of the preview."""
    account = guard_any_team(request)
    form = NewFromFileInput(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        facts, document = form.cleaned_data, form.reading.document
        first, last = dates_of(document) or (date.min, date.min)
        name = name_of(document, facts["language"]) or {facts["language"]: facts["slug"]}
        edition = written(
            form,
            lambda: create_edition(
                by=account,
                series=facts["series"],
                slug=facts["slug"],
                name=name,
                starts_on=first,
                ends_on=last,
                time_zone=document.edition.zone or facts["time_zone"],
                languages=languages_of(document, facts["language"]),
            ),
        )
        if edition:
            made = begin_import(
                edition=edition, content=form.content, reading=form.reading, name=facts["file"].name, language=facts["language"], by=account
            )
            return redirect("team:import", edition.slug, made.pk)
    return render(request, "forum/team/import_edition.html", {"form": form})


@require_safe
def show_import(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    found = team_edition(request, edition)
    made = import_of(found, pk)
    findings = findings_said(made)
    context = {
        "edition": found,
        "made": made,
        "job": job_of(made),
        "counts": counted(made.counts),
        "findings": findings,
        "differences": [{**each, "fields_said": fields_said(each["fields"])} for each in made.differences],
        "form": TakeOverInput(),
        "is_ready": made.state == Import.State.PREVIEWED,
        "letters": waiting_letters(found) if made.releases and made.state == Import.State.DONE else None,
    }
    return render(request, "forum/team/import.html", context)


@require_POST
def take_over(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    found = team_edition(request, edition)
    made = import_of(found, pk)
    form = TakeOverInput(request.POST)
    form.full_clean()
    try:
        job = ask_take_over(made=made, by=account_of(request), **form.cleaned_data)
    except ForumError as error:
        messages.error(request, sentence(error))
        return redirect("team:import", found.slug, made.pk)
    return redirect("desk:job", job.pk)


@require_safe
def findings_table(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    """The report as a spreadsheet, for whoever mends the file."""
    made = import_of(team_edition(request, edition), pk)
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow([_("How grave"), _("What"), _("What to do"), _("Where"), _("How often")])
    table.writerows(
        [safe(said.severity_text), safe(said.what), safe(said.next), safe(said.where), said.count] for said in findings_said(made)
    )
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"import-{made.pk}.csv") or "attachment"
    return response


@require_safe
def model_workbook(request: HttpRequest) -> HttpResponse:
    """An empty programme with its columns explained, in the reader's language."""
    guard_any_team(request)
    written_book = write_model_xlsx(headers=get_language() or "en")
    response = HttpResponse(written_book.data, content_type=MEDIA_TYPES["xlsx"])
    response["Content-Disposition"] = content_disposition_header(True, "programme.xlsx") or "attachment"
    return response


def safe(text: str) -> str:
    """A spreadsheet program takes what begins like a formula for one."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def import_of(edition: Edition, pk: int) -> Import:
    made = edition.imports.select_related("upload", "by", "edition").filter(pk=pk).first()
    if made is None:
        raise Http404(f"no import {pk} into {edition.slug}")
    return made


def job_of(made: Import) -> Job | None:
    """The last piece of work on it."""
    return Job.objects.filter(kind__in=[PREVIEW, TAKE_OVER], key=str(made.pk)).order_by("-pk").first()
