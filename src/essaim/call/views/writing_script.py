"""What the writing page's script asks for: texts saved and joined, choices saved, what others do meanwhile."""

import json
from datetime import timedelta

from django.http import HttpRequest, JsonResponse
from django.http.request import RawPostDataException
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from essaim.call.actions.required import missing_in
from essaim.call.actions.writing import latest, save_texts
from essaim.call.announced import standing_said
from essaim.call.inputs.proposal import whole
from essaim.call.models import Proposal
from essaim.call.phases import is_open
from essaim.call.queries.merger import strangers_in
from essaim.call.queries.writing import writers_since
from essaim.call.sentences import ANY_ERROR, sentence
from essaim.call.views.doors import account_of
from essaim.call.views.writing import proposal_again, written_by
from essaim.call.views.writing_sheet import Sheet, was_of
from essaim.kit.numbers import asked_number

LIVELY = timedelta(seconds=60)
"""Somebody who saved within this time is writing here, too."""
MOST_BYTES = 2 * 1024 * 1024
UNREADABLE = 400
REFUSED = 409


@require_POST
def save(request: HttpRequest, edition: str, number: int) -> JsonResponse:
    """Texts alone, sent by the page's script, as a body or a field "asked": {"base": {field: words}, "texts": {…}, "key": …} → what stands now."""
    _standing, proposal = written_by(request, edition, number)
    try:
        asked = json.loads(request.POST.get("asked") or request.body[:MOST_BYTES])
        base, texts, key = asked["base"], asked["texts"], whole(str(asked.get("key", "")))
        given = [{whole(str(name)): whole(str(words)) for name, words in each.items()} for each in (base, texts)]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, RawPostDataException):
        return JsonResponse(
            {"words": _("This could not be read. Reload the page; what you typed stays on this device.")}, status=UNREADABLE
        )
    try:
        saved = save_texts(proposal=proposal, base=given[0], texts=given[1], by=account_of(request), save_key=key)
    except ANY_ERROR as error:
        return JsonResponse({"words": sentence(error)}, status=REFUSED)
    differences = {name: [{"theirs": one.theirs, "mine": one.mine} for one in found] for name, found in saved.differences.items()}
    told = {
        "number": saved.number,
        "texts": saved.texts,
        "differences": differences,
        "known": saved.was_known,
        "note": closed_note(proposal),
    }
    return JsonResponse(told)


def closed_note(proposal: Proposal) -> str:
    """What is typed when the call closes is kept, and said to be kept."""
    if proposal.state != Proposal.State.DRAFT or is_open(proposal.call):
        return ""
    return _("%(closed)s This stays a draft.") % {"closed": standing_said(proposal.call)}


@require_POST
def choices(request: HttpRequest, edition: str, number: int) -> JsonResponse:
    """All that is chosen, people and organisations, as the form holds it. What could not be read is named, the rest is kept."""
    standing, proposal = written_by(request, edition, number)
    sheet = Sheet(proposal, besides=strangers_in(proposal, standing), data=request.POST)
    try:
        replaced = sheet.save_choices(account_of(request))
    except ANY_ERROR as error:
        return JsonResponse({"words": sentence(error)}, status=REFUSED)
    fresh = proposal_again(proposal)
    wrong = [f"{form[name].label}: {errors[0]}" for form in sheet.forms if form is not sheet.texts for name, errors in form.errors.items()]
    was = json.dumps(was_of(fresh, sheet.besides), ensure_ascii=False, default=str)
    return JsonResponse({"was": was, "keys": sheet.keys, "replaced": replaced, "wrong": wrong})


@require_GET
def state(request: HttpRequest, edition: str, number: int) -> JsonResponse:
    """What stands, and who else writes here now. Texts only when they are newer than `since`; a token, for pages from before a log-in."""
    _standing, proposal = written_by(request, edition, number)
    since = asked_number(request.GET.get("since", ""))
    last = latest(proposal)
    is_new = since is None or since < last.number
    account = account_of(request)
    writers = writers_since(proposal, timezone.now() - LIVELY, account)
    words = _("%(names)s: writing here, too.") % {"names": ", ".join(writers)} if writers else ""
    told = {"number": last.number, "texts": last.texts if is_new else None, "writers": words}
    return JsonResponse(told | {"token": get_token(request), "account": account.pk})


@require_safe
def check(request: HttpRequest, edition: str, number: int) -> JsonResponse:
    """What is still missing before it can be sent."""
    _standing, proposal = written_by(request, edition, number)
    return JsonResponse({"missing": missing_in(proposal)})
