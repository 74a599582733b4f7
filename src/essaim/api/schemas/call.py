"""Calls and proposals."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from essaim.api.schemas.common import OrganisationRef, PersonRef, TerritoryRef
from essaim.api.texts import Texts
from essaim.call.models import Contributor, Proposal, ProposingOrganisation

Words = dict[str, Annotated[str, Field(max_length=50_000)]]
"""Language → text."""
PRIVATE = "None also when this key may not read what is personal: see `shows_personal`."


class KindOut(Schema):
    slug: str
    nature: Annotated[str, Field(description="individual, collective or self_managed: what it means to the programme.")]
    name: Texts
    help: Texts
    formats: Annotated[list[str], Field(description="Formats to choose from; empty: none is asked.")]
    max_per_organisation: int | None


class CallOut(Schema):
    edition: str
    slug: str
    name: Texts
    intro: Texts
    after: Texts
    phase: Annotated[str, Field(description="before, open or closed, at this moment.")]
    opens_at: datetime | None
    closes_at: Annotated[datetime | None, Field(description="Also when it was closed before its time. None: no end is set.")]
    time_zone: str
    deadline: Annotated[str, Field(description="The end in words, in the time of which place.")]
    languages: Annotated[list[str], Field(description="One may write in these; empty: in any.")]
    kinds: list[KindOut]
    web: str


class ChoiceOut(Schema):
    value: str
    label: Texts


class QuestionOut(Schema):
    slug: str
    type: str
    label: Texts
    help: Texts
    section: Annotated[Texts, Field(description="Not empty: a heading stands before this question.")]
    kinds: Annotated[list[str], Field(description="Put to these kinds alone; empty: to all.")]
    languages: Annotated[list[str], Field(description="Put only when written in one of these; empty: always.")]
    is_required: bool
    choices: list[ChoiceOut]
    allows_other: bool
    least: int | None
    most: int | None
    condition: Annotated[dict[str, Any], Field(description='{"question": slug, "is": [values]}: asked only then. Empty: always.')]
    is_personal: bool
    is_public: bool


class AnsweredOut(Schema):
    question: str
    label: Texts
    answer: str


class PublicProposalOut(Schema):
    number: int
    call: str
    kind: str
    nature: str
    path: str | None
    format: str | None
    language: str
    title: Texts
    summary: Texts
    organisations: list[str]
    answers: list[AnsweredOut]


class ProposalBrief(Schema):
    number: int
    guid: UUID
    outside_id: str
    call: str
    kind: str
    nature: str
    state: str
    is_placed: Annotated[bool, Field(description="Its session has an hour and a room in the draft programme.")]
    path: str | None
    format: str | None
    language: str
    title: Texts
    summary: Texts
    organisations: list[str]
    session: Annotated[str | None, Field(description="Code of the session it became.")]
    panel: Annotated[int | None, Field(description="Number of the panel an individual one is attached to.")]
    revision: Annotated[int, Field(description="Of its texts: hand it back as `base` when you change them.")]
    seen: Annotated[str, Field(description="Where it stands: hand it back when you decide, so that nobody decides on what has moved.")]
    created_at: datetime
    sent_at: datetime | None
    changed_at: datetime
    web: str


class ContributorOut(Schema):
    id: int
    role: str
    name: str
    organisation: str
    country: TerritoryRef | None
    languages: list[str]
    person: PersonRef | None
    email: Annotated[str | None, Field(description=PRIVATE)]
    phone: Annotated[str | None, Field(description=PRIVATE)]
    gender: Annotated[str | None, Field(description="As declared. " + PRIVATE)]
    is_newcomer: Annotated[bool | None, Field(description=PRIVATE)]


class BehindOut(Schema):
    id: int
    role: str
    name: str
    kind: str
    country: TerritoryRef | None
    postcode: str
    town: str
    organisation: OrganisationRef | None


class ProposalOut(ProposalBrief):
    description: Texts
    answers: Annotated[dict[str, Any], Field(description="Question → answer. Without personal questions unless `shows_personal`.")]
    goals: list[str]
    spoken: list[str]
    territory: TerritoryRef | None
    audience: int | None
    level: str
    may_be_public: bool
    people: list[ContributorOut]
    behind: list[BehindOut]
    parts: Annotated[list[int], Field(description="Numbers of those merged into it.")]
    shows_personal: Annotated[bool, Field(description="Addresses and other personal fields are given: scope people:read, and the right.")]


class PersonIn(Schema):
    id: Annotated[int | None, Field(description="One that stands already; None: a new one.")] = None
    role: Literal[tuple(Contributor.Role.values)] = Contributor.Role.SPEAKER.value  # type: ignore[valid-type]
    name: Annotated[str, Field(min_length=1, max_length=200)]
    email: Annotated[str, Field(max_length=254, pattern=r"^$|^[^@\s]+@[^@\s]+\.[^@\s]+$")] = ""
    phone: Annotated[str, Field(max_length=40)] = ""
    organisation: Annotated[str, Field(max_length=300)] = ""
    country: Annotated[str, Field(description="ISO 3166-1 alpha-2.", max_length=2)] = ""
    languages: list[Annotated[str, Field(max_length=12)]] = []
    gender: Literal["", "woman", "man", "other"] = ""
    is_newcomer: bool | None = None


class BehindIn(Schema):
    id: int | None = None
    role: Literal[tuple(ProposingOrganisation.Role.values)] = ProposingOrganisation.Role.LEAD.value  # type: ignore[valid-type]
    name: Annotated[str, Field(min_length=1, max_length=300)]
    organisation: Annotated[str, Field(description="Address name in the registry, when it stands there.")] = ""
    country: Annotated[str, Field(max_length=2)] = ""
    postcode: Annotated[str, Field(max_length=12)] = ""
    town: Annotated[str, Field(max_length=200)] = ""


class ProposalChange(Schema):
    """What is left out stays as it is. Texts are joined with what others wrote since `base`, sentence by sentence."""

    base: Annotated[int | None, Field(description="The revision you read; None: the present one.")] = None
    title: Words = {}
    summary: Words = {}
    description: Words = {}
    answers: Annotated[dict[str, Any], Field(description="Question → answer; null takes one away.")] = {}
    path: str | None = None
    format: Annotated[str | None, Field(description="Its address name.")] = None
    spoken: list[Annotated[str, Field(max_length=12)]] | None = None
    audience: Annotated[int | None, Field(ge=0)] = None
    level: Annotated[str | None, Field(max_length=40)] = None
    may_be_public: bool | None = None
    people: Annotated[list[PersonIn] | None, Field(description="These, in this order; others stay behind them.")] = None
    organisations: list[BehindIn] | None = None


class ProposalIn(ProposalChange):
    kind: Annotated[str, Field(description="Address name of one of the call's kinds.")]
    language: Annotated[str, Field(max_length=12, description="The language it is written in.")]
    send: Annotated[bool, Field(description="Send it at once. When something is missing nothing is kept.")] = False


class DifferenceOut(Schema):
    field: str
    theirs: str
    mine: str


class SavedOut(Schema):
    proposal: ProposalOut
    differences: Annotated[list[DifferenceOut], Field(description="Where two versions of one sentence stand side by side in the text.")]


class ImportRow(Schema):
    values: Annotated[dict[str, str], Field(description="Column heading (any the spreadsheet import knows) → cell.")]


class ImportIn(Schema):
    rows: Annotated[list[ImportRow], Field(min_length=1, max_length=2000)]
    language: Annotated[str, Field(max_length=12, description="Of texts whose column names none.")] = ""
    take: Annotated[bool, Field(description="False: say what it would do, change nothing.")] = False


class FindingOut(Schema):
    severity: str
    what: str
    next: str
    where: str
    count: int


class ImportOut(Schema):
    id: int
    state: str
    counts: dict[str, int]
    findings: list[FindingOut]
    job: Annotated[int | None, Field(description="Number of the work in the background, when many rows change.")]


# --- the board ------------------------------------------------------------------------------------


class MoveIn(Schema):
    state: Literal[tuple(Proposal.State.values)]  # type: ignore[valid-type]
    seen: str = ""


class PathIn(Schema):
    path: str
    seen: str = ""


class DeclineIn(Schema):
    reason: Annotated[str, Field(max_length=20_000)] = ""
    tells: Annotated[bool, Field(description="Write its authors a letter, to be read in the outbox.")] = True
    seen: str = ""


class ConfirmIn(Schema):
    seen: str = ""
    tells: bool = False


class SeenIn(Schema):
    seen: str = ""


class CommentIn(Schema):
    body: Annotated[str, Field(min_length=1, max_length=20_000)]
    to: Annotated[Literal["team", "authors"], Field(description="authors: a question, sent to them by mail.")] = "team"


class CommentOut(Schema):
    id: int
    kind: str
    body: str
    by: str | None
    at: datetime
    answers: Annotated[int | None, Field(description="The question it answers.")]


class MarkIn(Schema):
    criterion: int
    value: Annotated[int | None, Field(ge=0, description="None takes it back.")]
    note: Annotated[str, Field(max_length=2000)] = ""


class MarkOut(Schema):
    criterion: int
    name: Texts
    most: int
    weight: int
    value: Annotated[int | None, Field(description="This account's own mark.")]
    note: str


class ReviewOut(Schema):
    marks: list[MarkOut]
    mean: Annotated[float | None, Field(description="Of all, 0 to 100; None while it is hidden or nobody has marked.")]
    n_reviewers: int
    is_hidden: bool


class MergeIn(Schema):
    proposals: Annotated[list[int], Field(min_length=2, max_length=12, description="Numbers, in the order of first choice.")]
    reason: Annotated[str, Field(max_length=2000)] = ""
    title: Words = {}
    summary: Words = {}
    description: Words = {}


class ReasonIn(Schema):
    reason: Annotated[str, Field(max_length=2000)] = ""


class AttachIn(Schema):
    panel: int
    reason: Annotated[str, Field(max_length=2000)] = ""
