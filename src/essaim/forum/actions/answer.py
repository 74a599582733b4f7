"""What people answer behind their one link: whether they come, when, what they need, what may be published. Each part is saved by itself.

Nobody is logged in: the journal keeps that it came by the link, and from whom when a contact answers on somebody's behalf.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from essaim.desk import journal
from essaim.desk.actions.outbox import write_mailing
from essaim.desk.events import emit
from essaim.desk.models import Account, Upload
from essaim.desk.rows import save_row
from essaim.desk.uploads import refresh_public
from essaim.forum.actions.speaker_letters import link_letter
from essaim.forum.errors import ForumError
from essaim.forum.models import Appearance, Availability, Edition, Session, Speaker
from essaim.forum.queries.answers import speakers_known_by
from essaim.forum.queries.prospect import is_on_line
from essaim.forum.queries.speakers import email_of
from essaim.registry.actions.person import change_person
from essaim.registry.models import Territory
from essaim.registry.names import Texts

MOST_SPANS = 60
GIVEN = (Appearance.Answer.CONFIRMED, Appearance.Answer.DECLINED)
LINK_KIND = "forum.link"


@dataclass(frozen=True, slots=True)
class Through:
    """How an answer came: by the link of `owner`, who may be somebody's contact; or told to the team (`by`)."""

    owner: Speaker | None = None
    by: Account | None = None

    def said(self, speaker: Speaker) -> journal.Facts:
        if self.owner is None:
            return {"through": "team"}
        if self.owner.pk != speaker.pk:
            return {"through": "contact", "contact": self.owner.person.name}
        return {"through": "link"}


@transaction.atomic
def answer_session(*, speaker: Speaker, appearance: Appearance, answer: str, note: str = "", through: Through) -> Appearance:
    """Comes to this session or does not; may be changed later. Locks the appearance.

    Nothing public changes, but where they step in for somebody: readers see them from when they accept until they no longer do.
    """
    if answer not in GIVEN:
        raise ForumError("answer_unknown", answer=answer)
    rows = Appearance.objects.select_for_update(of=("self",)).select_related("session__edition", "person")
    row = rows.filter(pk=appearance.pk, person=speaker.person_id, session__edition=speaker.edition_id).first()
    if row is None:
        raise ForumError("appearance_of_another_edition")
    if row.session.state == Session.State.CANCELLED:
        raise ForumError("session_cancelled", session=row.session)
    note = note.strip()
    if (row.answer, row.answer_note) == (answer, note):
        return row
    before: journal.Facts = {"answer": row.answer, "note": row.answer_note}
    row.answer, row.answer_note, row.answered_at = answer, note, timezone.now()
    row.save(update_fields=["answer", "answer_note", "answered_at"])
    after: journal.Facts = {"answer": answer, "note": note, "name": row.person.name, **through.said(speaker)}
    action = "decline_session" if answer == Appearance.Answer.DECLINED else "confirm_session"
    edition, confirmed = row.session.edition, Appearance.Answer.CONFIRMED
    is_seen = (before["answer"] == confirmed) != (answer == confirmed) and row.steps_in_for.exists()
    journal.record(by=through.by, action=action, thing=row.session, before=before, after=after, scope=edition, is_seen=is_seen)
    if before["answer"] != answer:
        emit("speaker.answered", scope=edition, payload={"session": row.session.code, "answer": answer})
    if is_seen and is_on_line(row.session):
        payload: journal.Facts = {"session": row.session.code, "role": row.role}
        if answer == confirmed:
            emit("speaker.replaced", scope=edition, payload=payload)
        else:
            emit("speaker.unreplaced", scope=edition, payload=payload)
    touch(speaker)
    return row


@dataclass(frozen=True, slots=True)
class Hours:
    starts_at: datetime
    ends_at: datetime
    is_free: bool


@transaction.atomic
def save_availabilities(*, speaker: Speaker, hours: Sequence[Hours], through: Through) -> None:
    """These are all: what was said before is replaced. Locks the speaker."""
    stored = Speaker.objects.select_for_update(of=("self",)).select_related("edition", "person").get(pk=speaker.pk)
    if len(hours) > MOST_SPANS:
        raise ForumError("too_many_spans", most=MOST_SPANS)
    for one in hours:
        guard_hours(one, stored.edition)
    before = said_of(stored)
    wanted = sorted({(one.starts_at, one.ends_at, one.is_free) for one in hours})
    stored.availabilities.all().delete()
    Availability.objects.bulk_create(
        Availability(speaker=stored, starts_at=start, ends_at=end, is_free=free) for start, end, free in wanted
    )
    after = said_of(stored)
    if before != after:
        journal.record(
            by=through.by,
            action="say_availabilities",
            thing=stored,
            before={"hours": before},
            after={"hours": after, **through.said(stored)},
            scope=stored.edition,
            is_seen=False,
        )
    touch(speaker)


def guard_hours(one: Hours, edition: Edition) -> None:
    if one.ends_at.timestamp() <= one.starts_at.timestamp():  # two hours of one zone would compare as the clock on the wall shows them
        raise ForumError("span_ends_before_start", starts_at=one.starts_at, ends_at=one.ends_at, edition=edition)
    day = one.starts_at.astimezone(edition.zone).date()
    if not edition.starts_on <= day <= edition.ends_on:
        raise ForumError("span_outside_edition", day=day, edition=edition)


def said_of(speaker: Speaker) -> list[journal.Fact]:
    rows = speaker.availabilities.order_by("starts_at", "ends_at", "is_free")
    return [f"{row.starts_at.isoformat()} {row.ends_at.isoformat()} {'+' if row.is_free else '-'}" for row in rows]


class Declared(TypedDict, total=False):
    spoken: Sequence[str]
    gender: str
    country: Territory | None
    is_newcomer: bool | None
    needs: str
    phone: str
    language: str


@transaction.atomic
def save_declared(*, speaker: Speaker, through: Through, **facts: Unpack[Declared]) -> Speaker:
    """What they say of themselves, for the team alone. Locks the speaker."""
    saved = save_row(row=speaker, facts=facts, by=through.by, action="declare", scope=speaker.edition, is_seen=False)
    touch(speaker)
    return saved


class Published(TypedDict, total=False):
    biography: Texts
    photo: Upload | None
    photo_credit: str
    photo_alt: Texts


@transaction.atomic
def save_publication(*, speaker: Speaker, publication: str, through: Through, **facts: Unpack[Published]) -> None:
    """Biography and photo go to the person's public profile, which is then their own; the rights to their part in this edition."""
    person = speaker.person
    before = person.photo_id
    save_row(row=speaker, facts={"publication": publication}, by=through.by, action="say_publication", scope=speaker.edition, is_seen=False)
    if changes(facts, speaker):
        change_person(person=person, by=through.by, is_own_profile=True, **facts)
    refresh_public({key for key in (before, person.photo_id) if key})
    touch(speaker)


def changes(facts: Mapping[str, object], speaker: Speaker) -> bool:
    """Is there anything to publish, or anything of theirs to take back? An empty form of somebody unknown makes no profile."""
    return speaker.person.is_own_profile or any(facts.values())


def touch(speaker: Speaker) -> None:
    Speaker.objects.filter(pk=speaker.pk).update(answered_at=timezone.now())


@transaction.atomic
def send_link(*, edition: Edition, email: str) -> int:
    """A new letter with the link to whoever of the edition has this address, at once; one in a clock hour for each link and address. How many.

    Nobody is told whether the address is known.
    """
    hour = timezone.now().strftime("%Y%m%d%H")
    count = 0
    for speaker in speakers_known_by(edition, email):
        if not email_of(speaker, speaker.person):
            continue
        letter = link_letter(speaker)
        where = hashlib.sha256(letter.to_email.lower().encode()).hexdigest()[:12]
        key = f"{LINK_KIND}:{speaker.pk}:{speaker.link_number}:{where}:{hour}"
        write_mailing(kind=LINK_KIND, key=key, label=letter.subject, letters=[letter], by=None, scope=edition, release=True)
        count += 1
    return count
