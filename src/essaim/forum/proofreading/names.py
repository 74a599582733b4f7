"""One person in two spellings: within a text, across texts, and against names that are known."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from rapidfuzz.distance import OSA

from essaim.forum.proofreading.finding import Certainty, Facts, Finding
from essaim.forum.proofreading.places import zone_names
from essaim.forum.proofreading.words import MONTH_OF, WEEKDAY_OF, folded, listed

PARTICLES = "de|da|do|dos|du|del|della|di|van|von|der|den|le|la|el|al|ben|bin|ould"
NAME = re.compile(
    rf"(?<![\w’'\-])[A-ZÀ-Þ](?:[^\Wa-zß-ÿ]|[’'\-])*+[a-zß-ÿ][\w’'\-]*+(?:[ \u00a0](?:(?:{PARTICLES})[ \u00a0])?[A-ZÀ-Þ](?:[’'\-]*+\w)++)"
    rf"(?:[ \u00a0](?:(?:{PARTICLES})[ \u00a0])?[A-ZÀ-Þ](?:[’'\-]*+\w)++){{0,2}}"
)
NO_NAMES = listed(
    "le la les l' un une des nos vos notre votre the our your el los las una forum foro congres congress session sesion seance atelier workshop taller"
    " salle sala room hall table mesa round plenary pleniere plenaria parcours path itinerario region ville city ciudad reseau network red ministere"
    " ministry ministerio universite university universidad madame monsieur mme mr mrs dr m. economie economy economia social sociale solidaire"
    " objectifs objectif goals goal sustainable development palais place rue avenue hotel centre center centro maison mairie town conseil council"
    " programme program programa welcome bienvenue opening closing international national global mondial united nations european union"
    " declaration declaracion statement charte charter carta manifeste manifesto manifiesto accord agreement acuerdo pre-forum pre-forums video videos"
    " association asociacion fondation foundation fundacion federation federacion cooperative cooperativa coalition alliance alianza projet project proyecto"
)
STARTERS = listed(
    "avec with con et and y par by de of chez pour for para merci gracias thanks dear cher chere querido querida estimado estimada bonjour hello hola voir"
    " see ver ecouter parole voici here aqui quand when cuando puis then luego selon according segun animee animado led dirigida moderee moderated pres sans entre"
)
"""Words that stand before a name with a capital of their own, at the head of a sentence."""
APOSTROPHE = re.compile(r"(?<![\w’'])([A-ZÀ-Þ])[’']([A-ZÀ-Þa-zß-ÿ]\w{3,})")
CAPITALISED = re.compile(r"(?<![\w’'])[A-ZÀ-Þ]\w{4,}(?![’'])")
SHORTEST = 8
LONGEST = 80
"""Nobody's name is longer; what is, is not compared."""
SHORT_WORD, IN_ONE_NOTICE, LONG_WORD, TWO = 4, 3, 9, 2
"""From nine letters on a word may differ in two; in one notice a word of three letters counts, too."""
PIECE = 2
MOST_TOLD = 3
MOST_ALIKE = 24
"""So many names that begin alike are compared, in a text or a registry; no notice has more."""
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
    surnames = {word for name in spellings for word in name.split()[1:]}
    told: set[tuple[int, int]] = set()
    registry = Alike(spellings)
    for one in met:
        if one.plain in spellings or len(one.name) > LONGEST:
            continue
        known = next((name for name in registry.of(one.plain) if not is_of_another(one.plain, name, surnames)), None)
        if known:
            told.add((one.text, one.start))
            yield found_name(one, spellings[known].name, Certainty.LIKELY, "known")
    first = {one.plain: one for one in reversed(met) if len(one.name) <= LONGEST}
    counts = Counter(one.plain for one in met)
    for left, right in pairs_of(first):
        if left.plain in spellings and right.plain in spellings:
            continue
        is_left = right.plain in spellings or (left.plain not in spellings and counts[left.plain] < counts[right.plain])
        rarer, other = (left, right) if is_left else (right, left)
        if place_of(rarer) not in told:
            told.add(place_of(rarer))
            yield found_name(rarer, other.name, Certainty.LIKELY if are_one(left.plain, right.plain) else Certainty.LOOK, "text")
    yield from accents(met)
    yield from apostrophes(texts, [one for one in met if place_of(one) in told])


def apostrophes(texts: Sequence[str], told: Sequence[Met]) -> Iterator[Finding]:
    """ "N'Diaye" and "Ndiaye", also where a surname stands alone; not what was told with its first name."""
    parted = {folded(match[1] + match[2]): match[0] for text in texts for match in APOSTROPHE.finditer(text)}
    for number, text in enumerate(texts):
        for match in CAPITALISED.finditer(text) if parted else ():
            other = parted.get(folded(match[0]))
            is_told = any(one.text == number and one.start <= match.start() < one.end for one in told)
            if other and not is_told and not any(one.name.endswith(other) for one in told):
                yield found_name(Met(number, match.start(), match.end(), match[0]), other, Certainty.LOOK, "text")
                return


def pairs_of(first: dict[str, Met]) -> list[tuple[Met, Met]]:
    """The names of a text that may be one person's, in the text's order."""
    before, found = Alike(), []
    for one in sorted(first, key=lambda plain: place_of(first[plain])):
        found += [(first[other], first[one]) for other in islice(before.of(one, IN_ONE_NOTICE), MOST_TOLD)]
        before.add(one)
    return sorted(found, key=lambda pair: (place_of(pair[0]), place_of(pair[1])))


def place_of(one: Met) -> tuple[int, int]:
    return one.text, one.start


def is_of_another(plain: str, known: str, surnames: set[str]) -> bool:
    """The word that differs is the surname of somebody else who is known: two people, not one in two spellings."""
    differing = [(mine, theirs) for mine, theirs in zip(plain.split(), known.split(), strict=True) if mine != theirs]
    return all(mine in surnames and plain.split().index(mine) > 0 for mine, _theirs in differing)


class Alike:
    """Which of many names are a letter or two from a given one, without comparing it with each.

    Names that are one have all words but one in common, and of that one the beginning, the end or the middle: only these are compared.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.kept: dict[tuple[object, ...], list[str]] = {}
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        for key in self.keys(name):
            kept = self.kept.setdefault(key, [])
            if len(kept) < MOST_ALIKE:
                kept.append(name)

    @staticmethod
    def keys(name: str) -> Iterator[tuple[object, ...]]:
        words = name.split()
        for number, word in enumerate(words):
            others = (number, *words[:number], "", *words[number + 1 :])
            yield (*others, "begins", word[:PIECE])
            yield (*others, "ends", word[-PIECE:])
            if len(word) >= LONG_WORD - TWO:
                middle = len(word) // 2
                yield from {(*others, "middle", word[at : at + PIECE]) for at in range(middle - PIECE, middle + 2)}

    def of(self, name: str, short_word: int = SHORT_WORD) -> Iterator[str]:
        """Each when it is asked for."""
        near = dict.fromkeys(other for key in self.keys(name) for other in self.kept.get(key, ()))
        return (other for other in near if abs(len(other) - len(name)) <= TWO and are_one(name, other, short_word))


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


def are_one(left: str, right: str, short_word: int = SHORT_WORD) -> bool:
    """A letter or two apart in one word, the others equal; never a plural or a feminine, never two short words, nor short ones of other initials."""
    if left == right or min(len(left), len(right)) < SHORTEST:
        return False
    one, two = left.split(), right.split()
    if len(one) != len(two):
        return False
    differing = [(a, b) for a, b in zip(one, two, strict=True) if a != b]
    if len(differing) != 1:
        return False
    a, b = differing[0]
    shorter, longer = (a, b) if len(a) <= len(b) else (b, a)
    if (
        len(shorter) < short_word
        or (len(shorter) < SHORT_WORD and (len(a) != len(b) or a[0] != b[0]))
        or (longer.startswith(shorter) and longer[len(shorter) :] in ENDINGS)
    ):
        return False
    most = TWO if len(shorter) >= LONG_WORD else 1
    return OSA.distance(a, b, score_cutoff=most) <= most


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
