"""The people and organisations a file names: recognised where that is sure, entered in the registry where it is not."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

from essaim.forum.exchange.outcome import Outcome
from essaim.forum.interchange.document import Participation
from essaim.forum.models import Appearance, Edition, Involvement
from essaim.registry.models import Organisation, OrganisationName, Person, PersonName, Source, Territory
from essaim.registry.names import folded, slug_of, spellings
from essaim.registry.queries.matching import Matcher

Thing = TypeVar("Thing", Person, Organisation)
NEAR_LIMIT = 3_000
"""Names compared letter by letter at most; beyond it look-alikes are not searched for, and the report says so."""


class Cast:
    """Seven statements to read; people and organisations that are new are made in one statement each."""

    def __init__(self, edition: Edition, language: str, source: Source | None, outcome: Outcome) -> None:
        self.edition, self.language, self.source, self.outcome = edition, language, source, outcome
        self.people: dict[str, list[Person]] = defaultdict(list)
        everyone = {person.pk: person for person in Person.objects.all()}
        spelt = [(pk, name) for pk, name in PersonName.objects.values_list("person_id", "name")]
        for pk, name in [*((person.pk, person.name) for person in everyone.values()), *spelt]:
            add_once(self.people[key_of(name)], everyone[pk])
        self.seen_here = set(Appearance.objects.filter(session__edition=edition).values_list("person_id", flat=True))
        self.organisations: dict[str, list[Organisation]] = defaultdict(list)
        every = {organisation.pk: organisation for organisation in Organisation.objects.all()}
        others = [(pk, name) for pk, name in OrganisationName.objects.values_list("organisation_id", "name")]
        own = [(each.pk, name) for each in every.values() for name in (*spellings(each.name), each.acronym) if name]
        for pk, name in [*own, *others]:
            add_once(self.organisations[key_of(name)], every[pk])
        self.organisations_here = set(Involvement.objects.filter(session__edition=edition).values_list("organisation_id", flat=True)) | set(
            Appearance.objects.filter(session__edition=edition, organisation__isnull=False).values_list("organisation_id", flat=True)
        )
        self.countries = {
            territory.code: territory for territory in Territory.objects.filter(scheme=Territory.Scheme.ISO, level=Territory.Level.COUNTRY)
        }
        self.slugs = {"person": set(Person.objects.values_list("slug", flat=True)), "organisation": {each.slug for each in every.values()}}
        self.near = Matcher([(person, person.name) for person in everyone.values()]) if len(everyone) <= NEAR_LIMIT else None

    def enter(self, participations: Iterable[Participation], organisation_names: Iterable[str]) -> None:
        """Make the people and organisations that are not known, all at once."""
        wanted: dict[str, Participation] = {}
        organisations = {key_of(name): name for name in organisation_names if name.strip()}
        for each in participations:
            if self.known(self.people.get(key_of(each.name), []), self.seen_here) is None:
                wanted.setdefault(key_of(each.name), each)
            if each.organisation:
                organisations.setdefault(key_of(each.organisation), each.organisation)
        self.enter_people(wanted)
        self.enter_organisations(organisations)

    def enter_people(self, wanted: dict[str, Participation]) -> None:
        new = []
        for key, each in wanted.items():
            self.warn_alike(each.name, self.people.get(key, []))
            biography = {code or self.language: text for code, text in each.biography.items() if text}
            new.append(
                Person(
                    name=each.name[:200],
                    slug=self.free_slug("person", each.name),
                    biography=biography,
                    is_fictional=self.edition.is_fictional,
                    source=self.source,
                )
            )
        for key, person in zip(wanted, Person.objects.bulk_create(new, batch_size=500), strict=True):
            self.people[key].append(person)
            self.seen_here.add(person.pk)
        self.outcome.counts["people.created"] += len(new)

    def warn_alike(self, name: str, same: list[Person]) -> None:
        """Several of this name: a new one is entered, for nobody can say which. One that is nearly alike: perhaps a slip of the pen."""
        if len(same) > 1:
            self.outcome.note("person_several", name, severity="warning", name=name, known=", ".join(person.slug for person in same))
        elif self.near and (candidates := self.near.match(name, limit=1)):
            self.outcome.note("person_alike", name, severity="warning", name=name, known=candidates[0].thing.name)

    def enter_organisations(self, wanted: dict[str, str]) -> None:
        unknown = {
            key: name for key, name in wanted.items() if self.known(self.organisations.get(key, []), self.organisations_here) is None
        }
        new = [
            Organisation(
                name={self.language: name},
                slug=self.free_slug("organisation", name),
                is_fictional=self.edition.is_fictional,
                source=self.source,
            )
            for name in unknown.values()
        ]
        for key, organisation in zip(unknown, Organisation.objects.bulk_create(new, batch_size=500), strict=True):
            self.organisations[key].append(organisation)
            self.organisations_here.add(organisation.pk)
        self.outcome.counts["organisations.created"] += len(new)

    def free_slug(self, kind: str, name: str) -> str:
        base, used = slug_of([name], kind)[:100], self.slugs[kind]
        slug, number = base, 2
        while slug in used:
            slug, number = f"{base}-{number}", number + 1
        used.add(slug)
        return slug

    def person(self, name: str) -> Person:
        """Call `enter` with all names first."""
        found = self.known(self.people.get(key_of(name), []), self.seen_here)
        return found or self.people[key_of(name)][-1]

    def organisation(self, name: str) -> Organisation | None:
        things = self.organisations.get(key_of(name), [])
        return self.known(things, self.organisations_here) or (things[-1] if things else None)

    def country(self, code: str) -> Territory | None:
        return self.countries.get(code.upper()) if code else None

    @staticmethod
    def known(things: list[Thing], here: set[int]) -> Thing | None:
        """The only one of this name, or the only one of this name who already takes part here; else nobody can say."""
        if len(things) == 1:
            return things[0]
        taking_part = [thing for thing in things if thing.pk in here]
        return taking_part[0] if len(taking_part) == 1 else None


def key_of(name: str) -> str:
    """By which a name is known again; one without letters (a drawing, signs alone) by itself."""
    return folded(name) or name.strip()


def add_once(things: list[Thing], thing: Thing) -> None:
    if all(known.pk != thing.pk for known in things):
        things.append(thing)
