"""What people declared, who cannot come, and who is where when in the draft timetable."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from django.db.models import Q

from essaim.call.balancing import Place, Taken, Timetable, Window
from essaim.forum.models import Absence, Appearance, Availability, Edition, Session, Slot, Speaker
from essaim.registry.names import folded

PLACE = ("room_id", "room__capacity", "room__booths", "starts_at", "ends_at")
ON_STAGE = ~Q(role=Appearance.Role.CONTACT) & ~Q(role=Appearance.Role.INTERPRETER)


@dataclass(frozen=True, slots=True)
class Declared:
    gender: str = ""
    is_newcomer: bool | None = None
    country: str = ""


NOTHING = Declared()


@dataclass(frozen=True, slots=True)
class People:
    """An edition's speakers."""

    declared: dict[int, Declared] = field(default_factory=dict)
    """By person."""
    absent: frozenset[int] = frozenset()

    def of(self, person: int | None) -> Declared:
        return self.declared.get(person, NOTHING) if person else NOTHING


def people_of(edition: Edition) -> People:
    """Two statements."""
    rows = Speaker.objects.filter(edition=edition).values_list("person_id", "gender", "is_newcomer", "country__code")
    absent = Absence.objects.filter(edition=edition, lifted_at=None).values_list("person_id", flat=True)
    return People({person: Declared(gender, newcomer, country or "") for person, gender, newcomer, country in rows}, frozenset(absent))


def person_key(person: int | None, name: str) -> str:
    """Whoever is not linked to the registry is known by their name."""
    return f"p:{person}" if person else name_key(name)


@lru_cache(maxsize=20_000)
def name_key(name: str) -> str:
    return f"n:{folded(name)}"


def place_from(room: int | None, capacity: int | None, booths: int | None, *hours: object) -> Place:
    starts_at, ends_at = hours
    return Place(
        room=str(room or ""),
        capacity=capacity,
        booths=booths,
        starts_at=starts_at,  # type: ignore[arg-type]
        ends_at=ends_at,  # type: ignore[arg-type]
    )


def timetable_of(edition: Edition, names: dict[int, str]) -> Timetable:
    """Who and what is taken in the draft. `names`: session → key it has among the members. Three statements.

    People are known by registry and by name, so that somebody who proposes without being linked is still not put in two places.
    """
    slots = Slot.objects.filter(version__edition=edition, version__number=None).exclude(session__state=Session.State.CANCELLED)
    there: dict[int, set[str]] = defaultdict(set)
    rows = Appearance.objects.filter(ON_STAGE, session__edition=edition).exclude(presence=Appearance.Presence.ABSENT)
    for session, person, name in rows.exclude(answer=Appearance.Answer.DECLINED).values_list("session_id", "person_id", "person__name"):
        there[session] |= {person_key(person, name), person_key(None, name)}
    taken = [
        Taken(names.get(session, f"s:{session}"), place_from(*place), frozenset(there[session]))
        for session, *place in slots.filter(starts_at__isnull=False).values_list("session_id", *PLACE)
    ]
    windows: dict[str, list[Window]] = defaultdict(list)
    said = Availability.objects.filter(speaker__edition=edition).values_list(
        "speaker__person_id", "speaker__person__name", "starts_at", "ends_at", "is_free"
    )
    for person, name, starts_at, ends_at, is_free in said:
        for key in (person_key(person, name), person_key(None, name)):
            windows[key].append(Window(starts_at, ends_at, is_free))
    return Timetable(taken, windows)
