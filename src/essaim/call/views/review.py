"""One proposal for its path team: read, discussed, asked about, marked."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from essaim.call.actions.comment import add_comment, ask_author
from essaim.call.actions.looking import note_look
from essaim.call.actions.review import declare_conflict, give_marks, lift_conflict
from essaim.call.inputs.board import ConflictInput, MarksInput, PathChoice, WordsInput
from essaim.call.letters import authors_among
from essaim.call.models import Conflict, Proposal
from essaim.call.queries.cards import card_of
from essaim.call.queries.review import Review, parts_said, review_of
from essaim.call.queries.showing import shown_proposal
from essaim.call.queries.waiting import next_unmarked
from essaim.call.rules import may_decide, may_place
from essaim.call.sentences import ANY_ERROR, sentence
from essaim.call.steps import MOVABLE, seen_of, steps_of
from essaim.call.views.doors import account_of, board_proposal, office_of
from essaim.forum.queries.leads import office_accounts
from essaim.forum.rules import Standing
from essaim.kit.numbers import asked_number


@require_safe
def show_proposal(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    """The first look is noted by itself, and the first after its authors withdrew it; later ones when whoever looks says so."""
    standing = office_of(request, edition)
    proposal = board_proposal(standing, number)
    review = review_of(standing, proposal)
    if review.looked is None and request.method == "GET":
        note_look(proposal=proposal, revision=proposal.revision, by=account_of(request))
    elif (
        review.looked and proposal.state == Proposal.State.WITHDRAWN and review.looked.at < proposal.changed_at and request.method == "GET"
    ):
        note_look(proposal=proposal, revision=review.looked.revision, by=account_of(request))
    return page(request, standing, proposal, review)


def page(request: HttpRequest, standing: Standing, proposal: Proposal, review: Review | None = None, **forms: Any) -> HttpResponse:
    review = review or review_of(standing, proposal)
    decides = may_decide(standing, proposal)
    accounts = office_accounts(standing.edition) if standing.is_team and review.may_discuss else ()
    shown = shown_proposal(proposal, with_personal=decides)
    context: dict[str, Any] = {
        "edition": standing.edition,
        "standing": standing,
        "proposal": proposal,
        "card": card_of(standing, proposal),
        "shown": shown,
        "review": review,
        "parts_said": parts_said(standing, proposal) if review.may_discuss else (),
        "decides": decides,
        "may_place": may_place(standing, proposal),
        "may_reroute": decides and proposal.state in MOVABLE,
        "seen": seen_of(proposal),
        "steps": [(state, state.label) for state in Proposal.State if state in steps_of(proposal)] if decides else [],
        "marks_form": MarksInput(marks=review.marks) if review.marks else None,
        "next_unmarked": next_unmarked(standing, proposal) if review.marks else None,
        "comment_form": WordsInput(label=_("A word to the path team"), auto_id="say_%s"),
        "question_form": WordsInput(label=_("A question to its authors"), auto_id="ask_%s"),
        "n_readers": len(authors_among(shown.people, proposal.language)),
        "conflict_form": ConflictInput(accounts=accounts),
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
def look(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    """Its texts as they stand were read."""
    standing = office_of(request, edition)
    proposal = board_proposal(standing, number)
    shown = asked_number(request.POST.get("revision", ""))
    note_look(proposal=proposal, revision=proposal.revision if shown is None else shown, by=account_of(request))
    return redirect("call_team:proposal", edition, number)


@require_POST
def comment(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    """To the team, or to the authors, by the form sent."""
    standing = office_of(request, edition)
    proposal = board_proposal(standing, number)
    asks = "ask" in request.POST
    label, prefix = (_("A question to its authors"), "ask_%s") if asks else (_("A word to the path team"), "say_%s")
    form = WordsInput(request.POST, label=label, auto_id=prefix)
    if not form.is_valid():
        forms: dict[str, Any] = {"question_form" if asks else "comment_form": form}
        return page(request, standing, proposal, **forms)
    act = ask_author if asks else add_comment
    try:
        made = act(proposal=proposal, body=form.cleaned_data["body"], by=account_of(request))
    except ANY_ERROR as error:
        return refused(request, proposal, error)
    return done(request, proposal, _("Sent to its authors.") if asks else _("Said."), f"q{made.pk}")


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
    """One's own: declared, and not taken back by oneself. The team may note one for somebody else."""
    standing = office_of(request, edition)
    proposal = board_proposal(standing, number)
    form = ConflictInput(request.POST, accounts=office_accounts(standing.edition) if standing.is_team else ())
    if not form.is_valid():
        return page(request, standing, proposal, conflict_form=form)
    me = account_of(request)
    account = form.cleaned_data.get("account") or me
    try:
        declare_conflict(proposal=proposal, account=account, by=me, reason=form.cleaned_data["reason"])
    except ANY_ERROR as error:
        return refused(request, proposal, error)
    if account != me:
        return done(request, proposal, _("Noted: %(account)s is kept out.") % {"account": account.name or account}, "interests")
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
    return done(request, proposal, _("%(account)s takes part again.") % {"account": found.account.name or found.account}, "interests")
