"""What becomes of a proposal, for its authors: its way, questions to answer, what it said before, taking it back."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from essaim.call.actions.comment import answer_question
from essaim.call.actions.contributors import invite_author, is_invited_today, join_as_author
from essaim.call.actions.sending import take_up_proposal, withdraw_proposal
from essaim.call.actions.writing import bring_back
from essaim.call.announced import standing_said
from essaim.call.inputs.board import WordsInput
from essaim.call.inputs.proposal import InviteInput
from essaim.call.models import Comment, Proposal, TextRevision
from essaim.call.phases import is_open
from essaim.call.queries.merger import strangers_in
from essaim.call.queries.showing import shown_proposal
from essaim.call.queries.writing import (
    changes,
    fate_of,
    field_labels,
    last_word_of,
    looked_at,
    own_proposals,
    questions_of_team,
    revisions_seen,
    way_of,
    without_personal,
    works_of,
)
from essaim.call.rules import is_author, may_decide, may_see_on_board, may_write
from essaim.call.sentences import ANY_ERROR, field_of, sentence
from essaim.call.templatetags.writing import apart
from essaim.call.views.doors import account_of, seen_proposal, standing_in
from essaim.call.views.writing import written_by
from essaim.desk.models import Account
from essaim.forum.rules import Standing


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    rows = list(own_proposals(account_of(request)))
    drafts = [row for row in rows if row.state == Proposal.State.DRAFT]
    for row in drafts:
        row.shut = standing_said(row.call)  # type: ignore[attr-defined]
    return render(request, "call/mine.html", {"drafts": drafts, "sent": [row for row in rows if row.state != Proposal.State.DRAFT]})


@require_safe
def show(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    """For its authors. The path team is led to its own page of it."""
    standing = standing_in(request, edition)
    proposal = seen_proposal(standing, number)
    if not is_author(standing, proposal) and may_see_on_board(standing, proposal):
        return redirect("call_team:proposal", edition, number)
    return page(request, standing, proposal)


def page(request: HttpRequest, standing: Standing, proposal: Proposal, tried: tuple[int, WordsInput] | None = None) -> HttpResponse:
    """`tried`: the key of a question and the answer to it that could not be taken."""
    context = {
        "edition": standing.edition,
        "proposal": proposal,
        "shown": shown_proposal(proposal, with_personal=True),
        "strangers": strangers_in(proposal, standing),
        "way": way_of(proposal),
        "fate": fate_of(proposal),
        "questions": questions_of_team(proposal),
        "tried": tried,
        "may_write": may_write(standing, proposal),
        "may_withdraw": proposal.state in ("draft", "received", "discussed", "kept"),
        "is_unsent": proposal.sent_at is None,
        "is_open": is_open(proposal.call),
        "may_take_up": proposal.state == Proposal.State.WITHDRAWN and is_open(proposal.call),
    }
    return render(request, "call/proposal.html", context, status=422 if tried else 200)


def own_proposal(request: HttpRequest, edition: str, number: int) -> tuple[Standing, Proposal]:
    """One that this person wrote; the team answers and withdraws in nobody's name."""
    standing, proposal = written_by(request, edition, number)
    if not is_author(standing, proposal):
        raise Http404(f"proposal {number} is another's")
    return standing, proposal


@require_POST
def answer(request: HttpRequest, edition: str, number: int, pk: int) -> HttpResponse:
    standing, proposal = own_proposal(request, edition, number)
    question = Comment.objects.filter(pk=pk, proposal=proposal, kind=Comment.Kind.QUESTION).select_related("by").first()
    if question is None:
        raise Http404("no such question")
    form = WordsInput(request.POST, label=_("Your answer"), auto_id=f"answer-{pk}-%s")
    if form.is_valid():
        try:
            answer_question(question=question, body=form.cleaned_data["body"], by=account_of(request))
        except ANY_ERROR as error:
            form.add_error(field_of(error) if field_of(error) in form.fields else None, sentence(error))
        else:
            messages.success(request, _("Your answer is sent."))
            return redirect("call:proposal", edition, number)
    return page(request, standing, proposal, (pk, form))


@require_POST
def withdraw(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    _standing, proposal = own_proposal(request, edition, number)
    act = take_up_proposal if "take_up" in request.POST else withdraw_proposal
    try:
        act(proposal=proposal, by=account_of(request))
        gone = _("Withdrawn. It stays on record.") if proposal.sent_at else _("Given up. It stays among your proposals.")
        messages.success(request, _("It is a draft again.") if act is take_up_proposal else gone)
    except ANY_ERROR as error:
        messages.error(request, sentence(error))
    return redirect("call:proposal", edition, number)


@require_POST
def invite(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    """A co-author."""
    _standing, proposal = written_by(request, edition, number)
    form = InviteInput(request.POST)
    if form.is_valid():
        is_again = is_invited_today(proposal=proposal, email=form.cleaned_data["email"])
        try:
            invite_author(proposal=proposal, by=account_of(request), **form.cleaned_data)
            said = {"name": form.cleaned_data["name"] or form.cleaned_data["email"].partition("@")[0]}
            if is_again:
                words = _("%(name)s was written to today already, so no second letter goes. From tomorrow you can invite again.")
                messages.info(request, words % said)
            else:
                messages.success(request, _("%(name)s gets a letter with a link to write here.") % said)
        except ANY_ERROR as error:
            messages.error(request, sentence(error))
    elif "email" in form.errors:
        messages.error(
            request, _("“%(email)s” is no e-mail address. Write it as name@example.org.") % {"email": request.POST.get("email", "")}
        )
    else:
        messages.error(request, f"{form['name'].label}: {form.errors['name'][0]}")
    return redirect("call:write", edition, number)


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, link: str) -> HttpResponse:
    """The address in an invitation: shown first, bound by a button, so that no mail scanner accepts it."""
    if request.method == "POST":
        try:
            proposal = join_as_author(link=link, by=account_of(request))
        except ANY_ERROR as error:
            messages.error(request, sentence(error))
            return render(request, "call/join.html", {"failed": True}, status=409)
        return redirect("call:write", proposal.edition.slug, proposal.number)
    return render(request, "call/join.html", {"failed": False})


@require_http_methods(["GET", "HEAD", "POST"])
def history(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    """Every version, what changed between any two, a former text brought back."""
    standing = standing_in(request, edition)
    proposal = seen_proposal(standing, number)
    as_author = is_author(standing, proposal)
    revisions = revisions_seen(proposal, as_author=as_author)
    if request.method == "POST":
        if not may_write(standing, proposal):
            raise Http404("not for this account")
        return brought_back(request, proposal, revisions)
    if not (as_author or may_decide(standing, proposal)):
        revisions = without_personal(revisions, proposal)
    since = None if as_author else last_word_of(account_of(request), proposal)
    after = chosen(revisions, request.GET.get("after", "")) or (revisions[0] if revisions else None)
    earlier = [one for one in revisions if after and one.number < after.number]
    read = [one for one in earlier if since and one.at <= since] or (earlier[-1:] if not as_author else earlier)
    before = chosen(earlier, request.GET.get("before", "")) or (read[0] if read else None)
    labels = field_labels(proposal)
    works = works_of(revisions, labels)
    context = {
        "edition": standing.edition,
        "proposal": proposal,
        "works": works,
        "starts": choices_of([one.before for one in works], [one.before.at for one in works], proposal),
        "ends": choices_of([one.after for one in works], [one.until for one in works], proposal, [one.by for one in works]),
        "looked": None if as_author else looked_at(account_of(request), proposal, revisions),
        "since": since if before and read and before == read[0] else None,
        "before": before,
        "after": after,
        "changes": [(labels.get(name, name), name, found) for name, found in changes(before, after).items()] if after else [],
        "may_write": may_write(standing, proposal),
        "is_author": as_author,
    }
    return render(request, "call/history.html", context)


def choices_of(
    revisions: Sequence[TextRevision], moments: Sequence[datetime], proposal: Proposal, people: Sequence[Account | None] = ()
) -> list[tuple[int, str]]:
    """What a list of versions offers: when, and by whom."""
    writers = people or [one.by for one in revisions]
    said = apart(moments, proposal.edition)
    return [(one.number, f"{words}, {by.called}" if by else words) for one, words, by in zip(revisions, said, writers, strict=True)]


def chosen(revisions: list[TextRevision], number: str) -> TextRevision | None:
    return next((one for one in revisions if str(one.number) == number), None)


def brought_back(request: HttpRequest, proposal: Proposal, revisions: list[TextRevision]) -> HttpResponse:
    revision, name = chosen(revisions, request.POST.get("revision", "")), request.POST.get("name", "")
    if revision is None or not name:
        raise Http404("no such version")
    try:
        bring_back(proposal=proposal, revision=revision, names=[name], by=account_of(request))
        messages.success(request, _("Brought back, as a new version."))
    except ANY_ERROR as error:
        messages.error(request, sentence(error))
    return redirect("call:history", proposal.edition.slug, proposal.number)
