"""One proposal for its path team: read, discussed, asked about, marked, decided, confirmed, placed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from essaim.call.actions.board import STEPS
from essaim.call.actions.comment import add_comment, ask_author
from essaim.call.actions.confirming import confirm_proposal, undo_confirmation
from essaim.call.actions.declining import decline_proposal
from essaim.call.actions.placing import place_proposal
from essaim.call.actions.rerouting import move_to_path
from essaim.call.actions.review import declare_conflict, give_marks, lift_conflict
from essaim.call.actions.settling import behind
from essaim.call.inputs.board import ConflictInput, DeclineInput, MarksInput, PathChoice, WhoIsWho, WordsInput
from essaim.call.models import Conflict, Proposal
from essaim.call.queries.review import review_of
from essaim.call.queries.showing import shown_proposal
from essaim.call.rules import may_decide
from essaim.call.sentences import ANY_ERROR, field_of, sentence
from essaim.call.views.doors import account_of, board_proposal, office_of
from essaim.forum.actions.programme import place_of
from essaim.forum.inputs.session import PlaceInput
from essaim.forum.rules import Standing

BOTH = ["GET", "HEAD", "POST"]


@require_safe
def show_proposal(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    standing = office_of(request, edition)
    return page(request, standing, board_proposal(standing, number))


def page(request: HttpRequest, standing: Standing, proposal: Proposal, **forms: Any) -> HttpResponse:
    review = review_of(standing, proposal)
    decides = may_decide(standing, proposal)
    context: dict[str, Any] = {
        "edition": standing.edition,
        "standing": standing,
        "proposal": proposal,
        "shown": shown_proposal(proposal, with_personal=decides),
        "review": review,
        "decides": decides,
        "steps": [(state, Proposal.State(state).label) for state in Proposal.State if state in STEPS.get(proposal.state, ())],
        "marks_form": MarksInput(marks=review.marks) if review.marks else None,
        "comment_form": WordsInput(label=_("A word to the path team")),
        "question_form": WordsInput(label=_("A question to its authors")),
        "conflict_form": ConflictInput(),
        "path_form": PathChoice(proposal=proposal),
    }
    return render(request, "call/team/proposal.html", context | forms, status=422 if forms else 200)


def done(request: HttpRequest, proposal: Proposal, words: str, anchor: str = "") -> HttpResponse:
    messages.success(request, words)
    address = redirect("call_team:proposal", proposal.edition.slug, proposal.number)
    address["Location"] += f"#{anchor}" if anchor else ""
    return address


def refused(request: HttpRequest, proposal: Proposal, error: Exception) -> HttpResponse:
    if not isinstance(error, ANY_ERROR):
        raise error
    messages.error(request, sentence(error))
    return redirect("call_team:proposal", proposal.edition.slug, proposal.number)


@require_POST
def comment(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    """To the team, or to the author, by the button pressed."""
    standing = office_of(request, edition)
    proposal = board_proposal(standing, number)
    asks = "ask" in request.POST
    form = WordsInput(request.POST)
    name = "question_form" if asks else "comment_form"
    if not form.is_valid():
        return page(request, standing, proposal, **{name: form})
    act = ask_author if asks else add_comment
    try:
        act(proposal=proposal, body=form.cleaned_data["body"], by=account_of(request))
    except ANY_ERROR as error:
        return refused(request, proposal, error)
    return done(request, proposal, _("Sent to its authors.") if asks else _("Said."), "words")


@require_POST
def mark(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    standing = office_of(request, edition)
    proposal = board_proposal(standing, number)
    form = MarksInput(request.POST, marks=review_of(standing, proposal).marks)
    if not form.is_valid():
        return page(request, standing, proposal, marks_form=form)
    try:
        give_marks(proposal=proposal, marks=form.marks(), by=account_of(request))
    except ANY_ERROR as error:
        return refused(request, proposal, error)
    return done(request, proposal, _("Your marks are kept."), "marks")


@require_POST
def conflict(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    """One's own: declared, and not taken back by oneself."""
    standing = office_of(request, edition)
    proposal = board_proposal(standing, number)
    form = ConflictInput(request.POST)
    if not form.is_valid():
        return page(request, standing, proposal, conflict_form=form)
    account = account_of(request)
    try:
        declare_conflict(proposal=proposal, account=account, by=account, reason=form.cleaned_data["reason"])
    except ANY_ERROR as error:
        return refused(request, proposal, error)
    return done(request, proposal, _("Noted. You no longer take part in what is said and decided about this proposal."))


@require_POST
def conflict_lifted(request: HttpRequest, edition: str, number: int, pk: int) -> HttpResponse:
    standing = office_of(request, edition)
    proposal = board_proposal(standing, number)
    found = Conflict.objects.filter(proposal=proposal, pk=pk).select_related("account", "proposal__edition").first()
    if found is None or not standing.is_team:
        raise Http404("no such conflict")
    try:
        lift_conflict(conflict=found, by=account_of(request))
    except ANY_ERROR as error:
        return refused(request, proposal, error)
    return done(request, proposal, _("%(account)s takes part again.") % {"account": found.account})


@require_POST
def change_path(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    standing = office_of(request, edition)
    proposal = board_proposal(standing, number)
    form = PathChoice(request.POST, proposal=proposal)
    if not form.is_valid():
        return page(request, standing, proposal, path_form=form)
    try:
        moved = move_to_path(proposal=proposal, path=form.cleaned_data["path"], by=account_of(request))
    except ANY_ERROR as error:
        return refused(request, proposal, error)
    words = _("No. %(number)s now belongs to: %(path)s.") % {"number": moved.number, "path": moved.path or _("no path yet")}
    messages.success(request, words)
    if standing.reviews(moved.path):
        return redirect("call_team:proposal", edition, number)
    return redirect("call_team:home", edition)


def deciding(request: HttpRequest, edition: str, number: int) -> tuple[Standing, Proposal]:
    standing = office_of(request, edition)
    proposal = board_proposal(standing, number)
    if not may_decide(standing, proposal):
        raise Http404(f"no decision on {number} for this account")
    return standing, proposal


@require_http_methods(BOTH)
def decline(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    standing, proposal = deciding(request, edition, number)
    form = DeclineInput(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            decline_proposal(proposal=proposal, by=account_of(request), **form.cleaned_data)
        except ANY_ERROR as error:
            return refused(request, proposal, error)
        return done(request, proposal, _("Declined. It stays on record."))
    return render(request, "call/team/decline.html", {"edition": standing.edition, "proposal": proposal, "form": form})


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
            )
        except ANY_ERROR as error:
            form.add_error(field_of(error) if field_of(error) in form.fields else None, sentence(error))
        else:
            words = _("“%(session)s” is a session of the draft now. Readers see it with the next release.")
            messages.success(request, words % {"session": session})
            return redirect("call_team:place", edition, number)
    context = {"edition": standing.edition, "proposal": proposal, "form": form, "shown": shown_proposal(proposal, with_personal=True)}
    return render(request, "call/team/confirm.html", context)


@require_POST
def unconfirm(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    _standing, proposal = deciding(request, edition, number)
    try:
        undo_confirmation(proposal=proposal, by=account_of(request))
    except ANY_ERROR as error:
        return refused(request, proposal, error)
    return done(request, proposal, _("Set back. Its session is gone from the draft."))


@require_http_methods(BOTH)
def place(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    """Day, hour and room in the draft, for this path's own session."""
    standing, proposal = deciding(request, edition, number)
    session = proposal.session
    if session is None:
        return redirect("call_team:proposal", edition, number)
    form = PlaceInput(request.POST if request.method == "POST" else None, edition=standing.edition, place=place_of(session), is_short=True)
    if request.method == "POST" and form.is_valid():
        try:
            place_proposal(proposal=proposal, place=form.place(), by=account_of(request))
        except ANY_ERROR as error:
            form.add_error(field_of(error) if field_of(error) in form.fields else None, sentence(error))
        else:
            return done(request, proposal, _("Placed in the draft. Readers see it with the next release."))
    return render(request, "call/team/place.html", {"edition": standing.edition, "proposal": proposal, "session": session, "form": form})
