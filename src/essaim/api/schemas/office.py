"""What only keys open: balance, speakers, the outbox, webhooks, release."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from essaim.api.schemas.common import PersonRef, TerritoryRef
from essaim.api.texts import Texts


class KeyOut(Schema):
    name: str
    account: str
    scopes: list[str]
    edition: Annotated[str | None, Field(description="The one it is limited to; None: all its account may reach.")]
    edition_name: Texts
    expires_at: datetime | None


class CellOut(Schema):
    column: Annotated[str, Field(description='"" is the whole, else a path\'s letter.')]
    number: Annotated[int | None, Field(description="None: withheld, because so few could be recognised.")]


class LineOut(Schema):
    value: Annotated[str, Field(description='The code counted; "known" and "unknown" are the sums.')]
    label: str
    cells: list[CellOut]


class SectionOut(Schema):
    dimension: str
    rule: Annotated[str, Field(description="What is counted, in words.")]
    lines: list[LineOut]


class AimOut(Schema):
    name: str
    rule: str
    verdict: str


class BalanceOut(Schema):
    draft: str
    is_partial: Annotated[bool, Field(description="Not every path is shown to this account.")]
    sections: list[SectionOut]
    aims: list[AimOut]


class BillOut(Schema):
    session: str
    role: str
    answer: Annotated[str, Field(description="confirmed, declined, asked; empty: not asked.")]
    answered_at: datetime | None
    note: str


class SpeakerOut(Schema):
    person: PersonRef
    is_reachable: bool
    asked_at: datetime | None
    answered_at: datetime | None
    sessions: list[BillOut]
    languages: list[str]
    country: TerritoryRef | None
    email: Annotated[str | None, Field(description="None also without scope people:read.")]
    phone: str | None
    contact: Annotated[str | None, Field(description="Who answers for them.")]
    needs: Annotated[str | None, Field(description="For the team, with scope people:read.")]


class AnswerIn(Schema):
    answer: Annotated[str, Field(description="confirmed or declined.")]
    note: Annotated[str, Field(max_length=2000, description="What they said; for the team.")] = ""


class AbsencesIn(Schema):
    people: Annotated[list[str], Field(min_length=1, max_length=200, description="Slugs of the registry.")]
    reason: Annotated[str, Field(description="visa, travel, illness, declined, other.")] = "other"
    note: Annotated[str, Field(max_length=4000, description="For the team alone.")] = ""


class AbsenceOut(Schema):
    person: PersonRef
    reason: Annotated[str | None, Field(description="visa, travel, illness, declined, other; None without scope people:read.")]
    noted_at: datetime
    sessions: list[str]


class MailingOut(Schema):
    id: int
    kind: str
    label: str
    state: str
    created_at: datetime
    created_by: str | None
    released_at: datetime | None
    released_by: str | None
    reply_to: Annotated[str | None, Field(description="Where answers go; None: to the site. None also without scope people:read.")]
    letters: Annotated[dict[str, int], Field(description="State → how many.")]
    unreached: Annotated[list[str], Field(description="Names of whom has no address.")]
    web: str


class LetterOut(Schema):
    id: int
    language: str
    subject: str
    body: Annotated[str, Field(description="Personal addresses in it (a speaker's link, an invitation) are shortened to “…”.")]
    state: str
    attempts: int
    error: str
    sent_at: datetime | None
    to_email: Annotated[str | None, Field(description="None without scope people:read.")]
    to_name: str | None


class WebhookOut(Schema):
    id: int
    url: str
    events: Annotated[list[str], Field(description="Empty: all.")]
    is_active: bool
    off_reason: str
    failures: Annotated[int, Field(description="Attempts in a row that failed.")]
    deliveries: Annotated[dict[str, int], Field(description="State → how many.")]


class WebhookIn(Schema):
    url: Annotated[str, Field(max_length=500)]
    events: Annotated[list[str], Field(description="Empty: all.")] = []


class WebhookMadeOut(WebhookOut):
    secret: Annotated[str, Field(description="Signs what is sent. Shown here and never again.")]


class DeliveryOut(Schema):
    id: int
    event: str
    event_id: UUID
    payload: dict[str, Any]
    state: str
    attempts: int
    status: int | None
    answer: str
    duration_ms: int | None
    created_at: datetime
    tried_at: datetime | None
    next_attempt_at: datetime | None
    replays: Annotated[int | None, Field(description="The delivery it repeats.")]


class DraftChangeOut(Schema):
    kind: str
    session: str
    title: Texts
    before: str
    after: str


class DraftOut(Schema):
    edition: str
    last: Annotated[int | None, Field(description="Number of the version on line.")]
    next: int
    sessions: int
    digest: Annotated[str, Field(description="Of exactly this state: hand it back to release nothing else.")]
    changes: list[DraftChangeOut]
    told: Annotated[int, Field(description="People a release would write a letter to.")]
    unreached: Annotated[list[str], Field(description="Names of those it touches who have no address.")]


class ReleaseIn(Schema):
    expected: Annotated[str, Field(min_length=1, description="The draft's digest, as it was read.")]
    note: dict[str, Annotated[str, Field(max_length=2000)]] = {}


class ReleaseOut(Schema):
    version: int
    released_at: datetime
    mailing: Annotated[int | None, Field(description="The letters, to be read and let go; None: nobody is touched.")]
    letters: int
    unreached: list[str]
