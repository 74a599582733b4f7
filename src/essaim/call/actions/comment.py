"""What the path team says of a proposal among themselves, asks its authors, and what they answer."""

from django.db import transaction
from django.utils.translation import gettext as _

from essaim.call.errors import CallError
from essaim.call.letters import accounts_as_readers, address_of, authors_of, board_address, framed, letters, title_of
from essaim.call.models import Comment, Proposal
from essaim.call.rules import is_author, may_discuss, why_undecided
from essaim.desk import journal
from essaim.desk.actions.outbox import write_mailing
from essaim.desk.models import Account
from essaim.forum.rules import standing_of

LONGEST = 10_000


@transaction.atomic
def add_comment(*, proposal: Proposal, body: str, by: Account) -> Comment:
    """Among the path team."""
    guard_discussing(proposal, by)
    return written(proposal, Comment.Kind.TEAM, body, by, "comment_proposal")


@transaction.atomic
def ask_author(*, proposal: Proposal, body: str, by: Account) -> Comment:
    """A question its authors get by mail at once, and answer on their page."""
    guard_discussing(proposal, by)
    readers = authors_of(proposal)
    comment = written(proposal, Comment.Kind.QUESTION, body, by, "ask_author")
    if readers:
        write_mailing(
            kind="call.question",
            key=f"call.question:{comment.pk}",
            label=_("Question about %(title)s") % {"title": title_of(proposal)},
            scope=proposal.edition,
            by=by,
            release=True,
            letters=letters(
                readers,
                "question",
                lambda reader: (
                    _("A question about your proposal “%(title)s”") % {"title": title_of(proposal)},
                    framed(
                        reader, _("The path team asks:"), comment.body, _("Answer here:"), address=f"{address_of(proposal)}#q{comment.pk}"
                    ),
                ),
            ),
        )
    return comment


@transaction.atomic
def answer_question(*, question: Comment, body: str, by: Account) -> Comment:
    """By one of its authors; whoever asked is told by mail, unless they are kept out of it by now."""
    proposal = Proposal.objects.select_related("edition").prefetch_related("contributors", "conflicts").get(pk=question.proposal_id)
    if question.kind != Comment.Kind.QUESTION or not is_author(standing_of(by, proposal.edition), proposal):
        raise CallError("may_not_answer", proposal=proposal)
    answer = written(proposal, Comment.Kind.ANSWER, body, by, "answer_question", question)
    if question.by and question.by != by and may_discuss(standing_of(question.by, proposal.edition), proposal):
        write_mailing(
            kind="call.answer",
            key=f"call.answer:{answer.pk}",
            label=_("Answer about %(title)s") % {"title": title_of(proposal)},
            scope=proposal.edition,
            by=by,
            release=True,
            letters=letters(
                accounts_as_readers([question.by]),
                "answer",
                lambda reader: (
                    _("An answer about “%(title)s”") % {"title": title_of(proposal)},
                    framed(
                        reader, _("You asked: %(question)s") % {"question": question.body}, answer.body, address=board_address(proposal)
                    ),
                ),
            ),
        )
    return answer


def guard_discussing(proposal: Proposal, by: Account) -> None:
    if not may_discuss(standing_of(by, proposal.edition), proposal):
        raise CallError("may_not_discuss", proposal=proposal, why=why_undecided(standing_of(by, proposal.edition), proposal))


def guard_length(text: str, field: str) -> None:
    if len(text) > LONGEST:
        raise CallError("long_comment", field=field, length=len(text), longest=LONGEST)


def written(proposal: Proposal, kind: str, body: str, by: Account, action: str, answers: Comment | None = None) -> Comment:
    text = body.strip()
    if not text:
        raise CallError("empty_comment", field="body")
    guard_length(text, "body")
    comment = Comment.objects.create(proposal=proposal, kind=kind, body=text, by=by, answers=answers)
    journal.record(by=by, action=action, thing=proposal, scope=proposal.edition, is_seen=False)
    return comment
