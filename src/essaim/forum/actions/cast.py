"""Who takes part in a session: people in the capacity they speak in there, and organisations."""

from collections.abc import Sequence
from dataclasses import dataclass

from i18nfield.strings import LazyI18nString

from essaim.desk import journal
from essaim.desk.models import Account
from essaim.desk.rows import settled
from essaim.forum.errors import ForumError
from essaim.forum.models import Appearance, Edition, Involvement, Session
from essaim.registry.actions.organisation import create_organisation
from essaim.registry.actions.person import create_person
from essaim.registry.models import Organisation, Person, Territory
from essaim.registry.names import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """Somebody or something not yet in the registry: entered there with the session, in the same transaction."""

    name: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    person: Person | New
    role: str = Appearance.Role.SPEAKER
    capacity: Texts | None = None
    organisation: Organisation | New | None = None
    country: Territory | None = None
    printed_as: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    organisation: Organisation | New
    role: str = Involvement.Role.LEAD


class Register:
    """Makes each new name once, however often it stands in the form."""

    def __init__(self, by: Account | None, *, is_fictional: bool) -> None:
        self.by = by
        self.is_fictional = is_fictional
        self.people: dict[str, Person] = {}
        self.organisations: dict[str, Organisation] = {}

    def person(self, given: Person | New) -> Person:
        if isinstance(given, Person):
            return given
        if given.name not in self.people:
            self.people[given.name] = create_person(name=given.name, by=self.by, is_fictional=self.is_fictional)
        return self.people[given.name]

    def organisation(self, given: Organisation | New) -> Organisation:
        if isinstance(given, Organisation):
            return given
        if given.name not in self.organisations:
            made = create_organisation(name={given.language: given.name}, by=self.by, is_fictional=self.is_fictional)
            self.organisations[given.name] = made
        return self.organisations[given.name]


def registered(given: Organisation | New, edition: Edition, by: Account | None) -> Organisation:
    """The organisation, entered in the registry when it is new there. Call it inside the action's transaction."""
    return Register(by, is_fictional=edition.is_fictional).organisation(given)


def write_people(session: Session, people: Sequence[Speaker], by: Account | None) -> bool:
    """These, in this order, are all; what is known of those who stay (the source, the spelling printed) is kept. True when it changed."""
    register = Register(by, is_fictional=session.edition.is_fictional)
    rows = list(session.appearances.select_related("person", "organisation", "country"))
    before = said_of_people(rows)
    kept = {(row.person_id, row.role): row for row in rows}
    wanted: list[Appearance] = []
    for place, speaker in enumerate(people):
        person = register.person(speaker.person)
        if any((row.person_id, row.role) == (person.pk, speaker.role) for row in wanted):
            raise ForumError("person_twice", person=person, role=Appearance.Role(speaker.role).label)
        row = kept.get((person.pk, speaker.role)) or Appearance(session=session, person=person, role=speaker.role)
        fill(row, speaker, place, register)
        wanted.append(row)
    after = said_of_people(wanted)
    if before == after:
        return False
    session.appearances.exclude(pk__in=[row.pk for row in wanted if row.pk]).delete()
    for row in wanted:
        row.save()
    journal.record(by=by, action="change_people", thing=session, before={"people": before}, after={"people": after}, scope=session.edition)
    return True


def fill(row: Appearance, speaker: Speaker, place: int, register: Register) -> None:
    row.place = place
    row.organisation = register.organisation(speaker.organisation) if speaker.organisation else None
    row.country = speaker.country
    row.printed_as = speaker.printed_as
    if speaker.capacity is not None:
        row.capacity = LazyI18nString(settled_texts(row, speaker.capacity))


def settled_texts(row: Appearance, given: Texts) -> dict[str, str]:
    value = settled(row, "capacity", given)
    return dict(value.data) if isinstance(value, LazyI18nString) and isinstance(value.data, dict) else {}


def said_of_people(rows: Sequence[Appearance]) -> list[journal.Fact]:
    return [
        {
            "name": row.person.name,
            "role": row.role,
            "capacity": journal.plain(row.capacity) or {},
            "organisation": str(row.organisation) if row.organisation else "",
            "country": row.country.code if row.country else "",
            "printed_as": row.printed_as,
        }
        for row in rows
    ]


def write_organisations(session: Session, organisations: Sequence[Lead], by: Account | None) -> bool:
    """These, in this order, are all. True when it changed."""
    register = Register(by, is_fictional=session.edition.is_fictional)
    rows = list(session.involvements.select_related("organisation"))
    before = said_of_organisations(rows)
    kept = {(row.organisation_id, row.role): row for row in rows}
    wanted: list[Involvement] = []
    for place, lead in enumerate(organisations):
        organisation = register.organisation(lead.organisation)
        if any((row.organisation_id, row.role) == (organisation.pk, lead.role) for row in wanted):
            raise ForumError("organisation_twice", organisation=organisation, role=Involvement.Role(lead.role).label)
        row = kept.get((organisation.pk, lead.role)) or Involvement(session=session, organisation=organisation, role=lead.role)
        row.place = place
        wanted.append(row)
    after = said_of_organisations(wanted)
    if before == after:
        return False
    session.involvements.exclude(pk__in=[row.pk for row in wanted if row.pk]).delete()
    for row in wanted:
        row.save()
    journal.record(
        by=by,
        action="change_organisations",
        thing=session,
        before={"organisations": before},
        after={"organisations": after},
        scope=session.edition,
    )
    return True


def said_of_organisations(rows: Sequence[Involvement]) -> list[journal.Fact]:
    return [{"name": str(row.organisation), "role": row.role} for row in rows]
