"""Writing a proposal: begun, written by several, saved by itself, sent, followed."""

import json
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from essaim.call.actions.contributors import save_organisations, save_people
from essaim.call.actions.writing import begin_proposal, latest, missing_in, save_facts, save_texts, send_proposal
from essaim.call.announced import moment_said
from essaim.call.asking import questions_of
from essaim.call.errors import CallError
from essaim.call.inputs.answers import AnswersInput
from essaim.call.inputs.proposal import BeginInput, FactsInput, InviteInput, TextsInput, base_of, organisation_rows, person_rows
from essaim.call.models import Kind, Proposal
from essaim.call.phases import Phase, is_open, phase_of
from essaim.call.queries.writing import writers_since
from essaim.call.rules import is_author, may_write
from essaim.call.sentences import ANY_ERROR, field_of, sentence
from essaim.call.views.doors import account_of, proposal_numbered, standing_in
from essaim.call.views.files import take_files
from essaim.desk.models import Account
from essaim.forum.rules import Standing
from essaim.kit.languages import is_language

BOTH = ["GET", "HEAD", "POST"]
LIVELY = timedelta(seconds=60)
"""Somebody who saved within this time is writing here, too."""
MOST_BYTES = 2 * 1024 * 1024


def kind_in(request: HttpRequest, edition: str, call: str, kind: str) -> tuple[Standing, Kind]:
    standing = standing_in(request, edition)
    found = Kind.objects.select_related("call__edition").filter(call__edition=standing.edition, call__slug=call, slug=kind).first()
    if found is None or (phase_of(found.call) == Phase.HIDDEN and not standing.is_team):
        raise Http404(f"no kind {kind} in call {call}")
    return standing, found


@require_http_methods(BOTH)
def propose(request: HttpRequest, edition: str, call: str, kind: str) -> HttpResponse:
    """What this kind is, then a draft of one's own."""
    standing, found = kind_in(request, edition, call, kind)
    form = BeginInput(request.POST if request.method == "POST" else None, call=found.call)
    if request.method == "POST" and form.is_valid():
        try:
            made = begin_proposal(call=found.call, kind=found, language=form.cleaned_data["language"], by=account_of(request))
        except ANY_ERROR as error:
            form.add_error(field_of(error) if field_of(error) in form.fields else None, sentence(error))
        else:
            return redirect("call:write", edition, made.number)
    context = {
        "edition": standing.edition,
        "call": found.call,
        "kind": found,
        "form": form,
        "is_open": is_open(found.call) or standing.is_team,
        "closes": moment_said(found.call.closes_at, found.call) if found.call.closes_at else "",
    }
    return render(request, "call/propose.html", context)


def written_by(request: HttpRequest, edition: str, number: int) -> tuple[Standing, Proposal]:
    """One that this person may write in, or that they wrote and may still read."""
    standing = standing_in(request, edition)
    proposal = proposal_numbered(standing, number)
    if not (may_write(standing, proposal) or is_author(standing, proposal)):
        raise Http404(f"no proposal {number} for this account")
    return standing, proposal


class Sheet:
    """All the forms of the writing page."""

    def __init__(self, request: HttpRequest, proposal: Proposal, *, final: bool = False) -> None:
        data = request.POST if request.method == "POST" else None
        files = request.FILES if request.method == "POST" else None
        self.proposal, self.texts_now = proposal, dict(latest(proposal).texts)
        more = [code for code in [request.GET.get("language", ""), (data or {}).get("add_language", "")] if code and is_language(code)]
        self.questions = questions_of(proposal.call)
        names = {row.question: row.upload.name for row in proposal.files.select_related("upload")}
        self.texts = TextsInput(data, proposal=proposal, texts=self.texts_now, more=more)
        self.answers = AnswersInput(
            data,
            files,
            call=proposal.call,
            kind=proposal.kind,
            language=proposal.language,
            answers=proposal.answers,
            final=final,
            questions=self.questions,
            file_names=names,
        )
        self.facts = FactsInput(data, proposal=proposal)
        self.people, self.organisations = person_rows(data, proposal), organisation_rows(data, proposal)
        self.base = base_of(data) if data is not None else {}

    def each(self) -> list[Any]:
        return [self.texts, self.answers, self.facts, *self.people, *self.organisations]

    def is_valid(self) -> bool:
        """Answers that are wrong in themselves are kept in a draft all the same."""
        self.answers.is_valid()
        results = [form.is_valid() for form in self.each() if form is not self.answers]
        return all(results)


@require_http_methods(BOTH)
def write(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    """The form, also without a script: one button saves it all, one sends it."""
    standing, proposal = written_by(request, edition, number)
    if not may_write(standing, proposal):
        return redirect("call:proposal", edition, number)
    sends = request.method == "POST" and "send" in request.POST
    sheet = Sheet(request, proposal, final=sends)
    missing: list[str] = []
    if request.method == "POST":
        answer, missing = save_sheet(request, sheet, proposal, sends=sends)
        if answer:
            return answer
    context = {
        "edition": standing.edition,
        "proposal": proposal,
        "sheet": sheet,
        "missing": missing,
        "base": json.dumps(sheet.texts_now),
        "number": proposal.revision,
        "invite_form": InviteInput(),
        "is_open": is_open(proposal.call) or standing.is_team,
        "closes": moment_said(proposal.call.closes_at, proposal.call) if proposal.call.closes_at else "",
        "state_url": reverse("call:state", args=[edition, number]),
        "save_url": reverse("call:save", args=[edition, number]),
    }
    return render(request, "call/write.html", context, status=422 if missing else 200)


def save_sheet(request: HttpRequest, sheet: Sheet, proposal: Proposal, *, sends: bool) -> tuple[HttpResponse | None, list[str]]:
    """Texts are kept even when another input is wrong. A redirect when all went well; else what is missing."""
    account = account_of(request)
    valid = sheet.is_valid()
    try:
        if sheet.texts.is_valid():
            answers = sheet.answers.answers()
            words = {f"answers.{slug}": answers.get(slug, "") for slug in text_slugs_of(sheet)}
            saved = save_texts(proposal=proposal, base=sheet.base, texts=sheet.texts.texts() | words, by=account)
            tell_differences(request, bool(saved.differences))
        if valid:
            save_the_rest(sheet, proposal, account)
    except ANY_ERROR as error:
        messages.error(request, sentence(error))
        return None, []
    if not valid:
        messages.error(request, _("Your texts are saved. Some inputs cannot be read; see below."))
        return None, []
    if not sends:
        messages.success(request, _("Saved."))
        anchor = next((f"#{name}s" for name in ("person", "organisation") if f"add_{name}" in request.POST), "")
        language = request.POST.get("add_language", "")
        query = f"?language={language}" if is_language(language) else ""
        return redirect(reverse("call:write", args=[proposal.edition.slug, proposal.number]) + query + anchor), []
    return send(request, proposal)


@transaction.atomic
def save_the_rest(sheet: Sheet, proposal: Proposal, account: Account) -> None:
    """What is chosen, files, people and organisations: all or none. The texts are safe already."""
    take_files(proposal, sheet.answers, by=account)
    save_facts(proposal=proposal, by=account, answers=sheet.answers.answers(), **sheet.facts.facts())
    save_people(proposal=proposal, people=[one for row in sheet.people if (one := row.somebody())], by=account)
    save_organisations(proposal=proposal, organisations=[one for row in sheet.organisations if (one := row.behind())], by=account)


def text_slugs_of(sheet: Sheet) -> list[str]:
    from essaim.call.asking import text_slugs

    shown = {question.slug for question in sheet.answers.shown}
    return [slug for slug in text_slugs(sheet.questions) if slug in shown]


def tell_differences(request: HttpRequest, found: bool) -> None:  # noqa: FBT001 a view's own helper
    if found:
        messages.warning(request, _("Somebody else changed the same sentences. Both versions stand in the text: keep the one you want."))


def send(request: HttpRequest, proposal: Proposal) -> tuple[HttpResponse | None, list[str]]:
    try:
        sent = send_proposal(proposal=proposal, by=account_of(request))
    except CallError as error:
        messages.error(request, sentence(error))
        missing = error.facts.get("missing")
        return None, [str(name) for name in missing] if isinstance(missing, list) else []
    messages.success(request, _("Sent. It has the number %(number)s, and you get a letter.") % {"number": sent.number})
    return redirect("call:proposal", sent.edition.slug, sent.number), []


@require_POST
def save(request: HttpRequest, edition: str, number: int) -> JsonResponse:
    """Texts alone, sent by the page's script: {"base": {field: words}, "texts": {…}, "key": …} → what stands now."""
    _standing, proposal = written_by(request, edition, number)
    try:
        asked = json.loads(request.body[:MOST_BYTES])
        base, texts, key = asked["base"], asked["texts"], str(asked.get("key", ""))
        given = [{str(name): str(words) for name, words in each.items()} for each in (base, texts)]
    except (ValueError, KeyError, TypeError, AttributeError):
        return JsonResponse({"words": _("This could not be read. Reload the page; what you typed stays on this device.")}, status=400)
    try:
        saved = save_texts(proposal=proposal, base=given[0], texts=given[1], by=account_of(request), save_key=key)
    except ANY_ERROR as error:
        return JsonResponse({"words": sentence(error)}, status=409)
    differences = {name: [{"theirs": one.theirs, "mine": one.mine} for one in found] for name, found in saved.differences.items()}
    return JsonResponse({"number": saved.number, "texts": saved.texts, "differences": differences, "known": saved.was_known})


@require_GET
def state(request: HttpRequest, edition: str, number: int) -> JsonResponse:
    """What stands, and who else writes here now. Texts only when they are newer than `since`."""
    _standing, proposal = written_by(request, edition, number)
    since = request.GET.get("since", "")
    last = latest(proposal)
    is_new = not since.isdecimal() or int(since) < last.number
    writers = writers_since(proposal, timezone.now() - LIVELY, account_of(request))
    words = _("%(names)s: writing here, too.") % {"names": ", ".join(writers)} if writers else ""
    return JsonResponse({"number": last.number, "texts": last.texts if is_new else None, "writers": words})


@require_safe
def check(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    """What is still missing before it can be sent."""
    _standing, proposal = written_by(request, edition, number)
    return JsonResponse({"missing": missing_in(proposal)})
