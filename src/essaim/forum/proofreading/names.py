"""One person in two spellings: within a text, across texts, and against names that are known."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz.distance import OSA

from essaim.forum.proofreading.finding import Certainty, Facts, Finding
from essaim.forum.proofreading.places import zone_names
from essaim.forum.proofreading.words import MONTH_OF, WEEKDAY_OF, folded, listed

PARTICLES = "de|da|do|dos|du|del|della|di|van|von|der|den|le|la|el|al|ben|bin|ould"
NAME = re.compile(
    rf"(?<![\w’'\-])[A-ZÀ-Þ][\w’'\-]*[a-zß-ÿ][\w’'\-]*(?:[ \u00a0](?:(?:{PARTICLES})[ \u00a0])?[A-ZÀ-Þ][\w’'\-]*\w)"
    rf"(?:[ \u00a0](?:(?:{PARTICLES})[ \u00a0])?[A-ZÀ-Þ][\w’'\-]*\w){{0,2}}"
)
NO_NAMES = listed(
    "le la les l' un une des nos vos notre votre the our your el los las una forum foro congres congress session sesion seance atelier workshop taller"
    " salle sala room hall table mesa round plenary pleniere plenaria parcours path itinerario region ville city ciudad reseau network red ministere"
    " ministry ministerio universite university universidad madame monsieur mme mr mrs dr m. economie economy economia social sociale solidaire"
    " objectifs objectif goals goal sustainable development palais place rue avenue hotel centre center centro maison mairie town conseil council"
    " programme program programa welcome bienvenue opening closing international national global mondial united nations european union"
)
STARTERS = listed(
    "avec with con et and y par by de of chez pour for para merci gracias thanks dear cher chere querido querida estimado estimada bonjour hello hola voir"
    " see ver ecouter parole voici here aqui quand when cuando puis then luego selon according segun animee animado led dirigida moderee moderated pres sans entre"
)
"""Words that stand before a name with a capital of their own, at the head of a sentence."""
SHORTEST = 8
ENDINGS = frozenset({"s", "e", "es"})


@dataclass(frozen=True, slots=True)
class Met:
    text: int
    start: int
    end: int
    name: str

    @property
    def plain(self) -> str:
        return folded(self.name).replace("-", " ").replace("\u00a0", " ")


def names_in(text: str, number: int) -> list[Met]:
    """What looks like the name of a person: two to four capitalised words, none of them a common one of such titles."""
    found = []
    for match in NAME.finditer(text):
        start = match.start()
        words = re.split(r"[ \u00a0]", match[0])
        if folded(words[0]) in STARTERS and len(words) > 2:
            start += len(words.pop(0)) + 1
        plain = [folded(word) for word in words]
        if not any(word in NO_NAMES or word in MONTH_OF or word in WEEKDAY_OF for word in plain) and " ".join(plain) not in zone_names():
            found.append(Met(number, start, match.end(), text[start : match.end()]))
    return found


def check_names(texts: Sequence[str], facts: Facts) -> Iterator[Finding]:
    met = [one for number, text in enumerate(texts) for one in names_in(text, number)]
    spellings = {folded(name).replace("-", " "): known for known in facts.people for name in (known.name, *known.spellings)}
    told: set[tuple[int, int]] = set()
    for one in met:
        known = next((spellings[name] for name in spellings if one.plain not in spellings and are_one(one.plain, name)), None)
        if known:
            told.add((one.text, one.start))
            yield found_name(one, known.name, Certainty.LIKELY, "known")
    first = {one.plain: one for one in reversed(met)}
    counts = {plain: sum(one.plain == plain for one in met) for plain in first}
    for left, right in combinations(sorted(first.values(), key=lambda one: (one.text, one.start)), 2):
        if left.plain in spellings and right.plain in spellings:
            continue
        if are_one(left.plain, right.plain):
            is_left = right.plain in spellings or (left.plain not in spellings and counts[left.plain] < counts[right.plain])
            rarer, other = (left, right) if is_left else (right, left)
            if (rarer.text, rarer.start) not in told:
                yield found_name(rarer, other.name, Certainty.LIKELY, "text")
    yield from accents(met)


def found_name(one: Met, other: str, certainty: Certainty, where: str) -> Finding:
    return Finding(
        code="name_spelling",
        start=one.start,
        end=one.end,
        quoted=one.name,
        facts={"name": one.name, "other": other, "where": where},
        suggestions=(other,),
        certainty=certainty,
        text=one.text,
    )


def are_one(left: str, right: str) -> bool:
    """A letter or two apart in one word, the others equal; never a plural or a feminine, never two short words."""
    if left == right or min(len(left), len(right)) < SHORTEST:
        return False
    one, two = left.split(), right.split()
    if len(one) != len(two):
        return False
    differing = [(a, b) for a, b in zip(one, two, strict=True) if a != b]
    if sorted(one) == sorted(two):
        return False
    if len(differing) != 1:
        return False
    a, b = differing[0]
    shorter, longer = sorted((a, b), key=len)
    if min(len(a), len(b)) < 4 or (longer.startswith(shorter) and longer[len(shorter) :] in ENDINGS):
        return False
    return OSA.distance(a, b) <= (2 if min(len(a), len(b)) >= 9 else 1)


def accents(met: Sequence[Met]) -> Iterator[Finding]:
    """The same letters, with and without accents."""
    by_plain: dict[str, list[Met]] = {}
    for one in met:
        by_plain.setdefault(one.plain, []).append(one)
    for group in by_plain.values():
        variants = {one.name.casefold().replace("-", " ").replace("’", "'").replace("\u00a0", " "): one for one in reversed(group)}
        if len(variants) > 1:
            with_accents = max(variants.values(), key=lambda one: sum(ord(sign) > 127 for sign in one.name))
            for one in variants.values():
                if one is not with_accents:
                    yield found_name(one, with_accents.name, Certainty.LOOK, "accents")
