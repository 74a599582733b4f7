"""Is this name somebody we know? Candidates with the reason, never a choice: whoever imports decides, or asks."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Generic, TypeVar

from rapidfuzz.distance import OSA

from essaim.registry.models import Organisation, OrganisationName, Person, PersonName
from essaim.registry.names import folded, spellings, tokens

Owner = TypeVar("Owner", Person, Organisation)
SHORT_WORDS = frozenset({"l", "d", "le", "la", "les", "de", "du", "des", "of", "the", "et", "and", "y", "el", "los", "las", "del"})


class Reason(IntEnum):
    """Why a candidate is one, the surest first."""

    SAME = 1
    """Letter by letter."""
    LETTERS = 2
    """The same without accents, case and punctuation."""
    ORDER = 3
    """The same words in another order."""
    PART = 4
    """All words of the shorter one occur in the longer (a second given name, an acronym beside the name)."""
    NEAR = 5
    """A letter or two apart: Abibi, Abidi."""


@dataclass(frozen=True, slots=True)
class Candidate(Generic[Owner]):
    thing: Owner
    spelling: str
    """Which of its names matched."""
    reason: Reason

    @property
    def is_sure(self) -> bool:
        """Same words, accents and order aside. Two sure candidates are still two people of one name."""
        return self.reason <= Reason.ORDER


class Matcher(Generic[Owner]):
    """Every name and spelling, read once for a whole import."""

    def __init__(self, names: Iterable[tuple[Owner, str]]) -> None:
        self.names: list[tuple[Owner, str, str, frozenset[str]]] = [
            (owner, name, folded(name), words_of(name)) for owner, name in names if name.strip()
        ]
        self.by_word: dict[str, set[int]] = defaultdict(set)
        for place, (_, _, _, words) in enumerate(self.names):
            for word in words:
                self.by_word[word].add(place)

    def match(self, name: str, *, limit: int = 8) -> list[Candidate[Owner]]:
        """Surest first, one candidate an owner; empty when nobody comes near."""
        found: dict[int, Candidate[Owner]] = {}
        for place in self.places(name):
            owner, spelling, plain, words = self.names[place]
            reason = compare(name, spelling, plain, words)
            known = found.get(owner.pk)
            if reason and (known is None or reason < known.reason):
                found[owner.pk] = Candidate(owner, spelling, reason)
        return sorted(found.values(), key=lambda each: (each.reason, str(each.thing), each.thing.pk))[:limit]

    def places(self, name: str) -> Iterable[int]:
        """Names worth comparing: those that share a word, else (a slip in every word) all."""
        words = words_of(name)
        shared = set().union(*(self.by_word.get(word, set()) for word in words)) if words else set()
        return sorted(shared) if any(compare(name, *self.names[place][1:]) for place in shared) else range(len(self.names))


def words_of(name: str) -> frozenset[str]:
    found = tokens(name)
    return frozenset(word for word in found if word not in SHORT_WORDS) or frozenset(found)


def compare(name: str, spelling: str, plain: str, words: frozenset[str]) -> Reason | None:
    if name.strip() == spelling:
        return Reason.SAME
    own = folded(name)
    if own == plain:
        return Reason.LETTERS
    own_words = words_of(name)
    if own_words == words and own_words:
        return Reason.ORDER
    shorter, longer = sorted((own_words, words), key=len)
    if shorter and shorter < longer and (len(shorter) > 1 or len(next(iter(shorter))) > 3):
        return Reason.PART
    slips = 2 if len(own) >= 12 else 1
    return Reason.NEAR if min(len(own), len(plain)) >= 5 and OSA.distance(own, plain, score_cutoff=slips) <= slips else None


def person_matcher() -> Matcher[Person]:
    """Two statements."""
    people = {person.pk: person for person in Person.objects.all()}
    others = PersonName.objects.order_by("pk").values_list("person_id", "name")
    return Matcher([*((person, person.name) for person in people.values()), *((people[pk], name) for pk, name in others)])


def organisation_matcher() -> Matcher[Organisation]:
    """Two statements. The name in every language, the acronym and other spellings."""
    organisations = {organisation.pk: organisation for organisation in Organisation.objects.all()}
    names: list[tuple[Organisation, str]] = [
        (each, name) for each in organisations.values() for name in (*spellings(each.name), each.acronym)
    ]
    others = OrganisationName.objects.order_by("pk").values_list("organisation_id", "name")
    return Matcher([*names, *((organisations[pk], name) for pk, name in others)])


def match_person(name: str) -> list[Candidate[Person]]:
    """For one name; an import of many keeps a matcher."""
    return person_matcher().match(name)


def match_organisation(name: str) -> list[Candidate[Organisation]]:
    return organisation_matcher().match(name)
