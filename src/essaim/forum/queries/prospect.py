"""What a release of the draft would hold, and what the public sees now."""

import hashlib
import json

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from essaim.desk import journal
from essaim.forum.models import Appearance, Edition, Session, Slot, Substitution, Version
from essaim.forum.queries.released import on_public_bill

UNSEEN_FACT = "who"
"""Keys of the people, so that whoever leaves a session can be told; no reader sees it, and it makes no difference between versions."""
PLACE_FIELDS = ("day", "part", "starts_at", "ends_at", "room_id", "site_id", "is_day_inferred")


def prospective_slots(version: Version, last: Version | None) -> list[Slot]:
    """What a release would hold now, unsaved: six statements, whatever the number of sessions."""
    drafted = {slot.session_id: slot for slot in draft_slots(version.edition).select_related("room", "site")}
    former = {slot.session_id: slot for slot in last.slots.select_related("room", "site")} if last else {}
    told = Slot.objects.filter(session=OuterRef("pk"), version__number__isnull=False).order_by("-sequence")
    sessions = (
        version.edition.sessions.exclude(state=Session.State.DRAFT)
        .annotate(last_sequence=Subquery(told.values("sequence")[:1]))
        .select_related("format", "edition")
        .prefetch_related(with_stand_ins(), "paths", "involvements__organisation")
    )
    return [
        frozen(version, session, drafted.get(session.pk), former.get(session.pk)) for session in sessions if is_released(session, former)
    ]


def draft_slots(edition: Edition) -> QuerySet[Slot]:
    return Slot.objects.filter(version__edition=edition, version__number__isnull=True)


def digest_of(slots: list[Slot], last: Version | None) -> str:
    """The same for the same content after the same release, to tell whether what was shown is what would be released."""
    said: list[object] = [last.number if last else 0]
    said += [[slot.session_id, seen_facts(slot), *(journal.plain(getattr(slot, name)) for name in PLACE_FIELDS)] for slot in slots]
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
    else:
        slot.sequence = returned_sequence(session)
    return slot


def returned_sequence(session: Session) -> int:
    """Of what left the programme and comes back: above the number under which calendars were told to drop it (the last one and one)."""
    last: int | None = getattr(session, "last_sequence", None)
    return 0 if last is None else last + 2


def differs(slot: Slot, former: Slot) -> bool:
    return seen_facts(slot) != seen_facts(former) or any(getattr(slot, name) != getattr(former, name) for name in PLACE_FIELDS)


def seen_facts(slot: Slot) -> journal.Facts:
    return {name: fact for name, fact in slot.facts.items() if name != UNSEEN_FACT}


def released_facts(session: Session) -> dict[str, journal.Fact]:
    """What this version says of the session, kept for the differences between versions. Needs the prefetches of release_programme."""
    return {
        "title": journal.plain(session.title),
        "state": session.state,
        "format": journal.plain(session.format.name) if session.format else None,
        "paths": [path.letter for path in session.paths.all()],
        "spoken": list(session.spoken),
        "interpreted": list(session.interpreted),
        "people": [person_facts(a) for a in session.appearances.all()],
        "organisations": [{"name": journal.plain(i.organisation.name), "role": i.role} for i in session.involvements.all()],
        UNSEEN_FACT: [*sorted({a.person_id for a in session.appearances.all()})],
    }


def person_facts(row: Appearance) -> dict[str, journal.Fact]:
    """Name and role; when they cannot come, or stand in for somebody said to be unable to, that too. Never a reason."""
    said: dict[str, journal.Fact] = {"name": row.person.name, "role": row.role}
    instead: list[journal.Fact] = [one.appearance.person.name for one in row.steps_in_for.all() if one.appearance.presence]
    return said | ({"presence": row.presence} if row.presence else {}) | ({"for": instead} if instead else {})


def with_stand_ins() -> "Prefetch[str]":
    """Everybody on a public bill with whom they stand in for: two statements."""
    standing = Prefetch("steps_in_for", Substitution.objects.select_related("appearance__person").order_by("pk"))
    return Prefetch("appearances", Appearance.objects.filter(on_public_bill()).select_related("person").prefetch_related(standing))


def latest_release(edition: Edition) -> Version | None:
    """What the public sees: one statement."""
    return Version.objects.filter(edition=edition, number__isnull=False).order_by("-number").first()


def is_on_line(session: Session) -> bool:
    """In what readers see of a public edition. Two statements."""
    last = latest_release(session.edition) if session.edition.is_public else None
    return last is not None and last.slots.filter(session=session.pk).exists()
