"""Who could step in: the team's list joined with the people of the programme. For the team alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import QuerySet

from essaim.forum.crisis import Candidate, Pool
from essaim.forum.crisis.candidate import Span, joined
from essaim.forum.crisis.voice import CONTACT
from essaim.forum.models import Appearance, Availability, Edition, StandIn
from essaim.forum.queries.absences import NOTHING, Crisis
from essaim.kit.continents import continent_of
from essaim.registry.names import folded
from essaim.registry.south import is_south


def stand_ins_of(edition: Edition) -> QuerySet[StandIn]:
    """By name. Preloads country and paths: two statements."""
    return StandIn.objects.filter(edition=edition).select_related("country").prefetch_related("paths").order_by("name", "pk")


def pool_of(crisis: Crisis) -> Pool:
    """Nobody who cannot come themselves. No statement."""
    return Pool(candidates_of(crisis), crisis.absent)


@dataclass(slots=True)
class Engaged:
    """Where and when somebody of the programme is on a stage."""

    name: str
    sessions: set[int] = field(default_factory=set)
    busy: list[Span] = field(default_factory=list)
    busy_days: set[date] = field(default_factory=set)
    unsure_days: set[date] = field(default_factory=set)
    paths: set[int] = field(default_factory=set)
    country: str = ""
    is_on_stage: bool = False


def candidates_of(crisis: Crisis) -> list[Candidate]:
    """The team's list, each joined with the same person in the programme; then everybody else of the programme."""
    engaged = engagements(crisis)
    known = Identity(crisis, engaged)
    made, seen = [], set()
    for row in crisis.stand_ins:
        people = known.of(row)
        seen |= people
        made.append(from_list(crisis, row, sorted(people), engaged))
    made += [from_programme(crisis, person, one) for person, one in engaged.items() if person not in seen and one.is_on_stage]
    return made


def engagements(crisis: Crisis) -> dict[int, Engaged]:
    """By person. Who declined, or is said not to come, does not hold that hour; a contact need not be there."""
    found: dict[int, Engaged] = {}
    for bill in crisis.bills:
        one = found.setdefault(bill.person, Engaged(bill.name))
        sitting = crisis.sittings[bill.session]
        one.sessions.add(bill.session)
        one.country = one.country or bill.country
        if bill.role == CONTACT:
            continue
        one.is_on_stage = True
        one.paths |= sitting.paths
        if bill.answer == Appearance.Answer.DECLINED or bill.presence != Appearance.Presence.THERE:
            continue
        if sitting.span:
            one.busy.append(sitting.span)
        if sitting.day:
            (one.busy_days if sitting.span else one.unsure_days).add(sitting.day)
    return found


class Identity:
    """Which people of the programme (or among the absent) a row of the team's list is: as linked, by address, or by name.

    One name and two different addresses are two people.
    """

    def __init__(self, crisis: Crisis, engaged: Mapping[int, Engaged]) -> None:
        self.parts = crisis.parts
        self.by_email = {part.email: person for person, part in crisis.parts.items() if part.email}
        self.by_name: dict[str, set[int]] = defaultdict(set)
        for person, one in engaged.items():
            self.by_name[folded(one.name)].add(person)
        for absence in crisis.absences:
            self.by_name[folded(absence.person.name)].add(absence.person_id)

    def of(self, row: StandIn) -> set[int]:
        found = {row.person_id} if row.person_id else set()
        email = row.email.lower()
        if email and email in self.by_email:
            found.add(self.by_email[email])
        if not found:
            found = {person for person in self.by_name.get(folded(row.name), ()) if self.may_be(person, email)}
        return found

    def may_be(self, person: int, email: str) -> bool:
        theirs = self.parts.get(person, NOTHING).email
        return not (email and theirs and email != theirs)


def from_list(crisis: Crisis, row: StandIn, people: list[int], engaged: Mapping[int, Engaged]) -> Candidate:
    """Several people of one name are taken for one: rather somebody not offered than somebody offered twice."""
    here = [engaged[person] for person in people if person in engaged]
    country = row.country.code if row.country else next((one.country for one in here if one.country), "")
    spans = [span for person in people for span in crisis.spans.get(person, ())]
    absent = next((person for person in people if person in crisis.absent), None)
    return Candidate(
        key=f"s{row.pk}",
        name=row.name,
        person=absent or (people[0] if people else None),
        organisation=row.organisation_name,
        country=country,
        continent=continent_of(country),
        south=is_south(country),
        visa=row.visa,
        is_registered=True,
        paths=frozenset(crisis.stand_in_paths.get(row.pk, ())),
        languages=frozenset(row.languages),
        sessions=frozenset(pk for one in here for pk in one.sessions),
        busy=tuple(span for one in here for span in one.busy),
        busy_days=frozenset(day for one in here for day in one.busy_days),
        unsure_days=frozenset(day for one in here for day in one.unsure_days),
        free=said_free(read_spans(row.free), spans),
        away=said_away(spans),
    )


def from_programme(crisis: Crisis, person: int, one: Engaged) -> Candidate:
    part = crisis.parts.get(person, NOTHING)
    country = part.country or one.country
    spans = crisis.spans.get(person, [])
    return Candidate(
        key=f"p{person}",
        name=one.name,
        person=person,
        country=country,
        continent=continent_of(country),
        south=is_south(country),
        paths=frozenset(one.paths),
        languages=frozenset(part.spoken),
        sessions=frozenset(one.sessions),
        busy=tuple(one.busy),
        busy_days=frozenset(one.busy_days),
        unsure_days=frozenset(one.unsure_days),
        free=said_free((), spans),
        away=said_away(spans),
    )


def said_free(listed: Iterable[Span], spans: Iterable[Availability]) -> tuple[tuple[Span, ...], ...]:
    told = (joined(listed), joined((row.starts_at, row.ends_at) for row in spans if row.is_free))
    return tuple(one for one in told if one)


def said_away(spans: Iterable[Availability]) -> tuple[Span, ...]:
    return tuple((row.starts_at, row.ends_at) for row in spans if not row.is_free)


def read_spans(free: Iterable[Iterable[str]]) -> list[Span]:
    return [(datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in free]
