"""A person's part in an edition as the team keeps it, and asking people whether they come."""

import hashlib
from collections.abc import Sequence
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from essaim.desk import journal
from essaim.desk.actions.outbox import Letter, write_mailing
from essaim.desk.models import Account, Mailing
from essaim.desk.rows import save_row
from essaim.forum.actions.speaker_letters import Asking, asking_letters
from essaim.forum.errors import ForumError
from essaim.forum.models import Appearance, Edition, Speaker
from essaim.forum.queries.speakers import KIND, Line, email_of, parts_by_person
from essaim.registry.models import Person, Territory


class SpeakerFacts(TypedDict, total=False):
    email: str
    phone: str
    language: str
    contact: Speaker | None
    spoken: Sequence[str]
    gender: str
    country: Territory | None
    is_newcomer: bool | None
    needs: str
    publication: str


def part_of(edition: Edition, person: Person) -> Speaker:
    """The person's part in the edition, made when missing."""
    return Speaker.objects.get_or_create(edition=edition, person=person)[0]


@transaction.atomic
def save_speaker(*, edition: Edition, person: Person, by: Account | None, **facts: Unpack[SpeakerFacts]) -> Speaker:
    """What the team knows. A contact answers for somebody without an address, and has one. Links sent to an address that is no longer
    theirs end: it may never have been. Locks the speaker."""
    part = part_of(edition, person)
    contact = facts.get("contact")
    if contact is not None:
        guard_contact(part, contact)
    is_moved = bool(part.email) and facts.get("email", part.email).lower() != part.email.lower()
    columns = {**facts, "link_number": part.link_number + 1} if is_moved else facts
    return save_row(row=part, facts=columns, by=by, action="change_speaker", scope=edition, is_seen=False)


def guard_contact(part: Speaker, contact: Speaker) -> None:
    if contact.edition_id != part.edition_id or contact.pk == part.pk:
        raise ForumError("contact_of_another_edition", contact=contact)
    if not email_of(contact, contact.person):
        raise ForumError("contact_without_email", contact=contact)


@transaction.atomic
def renew_link(*, speaker: Speaker, by: Account | None) -> Speaker:
    """The links sent before end at once. Locks the speaker."""
    stored = Speaker.objects.select_for_update(of=("self",)).select_related("edition").get(pk=speaker.pk)
    facts = {"link_number": stored.link_number + 1}
    return save_row(row=stored, facts=facts, by=by, action="renew_link", scope=stored.edition, is_seen=False)


@transaction.atomic
def ask_speakers(
    *, edition: Edition, lines: Sequence[Line], asking: Asking, by: Account | None, nonce: str, is_teams: bool = True
) -> Mailing:
    """One letter an address, into the outbox to be read first. Their sessions named in it count as asked; an answer given stays.

    `nonce` is of the page that showed the letters: pressed twice, it is one mailing. Who cannot be written to is left out. Without
    `is_teams` a path's lead asks: the letters hold links to what is for the team alone, so they are the team's to read and let go.
    """
    known = Mailing.objects.filter(key=key_of(edition, nonce)).first()
    if known:
        return known
    ensure_parts(edition, lines)
    lines = [line.asked_about(is_reminder=asking.is_reminder) for line in lines]
    letters = letters_for(edition, lines, asking)
    if not letters:
        raise ForumError("nobody_to_ask", edition=edition)
    reached = [line for line in lines if line.is_reachable]
    mailing = write_mailing(
        kind=KIND,
        key=key_of(edition, nonce),
        label=asking.label(edition),
        letters=letters,
        by=by if is_teams else None,
        scope=edition,
        release=False,
    )
    names: list[journal.Fact] = [line.person.name for line in reached]
    journal.record(by=by, action="ask_speakers", thing=edition, after={"people": names}, scope=edition, is_seen=False)
    now = timezone.now()
    Speaker.objects.filter(pk__in=[line.part.pk for line in reached if line.part]).update(asked_at=now)
    shown = [bill.appearance.pk for line in reached for bill in line.bills]
    Appearance.objects.filter(pk__in=shown, answer=Appearance.Answer.UNASKED).update(answer=Appearance.Answer.ASKED)
    return mailing


def ensure_parts(edition: Edition, lines: Sequence[Line]) -> None:
    """A link needs a part to lead to."""
    missing = [line for line in lines if line.part is None]
    Speaker.objects.bulk_create(Speaker(edition=edition, person=line.person) for line in missing)
    parts = parts_by_person(edition) if missing else {}
    for line in missing:
        line.part = parts[line.person.pk]


def letters_for(edition: Edition, lines: Sequence[Line], asking: Asking) -> list[Letter]:
    """Also for a preview, when every line has its part."""
    return asking_letters(edition, [line.asked_about(is_reminder=asking.is_reminder) for line in lines], asking)


def key_of(edition: Edition, nonce: str) -> str:
    return f"{KIND}:{edition.pk}:{hashlib.sha256(nonce.encode()).hexdigest()[:32]}"
