"""The programme: one draft an edition, released whole. A released version never changes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from essaim.desk import journal
from essaim.desk.events import emit
from essaim.desk.models import Account
from essaim.forum.errors import ForumError
from essaim.forum.models import Edition, Room, Session, Site, Slot, Version
from essaim.forum.queries.prospect import PLACE_FIELDS, digest_of, latest_release, prospective_slots
from essaim.forum.queries.version import is_cancelled


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """When and where, each part of which may be unknown. Times are aware."""

    day: date | None = None
    part: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    room: Room | None = None
    site: Site | None = None
    is_day_inferred: bool = False


def draft_of(edition: Edition) -> Version:
    """The edition's one draft, made when missing."""
    return Version.objects.get_or_create(edition=edition, number=None)[0]


@transaction.atomic
def place_session(*, session: Session, place: Place, by: Account | None) -> Slot:
    """Put the session at a place in the draft. Locks the draft; nothing public changes."""
    draft = Version.objects.select_for_update().get(pk=draft_of(session.edition).pk)
    guard_place(session, place, draft)
    slot = Slot.objects.filter(version=draft, session=session).first() or Slot(version=draft, session=session)
    before = journal.facts_of(slot, PLACE_FIELDS) if slot.pk else {}
    slot.day, slot.part, slot.starts_at, slot.ends_at = place.day, place.part, place.starts_at, place.ends_at
    slot.room, slot.site, slot.is_day_inferred = place.room, place.site or (place.room.site if place.room else None), place.is_day_inferred
    slot.save()
    journal.record(
        by=by, action="place_session", thing=session, before=before, after=journal.facts_of(slot, PLACE_FIELDS), scope=session.edition
    )
    return slot


def place_of(session: Session) -> Place:
    """Where the draft has the session: one statement."""
    slot = (
        Slot.objects.filter(version__edition_id=session.edition_id, version__number=None, session=session)
        .select_related("room", "site")
        .first()
    )
    if slot is None:
        return Place()
    return Place(
        day=slot.day,
        part=slot.part,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        room=slot.room,
        site=slot.site,
        is_day_inferred=slot.is_day_inferred,
    )


def guard_place(session: Session, place: Place, draft: Version) -> None:
    edition = session.edition
    if place.ends_at and not place.starts_at:
        raise ForumError("end_without_start", edition=edition, ends_at=place.ends_at)
    if place.starts_at and place.ends_at and place.ends_at <= place.starts_at:
        raise ForumError("end_before_start", edition=edition, starts_at=place.starts_at, ends_at=place.ends_at)
    if place.starts_at and not place.day:
        raise ForumError("hour_without_day", edition=edition, starts_at=place.starts_at)
    if place.room and place.room.site.edition_id != edition.pk:
        raise ForumError("room_of_another_edition", room=place.room)
    if place.room and place.site and place.room.site_id != place.site.pk:
        raise ForumError("room_of_another_site", room=place.room, site=place.site)
    if place.site and place.site.edition_id != edition.pk:
        raise ForumError("site_of_another_edition", site=place.site)
    other = room_taken(session, place, draft)
    if other:
        raise ForumError("room_taken", room=place.room, session=other.session, starts_at=other.starts_at, ends_at=other.ends_at)


def room_taken(session: Session, place: Place, draft: Version) -> Slot | None:
    """Another session of the draft in the same room at the same time. Where no end is known, the hour itself counts."""
    if not (place.room and place.starts_at):
        return None
    last = place.ends_at or place.starts_at + timedelta(minutes=session.duration_min or 1)
    overlaps = Q(starts_at__lt=last, ends_at__gt=place.starts_at) | Q(starts_at__gte=place.starts_at, starts_at__lt=last, ends_at=None)
    taken = Slot.objects.filter(overlaps, version=draft, room=place.room).exclude(session=session)
    return taken.exclude(session__state=Session.State.CANCELLED).select_related("session").order_by("starts_at", "pk").first()


@transaction.atomic
def release_programme(*, edition: Edition, by: Account | None, note: dict[str, str] | None = None, expected: str = "") -> Version:
    """Freeze the draft's accepted sessions as the next version; the next request anywhere shows it.

    Accepted sessions without a slot are released with everything unknown. `expected` is the digest of what was shown before: when the
    draft has changed since, nothing is released. Locks the draft.
    """
    Version.objects.select_for_update().get(pk=draft_of(edition).pk)
    last = latest_release(edition)
    version = Version(
        edition=edition, number=(last.number or 0) + 1 if last else 1, released_at=timezone.now(), released_by=by, note=note or {}
    )
    slots = prospective_slots(version, last)
    if expected and expected != digest_of(slots, last):
        raise ForumError("draft_changed_meanwhile", edition=edition)
    version.save()
    for slot in slots:
        slot.version = version
    Slot.objects.bulk_create(slots)
    journal.record(
        by=by, action="release_programme", thing=version, after={"number": version.number, "sessions": len(slots)}, scope=edition
    )
    emit("programme.released", scope=edition, payload={"version": version.number, "sessions": len(slots)})
    for code in newly_cancelled(slots, last):
        emit("session.cancelled", scope=edition, payload={"version": version.number, "session": code})
    return version


def newly_cancelled(slots: list[Slot], last: Version | None) -> list[str]:
    """Codes of the sessions that took place in the version before. No statement when none is cancelled, else one."""
    cancelled = [slot for slot in slots if is_cancelled(slot)]
    if not (cancelled and last):
        return []
    before = {slot.session_id: slot for slot in last.slots.filter(session__in=[slot.session_id for slot in cancelled])}
    return [slot.session.code for slot in cancelled if slot.session_id in before and not is_cancelled(before[slot.session_id])]
