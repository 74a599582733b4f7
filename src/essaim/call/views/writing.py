"""Writing a proposal: begun, written by several, sent. What the page's script asks for is in writing_script."""

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from essaim.call.actions.sending import send_proposal
from essaim.call.actions.writing import Saved, begin_proposal
from essaim.call.announced import end_said, standing_said
from essaim.call.errors import CallError
from essaim.call.inputs.proposal import BeginInput, InviteInput
from essaim.call.models import Kind, Proposal
from essaim.call.phases import Phase, is_open, phase_of
from essaim.call.queries.merger import strangers_in
from essaim.call.rules import is_author, may_write
from essaim.call.sentences import ANY_ERROR, AnyError, field_of, sentence
from essaim.call.views.doors import account_of, opened, standing_in
from essaim.call.views.writing_sheet import Sheet, was_of
from essaim.forum.rules import Standing
from essaim.kit.languages import is_language

BOTH = ["GET", "HEAD", "POST"]


def kind_in(request: HttpRequest, edition: str, call: str, kind: str) -> tuple[Standing, Kind]:
    standing = standing_in(request, edition)
    found = Kind.objects.select_related("call__edition").filter(call__edition=standing.edition, call__slug=call, slug=kind).first()
    is_seen = found is not None and found.call.edition.is_public and phase_of(found.call) != Phase.HIDDEN
    if found is None or not (is_seen or standing.is_team):
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
        "closes": end_said(found.call),
        "shut": standing_said(found.call),
    }
    return render(request, "call/propose.html", context)


def written_by(request: HttpRequest, edition: str, number: int) -> tuple[Standing, Proposal]:
    """One that this person may write in, or that they wrote and may still read."""
    standing = standing_in(request, edition)
    return standing, opened(standing, number, lambda who, one: may_write(who, one) or is_author(who, one))


@require_http_methods(BOTH)
def write(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    """The form, also without a script: one button saves it all, one sends it."""
    standing, proposal = written_by(request, edition, number)
    if not may_write(standing, proposal):
        return redirect("call:proposal", edition, number)
    sends, is_late = "send" in request.POST, False
    if sends and not may_send(standing, proposal):
        messages.error(request, sentence(CallError("call_closed_draft_kept", call=proposal.call, proposal=proposal)))
        sends, is_late = False, True  # what is missing does not matter any more: all is kept as a draft
    more = [request.GET.get("language", ""), request.POST.get("add_language", "")]
    besides = strangers_in(proposal, standing)
    posted = request.method == "POST"
    sheet = Sheet(proposal, besides=besides, data=request.POST, files=request.FILES, more=more, final=sends) if posted else None
    missing: list[str] = []
    if sheet:
        sheet, is_saved, missing = keep(request, sheet)
        if is_saved:
            answer, missing = send(request, proposal) if sends else (None if is_late else saved(request, proposal), [])
            if answer:
                return answer
    sheet = sheet or Sheet(proposal, besides=besides, more=more)
    sheet.mark(missing)
    context = page_of(sheet, standing)
    return render(request, "call/write.html", context, status=409 if is_late else 422 if missing else 200)


def may_send(standing: Standing, proposal: Proposal) -> bool:
    """A draft, while the call is open; the team at any time. What has been sent already says so itself."""
    return proposal.state != Proposal.State.DRAFT or is_open(proposal.call) or standing.is_team


def page_of(sheet: Sheet, standing: Standing) -> dict[str, Any]:
    proposal = sheet.proposal
    where = [proposal.edition.slug, proposal.number]
    return {
        "edition": standing.edition,
        "proposal": proposal,
        "sheet": sheet,
        "invite_form": InviteInput(),
        "is_open": is_open(proposal.call) or standing.is_team,
        "closes": end_said(proposal.call),
        "shut": standing_said(proposal.call),
        "urls": {name: reverse(f"call:{name}", args=where) for name in ("state", "save", "choices")},
        "login_url": f"{reverse('account_login')}?next={reverse('call:write', args=where)}",
        "others": [one for one in proposal.contributors.all() if one.account_id and one.account_id != account_pk(standing)],
    }


def account_pk(standing: Standing) -> int:
    return standing.account.pk if standing.account else 0


def keep(request: HttpRequest, sheet: Sheet) -> tuple[Sheet, bool, list[str]]:
    """Every part that can be kept is. The sheet as it stands then, with what others wrote; whether all went well; what was emptied that
    sending required."""
    account, found, is_kept, emptied = account_of(request), None, False, []
    try:
        found = sheet.save_words(account)
        tell_differences(request, found)
        sheet.save_files(account)
        for words in sheet.save_choices(account):
            messages.warning(request, words)
        is_kept = sheet.is_readable
        if not is_kept:
            messages.error(request, _("What could be read is saved. Some inputs cannot be read; see below."))
    except ANY_ERROR as error:
        messages.error(request, sentence(error))
        emptied = missing_of(error)
    return (as_it_stands(request, sheet, found) if found else sheet), is_kept, emptied


def missing_of(error: AnyError) -> list[str]:
    missing = error.facts.get("missing")
    return [str(name) for name in missing] if isinstance(missing, list) else []


def as_it_stands(request: HttpRequest, sheet: Sheet, found: Saved) -> Sheet:
    """The same page with every text and key as they are now, which is what the next save goes out from."""
    data = request.POST.copy()
    proposal = proposal_again(sheet.proposal)
    data["base"], data["was"] = json.dumps(found.texts), json.dumps(was_of(proposal, sheet.besides), default=str)
    for name in [*sheet.texts.fields, *(f"answers.{slug}" for slug in sheet.slugs)]:
        column, _dot, slug = name.partition(".")
        if slug:
            data[sheet.answers.add_prefix(slug) if column == "answers" else name] = found.texts.get(name, "")
    for name, key in sheet.keys.items():
        data[name] = str(key)
    return Sheet(proposal, besides=sheet.besides, data=data, files=request.FILES, final=sheet.answers.final)


def proposal_again(proposal: Proposal) -> Proposal:
    return Proposal.objects.select_related("edition", "call", "kind").prefetch_related("contributors").get(pk=proposal.pk)


def saved(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    messages.success(request, _("Saved."))
    anchor = next((f"#{name}s" for name in ("person", "organisation") if f"add_{name}" in request.POST), "")
    language = request.POST.get("add_language", "")
    query = f"?language={language}" if is_language(language) else ""
    return redirect(reverse("call:write", args=[proposal.edition.slug, proposal.number]) + query + anchor)


def tell_differences(request: HttpRequest, found: Saved) -> None:
    for name, differences in found.differences.items():
        for one in differences:
            told = {"field": name, "theirs": one.theirs or "–", "mine": one.mine or "–"}
            messages.warning(
                request,
                _(
                    "Somebody else changed the same sentence. Both stand in the text; keep the one you want. They wrote “%(theirs)s”, you “%(mine)s”."
                )
                % told,
            )


def send(request: HttpRequest, proposal: Proposal) -> tuple[HttpResponse | None, list[str]]:
    try:
        sent = send_proposal(proposal=proposal, by=account_of(request))
    except CallError as error:
        messages.error(request, sentence(error))
        return None, missing_of(error)
    messages.success(request, _("Sent. It has the number %(number)s, and you get a letter.") % {"number": sent.number})
    return redirect("call:proposal", sent.edition.slug, sent.number), []
