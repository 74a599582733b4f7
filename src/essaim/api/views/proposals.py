"""Proposals for those who write and choose them: read, written, changed, sent, withdrawn; a batch at once."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest
from ninja import Query, Router, Status
from pydantic import AfterValidator

from essaim.api import doors
from essaim.api.access import Access, Key, access_of
from essaim.api.batch import take_batch
from essaim.api.making import call as make
from essaim.api.paging import Asked, Listed, Reading, Window, listed
from essaim.api.schemas.call import (
    DifferenceOut,
    ImportIn,
    ImportOut,
    ProposalBrief,
    ProposalChange,
    ProposalIn,
    ProposalOut,
    SavedOut,
)
from essaim.api.schemas.common import Trouble
from essaim.api.writing import begin, change
from essaim.call.actions.sending import send_proposal, take_up_proposal, withdraw_proposal
from essaim.call.actions.writing import Saved
from essaim.call.models import Contributor, Proposal, ProposingOrganisation
from essaim.call.queries.board import placed, seen_proposals
from essaim.call.queries.merger import strangers_in
from essaim.call.rules import may_see
from essaim.forum.rules import Standing

router = Router(tags=["Proposals"])
READS, WRITES = Key("proposals:read"), Key("proposals:write")
REFUSED = {401: Trouble, 403: Trouble, 404: Trouble}
WRONG = {**REFUSED, 409: Trouble, 422: Trouble}


def in_utc(moment: datetime) -> datetime:
    """One without an offset is taken to be in UTC."""
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError:
        raise ValueError("beyond every clock") from None


class ProposalsAsked(Asked):
    state: Literal[("", *Proposal.State.values)] = ""  # type: ignore[valid-type]
    path: str = ""
    kind: str = ""
    call: str = ""
    mine: bool = False
    changed_since: Annotated[datetime, AfterValidator(in_utc)] | None = None


def readable(standing: Standing, *, mine: bool = False) -> QuerySet[Proposal]:
    """Those on the board this account may see, and those it writes."""
    account = standing.account
    own = Q(created_by=account) | Q(pk__in=Contributor.objects.filter(account=account).values("proposal"))
    rows = standing.edition.proposals.filter(own if mine or not standing.is_any else own | Q(pk__in=seen_proposals(standing).values("pk")))
    return rows.select_related("edition", "call", "kind", "path", "format", "session", "panel")


@router.get("/editions/{edition}/proposals", response={200: Listed[ProposalBrief], **REFUSED}, auth=READS, summary="Proposals one may read")
def list_proposals(request: HttpRequest, edition: str, asked: Query[ProposalsAsked]) -> Window[ProposalBrief]:
    """Sent ones of the paths this account leads or reviews, and its own. By number. Scope: proposals:read."""
    standing = doors.standing_in(access_of(request), edition)
    wanted = {
        "state": asked.state,
        "path__letter": asked.path.upper(),
        "kind__slug": asked.kind,
        "call__slug": asked.call,
        "changed_at__gte": asked.changed_since,
    }
    rows = readable(standing, mine=asked.mine).filter(**{name: value for name, value in wanted.items() if value})
    rows = rows.annotate(is_placed=placed()).prefetch_related("organisations").order_by("number")
    return listed(request, rows, asked, lambda row: make.proposal_brief(row, asked.lang))


@router.get("/editions/{edition}/proposals/{number}", response={200: ProposalOut, **REFUSED}, auth=READS, summary="One proposal")
def show_proposal(request: HttpRequest, edition: str, number: int, asked: Query[Reading]) -> ProposalOut:
    """With its people and answers; what is personal only with scope people:read, for its authors and who decides on it. Scope:
    proposals:read."""
    access = access_of(request)
    standing = doors.standing_in(access, edition)
    return whole(access, standing, number, asked.lang)


def whole(access: Access, standing: Standing, number: int, lang: str = "") -> ProposalOut:
    """Eight statements, nine for who may not read what is personal."""
    rows = (
        standing.edition.proposals.annotate(is_placed=placed())
        .select_related("edition", "call", "kind", "path", "format", "session", "panel", "territory", "merger")
        .prefetch_related("conflicts", "goals", *PEOPLE)
    )
    proposal = rows.filter(number=number).first()
    if proposal is None or not may_see(standing, proposal):
        raise Http404(f"no proposal {number} for this key")
    merger = getattr(proposal, "merger", None)
    parts = list(merger.parts.values_list("proposal__number", flat=True)) if merger and merger.undone_at is None else []
    return make.proposal_out(
        proposal,
        lang,
        personal=make.shows_personal(access, standing, proposal),
        questions=proposal.call.questions.all(),
        parts=parts,
        strangers=strangers_in(proposal, standing) if merger else (),
    )


PEOPLE = (
    Prefetch("contributors", Contributor.objects.select_related("country", "person").order_by("place", "pk")),
    Prefetch("organisations", ProposingOrganisation.objects.select_related("country", "organisation").order_by("place", "pk")),
)


def saved_out(access: Access, standing: Standing, proposal: Proposal, saved: Saved | None) -> SavedOut:
    differences = [
        DifferenceOut(field=name, theirs=one.theirs, mine=one.mine)
        for name, several in (saved.differences if saved else {}).items()
        for one in several
    ]
    return SavedOut(proposal=whole(access, standing, proposal.number), differences=differences)


@router.post("/editions/{edition}/calls/{call}/proposals", response={201: SavedOut, **WRONG}, auth=WRITES, summary="Write a proposal")
def write_proposal(request: HttpRequest, edition: str, call: str, given: ProposalIn) -> Status[SavedOut]:
    """A draft of this account's, or sent at once with `send`. All of it is kept, or nothing. Scope: proposals:write."""
    access = access_of(request)
    standing = doors.standing_in(access, edition)
    found = doors.call_in(standing, call)
    with transaction.atomic():
        proposal = begin(access.account, found, given)
        saved = change(access.account, proposal, given)
        if given.send:
            send_proposal(proposal=proposal, by=access.account)
    return Status(201, saved_out(access, standing, proposal, saved))


@router.patch("/editions/{edition}/proposals/{number}", response={200: SavedOut, **WRONG}, auth=WRITES, summary="Change a proposal")
def change_proposal(request: HttpRequest, edition: str, number: int, given: ProposalChange) -> SavedOut:
    """What is left out stays. Two who change one text at once both keep their sentences. Scope: proposals:write."""
    access = access_of(request)
    standing = doors.standing_in(access, edition)
    proposal = doors.written(standing, number)
    with transaction.atomic():
        saved = change(access.account, proposal, given)
    return saved_out(access, standing, proposal, saved)


@router.post("/editions/{edition}/proposals/{number}/send", response={200: ProposalOut, **WRONG}, auth=WRITES, summary="Send a draft")
def send(request: HttpRequest, edition: str, number: int) -> ProposalOut:
    """To the path team. What is missing is named in `errors`, all at once. Scope: proposals:write."""
    access = access_of(request)
    standing = doors.standing_in(access, edition)
    send_proposal(proposal=doors.written(standing, number), by=access.account)
    return whole(access, standing, number)


@router.post("/editions/{edition}/proposals/{number}/withdraw", response={200: ProposalOut, **WRONG}, auth=WRITES, summary="Withdraw")
def withdraw(request: HttpRequest, edition: str, number: int) -> ProposalOut:
    """By an author, before it is confirmed. It stays on record. Scope: proposals:write."""
    access = access_of(request)
    standing = doors.standing_in(access, edition)
    withdraw_proposal(proposal=doors.own(standing, number), by=access.account)
    return whole(access, standing, number)


@router.post("/editions/{edition}/proposals/{number}/take-up", response={200: ProposalOut, **WRONG}, auth=WRITES, summary="Take up again")
def take_up(request: HttpRequest, edition: str, number: int) -> ProposalOut:
    """A withdrawn one becomes a draft again while the call is open. Scope: proposals:write."""
    access = access_of(request)
    standing = doors.standing_in(access, edition)
    take_up_proposal(proposal=doors.own(standing, number), by=access.account)
    return whole(access, standing, number)


@router.post("/editions/{edition}/calls/{call}/import", response={200: ImportOut, **WRONG}, auth=WRITES, summary="Take over a batch")
def import_batch(request: HttpRequest, edition: str, call: str, given: ImportIn) -> ImportOut:
    """Rows as the spreadsheet import knows them, for the team: first what they would do, with `take` done. A second batch updates what the
    first made, by number or identifier. Scope: proposals:write."""
    access = access_of(request)
    return take_batch(doors.call_in(doors.team(access, edition), call), given, access.account)
