"""Who cannot come, what their sessions lose, and who could step in. For the team alone."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import QuerySet

from essaim.forum.crisis import Hit, Sitting, Voice, hit_of
from essaim.forum.crisis.hit import Gravity, by_gravity
from essaim.forum.crisis.voice import ABSENT, DECLINED, THERE
from essaim.forum.models import Absence, Appearance, Availability, Edition, Session, Slot, Speaker, StandIn, Substitution
from essaim.kit.continents import continent_of
from essaim.registry.south import is_south


@dataclass(frozen=True, slots=True)
class Part:
    """What is known of a person in this edition beside the bills they are on."""

    email: str = ""
    country: str = ""
    spoken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bill:
    """One appearance as read."""

    pk: int
    session: int
    person: int
    name: str
    role: str
    country: str
    answer: str
    presence: str


@dataclass
class Crisis:
    edition: Edition
    absences: tuple[Absence, ...]
    """Open ones, by name."""
    sittings: dict[int, Sitting]
    bills: tuple[Bill, ...]
    parts: dict[int, Part]
    substitutions: tuple[tuple[int, int | None], ...]
    """(appearance of the absent, appearance of whoever steps in)."""
    spans: dict[int, list[Availability]]
    stand_ins: tuple[StandIn, ...]
    stand_in_paths: dict[int, set[int]] = field(default_factory=dict)

    @cached_property
    def absent(self) -> dict[int, Absence]:
        return {absence.person_id: absence for absence in self.absences}

    @cached_property
    def voices(self) -> dict[int, list[Voice]]:
        """By session, in the bill's order."""
        absent = self.absent
        stands_for: dict[int, list[int]] = defaultdict(list)
        for gone, substitute in self.substitutions:
            if substitute:
                stands_for[substitute].append(gone)
        found: dict[int, list[Voice]] = defaultdict(list)
        for bill in self.bills:
            found[bill.session].append(self.voice(bill, absent.get(bill.person), tuple(stands_for.get(bill.pk, ()))))
        return found

    def voice(self, bill: Bill, absence: Absence | None, stands_for: tuple[int, ...]) -> Voice:
        country = bill.country or self.parts.get(bill.person, NOTHING).country
        gone = absence is not None or bill.presence != Appearance.Presence.THERE
        return Voice(
            appearance=bill.pk,
            person=bill.person,
            name=bill.name,
            role=bill.role,
            country=country,
            continent=continent_of(country),
            south=is_south(country),
            state=ABSENT if gone else DECLINED if bill.answer == Appearance.Answer.DECLINED else THERE,
            presence=bill.presence,
            absence=absence.pk if absence else None,
            steps_in_for=stands_for,
        )

    @cached_property
    def hits(self) -> tuple[Hit, ...]:
        """The gravest first, then by day and hour."""
        made = (hit_of(sitting, self.voices.get(pk, ())) for pk, sitting in self.sittings.items())
        return tuple(sorted((hit for hit in made if hit), key=by_gravity))

    def hit(self, session: int) -> Hit:
        """Also of a session that loses nobody."""
        return Hit(self.sittings[session], tuple(self.voices.get(session, ())))

    @cached_property
    def counts(self) -> dict[Gravity, int]:
        return {gravity: sum(hit.gravity == gravity for hit in self.hits) for gravity in Gravity}

    @cached_property
    def loses_south(self) -> int:
        """Also of those that lose even more."""
        return sum(hit.loses_south for hit in self.hits)

    @cached_property
    def without_session(self) -> tuple[Absence, ...]:
        """Absent, and on no bill of a session that takes place."""
        there = {bill.person for bill in self.bills}
        return tuple(absence for absence in self.absences if absence.person_id not in there)

    @cached_property
    def declined(self) -> tuple[str, ...]:
        """Names of those who declined a session and are not noted as absent."""
        said_no = Appearance.Answer.DECLINED
        return tuple(sorted({bill.name for bill in self.bills if bill.answer == said_no and bill.person not in self.absent}))


NOTHING = Part()


def open_absences(edition: Edition) -> QuerySet[Absence]:
    """By name. Preloads person and video: one statement."""
    return Absence.objects.filter(edition=edition, lifted_at=None).select_related("person", "video").order_by("person__name", "pk")


def crisis_of(edition: Edition) -> Crisis:
    """Ten statements, whatever the number of sessions, absences and people who could step in."""
    stand_ins = tuple(StandIn.objects.filter(edition=edition).select_related("country"))
    return Crisis(
        edition=edition,
        absences=tuple(open_absences(edition)),
        sittings=sittings_of(edition),
        bills=bills_of(edition),
        parts=parts_of(edition),
        substitutions=tuple(
            Substitution.objects.filter(appearance__session__edition=edition).order_by("pk").values_list("appearance_id", "substitute_id")
        ),
        spans=availabilities_of(edition),
        stand_ins=stand_ins,
        stand_in_paths=grouped(
            StandIn.paths.through._default_manager.filter(standin__edition=edition).values_list("standin_id", "path_id")
        ),
    )


def sittings_of(edition: Edition) -> dict[int, Sitting]:
    """Sessions that are to take place, with where the draft has them: three statements."""
    links = Session.paths.through._default_manager.filter(session__edition=edition).order_by("path__letter")
    letters: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for session, path, letter in links.values_list("session_id", "path_id", "path__letter"):
        letters[session].append((path, letter))
    draft = Slot.objects.filter(version__edition=edition, version__number=None).select_related("room", "site").defer("facts")
    places = {slot.session_id: slot for slot in draft}
    wanted = Session.objects.filter(edition=edition).exclude(state=Session.State.CANCELLED).order_by("pk")
    found = {}
    for pk, code, title, spoken, interpreted, duration, state in wanted.values_list(
        "pk", "code", "title", "spoken", "interpreted", "duration_min", "state"
    ):
        slot = places.get(pk) or Slot()
        place = slot.room or slot.site
        found[pk] = Sitting(
            pk=pk,
            code=code,
            title=title,
            paths=frozenset(path for path, _ in letters.get(pk, ())),
            letters=tuple(letter for _, letter in letters.get(pk, ())),
            spoken=tuple(spoken),
            interpreted=tuple(interpreted),
            day=slot.day,
            part=slot.part,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            duration_min=duration,
            room=place.name if place else "",
            is_accepted=state == Session.State.ACCEPTED,
        )
    return found


def bills_of(edition: Edition) -> tuple[Bill, ...]:
    """Everybody of sessions that are to take place, in the bill's order: one statement."""
    rows = Appearance.objects.filter(session__edition=edition).exclude(session__state=Session.State.CANCELLED).order_by("place", "pk")
    columns = ("pk", "session_id", "person_id", "person__name", "role", "country__code", "answer", "presence")
    return tuple(
        Bill(pk, session, person, name, role, country or "", answer, presence)
        for pk, session, person, name, role, country, answer, presence in rows.values_list(*columns)
    )


def parts_of(edition: Edition) -> dict[int, Part]:
    """One statement."""
    rows = Speaker.objects.filter(edition=edition).values_list("person_id", "email", "country__code", "spoken")
    return {person: Part(email.lower(), country or "", tuple(spoken)) for person, email, country, spoken in rows}


def availabilities_of(edition: Edition) -> dict[int, list[Availability]]:
    """By person: one statement."""
    found: dict[int, list[Availability]] = defaultdict(list)
    for row in Availability.objects.filter(speaker__edition=edition).select_related("speaker"):
        found[row.speaker.person_id].append(row)
    return found


def grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
    return found
