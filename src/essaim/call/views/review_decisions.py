"""What is decided about one proposal: its path, declining, confirming."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from essaim.call.actions.confirming import confirm_proposal, undo_confirmation
from essaim.call.actions.declining import decline_proposal
from essaim.call.actions.rerouting import move_to_path
from essaim.call.actions.settling import behind
from essaim.call.inputs.board import DeclineInput, PathChoice
from essaim.call.inputs.who_is_who import WhoIsWho
from essaim.call.models import Proposal
from essaim.call.queries.showing import shown_proposal
from essaim.call.rules import may_decide
from essaim.call.sentences import ANY_ERROR, field_of, sentence
from essaim.call.steps import seen_of
from essaim.call.views.doors import account_of, board_proposal, office_of
from essaim.call.views.review import done, page, refused
from essaim.forum.rules import Standing

BOTH = ["GET", "HEAD", "POST"]


def deciding(request: HttpRequest, edition: str, number: int) -> tuple[Standing, Proposal]:
    standing = office_of(request, edition)
    proposal = board_proposal(standing, number)
    if not may_decide(standing, proposal):
        raise Http404(f"no decision on {number} for this account")
    return standing, proposal


@require_POST
def change_path(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    standing, proposal = deciding(request, edition, number)
    form = PathChoice(request.POST, proposal=proposal)
    if not form.is_valid():
        return page(request, standing, proposal, path_form=form)
    try:
        moved = move_to_path(proposal=proposal, path=form.cleaned_data["path"], by=account_of(request), seen=request.POST.get("seen", ""))
    except ANY_ERROR as error:
        return refused(request, proposal, error)
    words = _("No. %(number)s belongs to path %(path)s now. Whoever leads it has been told.")
    words = words if moved.path else _("No. %(number)s has no path now. The team has been told.")
    messages.success(request, words % {"number": moved.number, "path": moved.path.letter if moved.path else ""})
    if standing.reviews(moved.path):
        return redirect("call_team:proposal", edition, number)
    return redirect("call_team:home", edition)


@require_http_methods(BOTH)
def decline(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    standing, proposal = deciding(request, edition, number)
    form = DeclineInput(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            decline_proposal(proposal=proposal, by=account_of(request), seen=request.POST.get("seen", ""), **form.cleaned_data)
        except ANY_ERROR as error:
            form.add_error(field_of(error) if field_of(error) in form.fields else None, sentence(error))
        else:
            return done(request, proposal, _("Declined. It stays on record."))
    context = {"edition": standing.edition, "standing": standing, "proposal": proposal, "form": form, "seen": seen_of(proposal)}
    return render(request, "call/team/decline.html", context, status=422 if form.errors else 200)


@require_http_methods(BOTH)
def confirm(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    """Who is who, then a session of the draft."""
    standing, proposal = deciding(request, edition, number)
    found = behind(proposal)
    people, organisations = found.unknown_people(), found.unknown_organisations()
    form = WhoIsWho(request.POST if request.method == "POST" else None, people=people, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        try:
            session = confirm_proposal(
                proposal=proposal,
                by=account_of(request),
                people=form.found_people(),
                organisations=form.found_organisations(),
                seen=request.POST.get("seen", ""),
                tells=form.cleaned_data["tells"],
            )
        except ANY_ERROR as error:
            form.add_error(field_of(error) if field_of(error) in form.fields else None, sentence(error))
        else:
            words = _("“%(session)s” is a session of the draft now. Readers see it with the next release.")
            messages.success(request, words % {"session": session})
            return redirect("call_team:place", edition, number)
    context = {
        "edition": standing.edition,
        "standing": standing,
        "proposal": proposal,
        "form": form,
        "found": found,
        "seen": seen_of(proposal),
        "shown": shown_proposal(proposal, with_personal=True),
    }
    return render(request, "call/team/confirm.html", context, status=422 if form.errors else 200)


@require_POST
def unconfirm(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    _standing, proposal = deciding(request, edition, number)
    try:
        undo_confirmation(proposal=proposal, by=account_of(request), seen=request.POST.get("seen", ""))
    except ANY_ERROR as error:
        return refused(request, proposal, error)
    return done(request, proposal, _("Set back. Its session is gone from the draft."))
