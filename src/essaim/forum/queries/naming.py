"""Who is meant by a pasted list of names and addresses: people of the programme first, then the registry. Never a guess that is not shown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from essaim.forum.models import Appearance, Edition, Speaker
from essaim.forum.queries.absences import open_absences
from essaim.registry.models import Person, PersonName
from essaim.registry.names import folded
from essaim.registry.queries.matching import Candidate, Matcher, person_matcher

MAIL = re.compile(r"[^\s@<>()\"',;]+@[^\s@<>()\"',;]+\.[^\s@<>()\"',;.]{2,}")
MOST = 500
"""Names in one list."""


@dataclass(frozen=True, slots=True)
class Meant:
    """One line of the list: whom it means for sure, else who it may be."""

    text: str
    person: Person | None = None
    candidates: tuple[Candidate[Person], ...] = ()
    is_absent_already: bool = False


class Naming:
    """Five statements; two more when somebody is not found in the programme."""

    def __init__(self, edition: Edition) -> None:
        on_bills = Appearance.objects.filter(session__edition=edition).values("person")
        self.people = {person.pk: person for person in Person.objects.filter(pk__in=on_bills)}
        parts = Speaker.objects.filter(edition=edition).select_related("person__account")
        self.by_email: dict[str, Person] = {}
        for part in parts:
            self.people.setdefault(part.person_id, part.person)
            for email in (part.email, part.person.account.email if part.person.account else ""):
                if email:
                    self.by_email[email.lower()] = part.person
        others = PersonName.objects.filter(person__in=self.people).order_by("pk").values_list("person_id", "name")
        self.matcher = Matcher([*((one, one.name) for one in self.people.values()), *((self.people[pk], name) for pk, name in others)])
        self.absent = {absence.person_id for absence in open_absences(edition)}
        self._registry: Matcher[Person] | None = None

    @property
    def registry(self) -> Matcher[Person]:
        if self._registry is None:
            self._registry = person_matcher()
        return self._registry

    def read(self, text: str) -> list[Meant]:
        """Each person once, in the order of the list."""
        found: list[Meant] = []
        seen: set[int] = set()
        for line in lines_of(text)[:MOST]:
            for meant in self.line(line):
                if meant.person is None or meant.person.pk not in seen:
                    found.append(meant)
                if meant.person is not None:
                    seen.add(meant.person.pk)
        return found

    def line(self, line: str) -> Iterator[Meant]:
        whole = self.one(line)
        parts = [part.strip() for part in line.split(",") if part.strip()]
        if whole.person is None and len(parts) > 1:
            several = [self.one(part) for part in parts]
            if any(one.person for one in several):
                yield from several
                return
        yield whole

    def one(self, text: str) -> Meant:
        for email in MAIL.findall(text):
            known = self.by_email.get(email.lower())
            if known:
                return self.meant(text, known)
        name = " ".join(MAIL.sub(" ", text).replace("<", " ").replace(">", " ").replace("\t", " ").split()).strip(" -–•*·")
        if not name:
            return Meant(text)
        here = self.matcher.match(name)
        sure = [one for one in here if one.is_sure]
        if len(sure) == 1:
            return self.meant(text, sure[0].thing)
        candidates = sure or here
        known_here = {one.thing.pk for one in candidates}
        more = () if sure else [one for one in self.registry.match(name) if one.thing.pk not in known_here]
        return Meant(text, None, tuple([*candidates, *more][:8]))

    def meant(self, text: str, person: Person) -> Meant:
        return Meant(text, person, (), person.pk in self.absent)

    def is_in_programme(self, person: Person) -> bool:
        return person.pk in self.people


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in re.split(r"[\n\r;]+", text) if folded(line)]
