"""Choosing: moved, discussed, marked, merged, confirmed, by the same actions as the board's pages."""

from django.http import Http404, HttpRequest
from ninja import Query, Router, Status

from essaim.api import doors
from essaim.api.access import Access, Key, access_of
from essaim.api.making.call import comment_out, named_texts
from essaim.api.paging import Asked, Listed, Window, listed
from essaim.api.schemas.call import (
    AttachIn,
    CommentIn,
    CommentOut,
    ConfirmIn,
    DeclineIn,
    MarkIn,
    MarkOut,
    MergeIn,
    MoveIn,
    PathIn,
    ProposalOut,
    ReasonIn,
    ReviewOut,
    SeenIn,
)
from essaim.api.schemas.common import Trouble
from essaim.api.texts import texts
from essaim.api.views.proposals import whole
from essaim.call.actions.attach import attach_individual, detach_individual
from essaim.call.actions.board import move_proposal
from essaim.call.actions.comment import add_comment, ask_author
from essaim.call.actions.confirming import confirm_proposal, undo_confirmation
from essaim.call.actions.declining import decline_proposal
from essaim.call.actions.merger import Choices, merge_proposals, undo_merger
from essaim.call.actions.rerouting import move_to_path
from essaim.call.actions.review import Given, give_marks
from essaim.call.models import Merger, Proposal
from essaim.call.queries.review import review_of
from essaim.forum.rules import Standing

router = Router(tags=["Board"])
READS, WRITES = Key("proposals:read"), Key("board:write")
REFUSED = {401: Trouble, 403: Trouble, 404: Trouble}
WRONG = {**REFUSED, 409: Trouble, 422: Trouble}
ONE = "/editions/{edition}/proposals/{number}"


def decided(request: HttpRequest, edition: str, number: int) -> tuple[Access, Standing, Proposal]:
    """One to decide on, with the key that asks."""
    access = access_of(request)
    standing = doors.office(access, edition)
    return access, standing, doors.led(standing, number)


@router.post(f"{ONE}/move", response={200: ProposalOut, **WRONG}, auth=WRITES, summary="Move on the board")
def move(request: HttpRequest, edition: str, number: int, given: MoveIn) -> ProposalOut:
    """To another lane. With `seen`, as the proposal was read: when it has moved since, nothing happens. Scope: board:write."""
    access, standing, proposal = decided(request, edition, number)
    move_proposal(proposal=proposal, state=given.state, by=access.account, seen=given.seen)
    return whole(access, standing, number)


@router.post(f"{ONE}/path", response={200: ProposalOut, **WRONG}, auth=WRITES, summary="Move to another path")
def change_path(request: HttpRequest, edition: str, number: int, given: PathIn) -> ProposalOut:
    """Its new path's team is told. The answer is the last one a lead of the old path alone may read. Scope: board:write."""
    access, standing, proposal = decided(request, edition, number)
    personal_before = whole(access, standing, number)
    moved = move_to_path(proposal=proposal, path=doors.path_in(standing, given.path), by=access.account, seen=given.seen)
    if not standing.reviews(moved.path_id):
        return personal_before.model_copy(update={"path": moved.path.letter if moved.path else None})
    return whole(access, standing, number)


@router.post(f"{ONE}/decline", response={200: ProposalOut, **WRONG}, auth=WRITES, summary="Decline")
def decline(request: HttpRequest, edition: str, number: int, given: DeclineIn) -> ProposalOut:
    """With the reason its authors get to read, in a letter that waits in the outbox. Scope: board:write."""
    access, standing, proposal = decided(request, edition, number)
    decline_proposal(proposal=proposal, by=access.account, reason=given.reason, tells=given.tells, seen=given.seen)
    return whole(access, standing, number)


@router.post(f"{ONE}/confirm", response={200: ProposalOut, **WRONG}, auth=WRITES, summary="Confirm")
def confirm(request: HttpRequest, edition: str, number: int, given: ConfirmIn) -> ProposalOut:
    """It becomes a session of the draft programme; people and organisations not linked to the registry are entered there. Scope:
    board:write."""
    access, standing, proposal = decided(request, edition, number)
    confirm_proposal(proposal=proposal, by=access.account, seen=given.seen, tells=given.tells)
    return whole(access, standing, number)


@router.post(f"{ONE}/unconfirm", response={200: ProposalOut, **WRONG}, auth=WRITES, summary="Undo a confirmation")
def unconfirm(request: HttpRequest, edition: str, number: int, given: SeenIn) -> ProposalOut:
    """While its session was never public. Scope: board:write."""
    access, standing, proposal = decided(request, edition, number)
    undo_confirmation(proposal=proposal, by=access.account, seen=given.seen)
    return whole(access, standing, number)


@router.get(f"{ONE}/comments", response={200: Listed[CommentOut], **REFUSED}, auth=READS, summary="What is said of a proposal")
def list_comments(request: HttpRequest, edition: str, number: int, asked: Query[Asked]) -> Window[CommentOut]:
    """Among the path team, and between it and the authors; in the order they were said. Scope: proposals:read."""
    standing = doors.office(access_of(request), edition)
    rows = doors.discussed(standing, number).comments.select_related("by").order_by("at", "pk")
    return listed(request, rows, asked, comment_out)


@router.post(f"{ONE}/comments", response={201: CommentOut, **WRONG}, auth=WRITES, summary="Comment, or ask the authors")
def comment(request: HttpRequest, edition: str, number: int, given: CommentIn) -> Status[CommentOut]:
    """Whoever may read it on the board and has no conflict of interest. Scope: board:write."""
    access = access_of(request)
    proposal = doors.on_board(doors.office(access, edition), number)
    say = ask_author if given.to == "authors" else add_comment
    return Status(201, comment_out(say(proposal=proposal, body=given.body, by=access.account)))


@router.get(f"{ONE}/marks", response={200: ReviewOut, **REFUSED}, auth=READS, summary="Marks")
def show_marks(request: HttpRequest, edition: str, number: int) -> ReviewOut:
    """This account's own, and the mean where it may know it. Scope: proposals:read."""
    standing = doors.office(access_of(request), edition)
    return marks_of(standing, doors.discussed(standing, number))


@router.put(f"{ONE}/marks", response={200: ReviewOut, **WRONG}, auth=WRITES, summary="Mark a proposal")
def mark(request: HttpRequest, edition: str, number: int, given: list[MarkIn]) -> ReviewOut:
    """On the criteria of its call; all of them or none. Scope: board:write."""
    access = access_of(request)
    standing = doors.office(access, edition)
    proposal = doors.on_board(standing, number)
    give_marks(proposal=proposal, marks={one.criterion: Given(one.value, one.note) for one in given}, by=access.account)
    return marks_of(standing, doors.discussed(standing, number))


def marks_of(standing: Standing, proposal: Proposal) -> ReviewOut:
    review = review_of(standing, proposal)
    return ReviewOut(
        marks=[
            MarkOut(
                criterion=one.criterion.pk,
                name=texts(one.criterion.name, ""),
                most=one.criterion.most,
                weight=one.criterion.weight,
                value=one.value,
                note=one.note,
            )
            for one in review.marks
        ],
        mean=review.mean,
        n_reviewers=review.n_reviewers,
        is_hidden=review.are_others_hidden,
    )


@router.post("/editions/{edition}/mergers", response={201: ProposalOut, **WRONG}, auth=WRITES, summary="Merge proposals")
def merge(request: HttpRequest, edition: str, given: MergeIn) -> Status[ProposalOut]:
    """A new proposal with all parts, authors and organisations; everybody concerned is told. Texts given here are the new one's; what is
    left out is taken from the parts. Scope: board:write."""
    access = access_of(request)
    standing = doors.office(access, edition)
    parts = [doors.led(standing, number) for number in dict.fromkeys(given.proposals)]
    chosen = named_texts({"title": given.title, "summary": given.summary, "description": given.description})
    merger = merge_proposals(proposals=parts, by=access.account, choices=Choices(texts=chosen), reason=given.reason)
    return Status(201, whole(access, standing, merger.result.number))


@router.post("/editions/{edition}/mergers/{number}/undo", response={200: list[ProposalOut], **WRONG}, auth=WRITES, summary="Undo a merger")
def separate(request: HttpRequest, edition: str, number: int, given: ReasonIn) -> list[ProposalOut]:
    """By the number of what came of it: its parts stand on the board again as they stood. Scope: board:write."""
    access, standing, proposal = decided(request, edition, number)
    merger = Merger.objects.filter(result=proposal, undone_at=None).select_related("result__edition", "by").first()
    if merger is None:
        raise Http404(f"no merger {number}")
    return [whole(access, standing, part.number) for part in undo_merger(merger=merger, by=access.account, reason=given.reason)]


@router.post(f"{ONE}/attach", response={200: ProposalOut, **WRONG}, auth=WRITES, summary="Attach to a panel")
def attach(request: HttpRequest, edition: str, number: int, given: AttachIn) -> ProposalOut:
    """An individual proposal; its people speak in the panel's session. Scope: board:write."""
    access, standing, proposal = decided(request, edition, number)
    attach_individual(proposal=proposal, panel=doors.led(standing, given.panel), by=access.account, reason=given.reason)
    return whole(access, standing, number)


@router.post(f"{ONE}/detach", response={200: ProposalOut, **WRONG}, auth=WRITES, summary="Take off a panel")
def detach(request: HttpRequest, edition: str, number: int, given: ReasonIn) -> ProposalOut:
    """It stands on the board where it stood before. Scope: board:write."""
    access, standing, proposal = decided(request, edition, number)
    detach_individual(proposal=proposal, by=access.account, reason=given.reason)
    return whole(access, standing, number)
