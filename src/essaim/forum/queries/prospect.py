"""What a release of the draft would hold, and what the public sees now."""

import hashlib
import json

from django.db.models import QuerySet

from essaim.desk import journal
from essaim.forum.models import Edition, Session, Slot, Version

PLACE_FIELDS = ("day", "part", "starts_at", "ends_at", "room_id", "site_id", "is_day_inferred")


def prospective_slots(version: Version, last: Version | None) -> list[Slot]:
    """What a release would hold now, unsaved: six statements, whatever the number of sessions."""
    drafted = {slot.session_id: slot for slot in draft_slots(version.edition).select_related("room", "site")}
    former = {slot.session_id: slot for slot in last.slots.select_related("room", "site")} if last else {}
    sessions = (
        version.edition.sessions.exclude(state=Session.State.DRAFT)
        .select_related("format", "edition")
        .prefetch_related("appearances__person", "paths", "involvements__organisation")
    )
    return [
        frozen(version, session, drafted.get(session.pk), former.get(session.pk)) for session in sessions if is_released(session, former)
    ]


def draft_slots(edition: Edition) -> QuerySet[Slot]:
    return Slot.objects.filter(version__edition=edition, version__number__isnull=True)


def digest_of(slots: list[Slot]) -> str:
    """The same for the same content, to tell whether what was shown is what would be released."""
    said = [[slot.session_id, slot.facts, *(journal.plain(getattr(slot, name)) for name in PLACE_FIELDS)] for slot in slots]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def is_released(session: Session, former: dict[int, Slot]) -> bool:
    """A cancelled session stays in sight when it has been public before: a reader must learn that it does not take place."""
    return session.state == Session.State.ACCEPTED or session.pk in former


def frozen(version: Version, session: Session, drafted: Slot | None, former: Slot | None) -> Slot:
    slot = Slot(version=version, session=session, facts=released_facts(session))
    for name in PLACE_FIELDS if drafted else ():
        setattr(slot, name, getattr(drafted, name))
    if drafted:
        slot.room, slot.site = drafted.room, drafted.site
    if former:
        slot.sequence = former.sequence + (1 if differs(slot, former) else 0)
    return slot


def differs(slot: Slot, former: Slot) -> bool:
    return slot.facts != former.facts or any(getattr(slot, name) != getattr(former, name) for name in PLACE_FIELDS)


def released_facts(session: Session) -> dict[str, journal.Fact]:
    """What this version says of the session, kept for the differences between versions. Needs the prefetches of release_programme."""
    return {
        "title": journal.plain(session.title),
        "state": session.state,
        "format": journal.plain(session.format.name) if session.format else None,
        "paths": [path.letter for path in session.paths.all()],
        "spoken": list(session.spoken),
        "interpreted": list(session.interpreted),
        "people": [{"name": a.person.name, "role": a.role} for a in session.appearances.all()],
        "organisations": [{"name": journal.plain(i.organisation.name), "role": i.role} for i in session.involvements.all()],
    }


def latest_release(edition: Edition) -> Version | None:
    """What the public sees: one statement."""
    return Version.objects.filter(edition=edition, number__isnull=False).order_by("-number").first()
