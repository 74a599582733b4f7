"""One acronym in two senses."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from essaim.forum.proofreading.finding import Certainty, Facts, Finding
from essaim.forum.proofreading.words import folded, listed

KNOWN: Mapping[str, tuple[str, ...]] = {
    "ESS": ("économie sociale et solidaire", "economía social y solidaria"),
    "SSE": ("social and solidarity economy",),
    "ODD": ("objectifs de développement durable",),
    "SDG": ("sustainable development goals",),
    "ODS": ("objetivos de desarrollo sostenible",),
    "SCOP": ("société coopérative de production", "société coopérative et participative", "worker cooperative"),
    "SCIC": ("société coopérative d'intérêt collectif", "multi-stakeholder cooperative"),
    "SIEG": ("service d'intérêt économique général", "servicio de interés económico general"),
    "SGEI": ("service of general economic interest",),
    "SPASER": ("schéma de promotion des achats publics socialement et écologiquement responsables",),
}
"""The field's own, from the project's glossary (docs/glossary.md)."""
LANGUAGE_OF = {"ESS": ("fr", "es"), "SSE": ("en",), "ODD": ("fr",), "SDG": ("en",), "ODS": ("es",), "SDGS": ("en",)}
COUNTERPART = {("ESS", "en"): "SSE", ("SSE", "fr"): "ESS", ("SSE", "es"): "ESS", ("ODD", "en"): "SDG", ("ODD", "es"): "ODS", ("SDG", "fr"): "ODD",
               ("SDG", "es"): "ODS", ("ODS", "fr"): "ODD", ("ODS", "en"): "SDG"}  # fmt: skip
SMALL = listed("de des du d l la le les et a au aux en of and the for in on y e el los las del al para por")
BEFORE = re.compile(r"((?:[^\W\d_][\w’'\-]*[ \u00a0]){1,11}[^\W\d_][\w’'\-]*)[ \u00a0]?\(\s?([A-Z][A-Za-z]{0,2}[A-Z]{1,8}s?)\s?\)")
AFTER = re.compile(r"\b([A-Z]{2,9})\b[ \u00a0]?(?:\(|[:=–—]\s)\s?([^()\n.;]{6,90}?)(?:\)|[.;\n]|$)")
ALONE = re.compile(r"(?<![\w'’\-/#])([A-Z]{2,9})(?![\w\-/])")


@dataclass(frozen=True, slots=True)
class Expanded:
    text: int
    start: int
    end: int
    acronym: str
    meaning: str


def check_acronyms(texts: Sequence[str], languages: Sequence[str], facts: Facts) -> Iterator[Finding]:
    senses = {**KNOWN, **facts.acronyms}
    found = [one for number, text in enumerate(texts) for one in expansions(text, number)]
    seen: dict[str, Expanded] = {}
    for one in found:
        first = seen.setdefault(one.acronym, one)
        known = senses.get(one.acronym, ())
        if known and not any(same_sense(one.meaning, each) for each in known):
            yield two_senses(one, known[0])
        elif first is not one and not same_sense(first.meaning, one.meaning) and not both_known(first, one, known):
            yield two_senses(one, first.meaning)
    for number, (text, language) in enumerate(zip(texts, languages, strict=True)):
        yield from foreign(text, language, number, {one.acronym for one in found})


def two_senses(one: Expanded, other: str) -> Finding:
    return Finding(
        code="acronym_senses",
        start=one.start,
        end=one.end,
        quoted=one.acronym,
        facts={"acronym": one.acronym, "meaning": one.meaning, "other": other},
        certainty=Certainty.LIKELY,
        text=one.text,
    )


def expansions(text: str, number: int) -> Iterator[Expanded]:
    """ "Long name (LN)" and "LN (long name)", where the letters are the long name's initials."""
    for match in BEFORE.finditer(text):
        acronym = match[2].upper().removesuffix("S") if match[2].endswith("s") else match[2].upper()
        meaning = tail_for(match[1], acronym)
        if meaning:
            yield Expanded(number, match.start(2), match.end(2), acronym, meaning)
    for match in AFTER.finditer(text):
        if has_initials(match[2], match[1]):
            yield Expanded(number, match.start(1), match.end(1), match[1], match[2].strip())


def words_of(phrase: str) -> list[str]:
    return [word for word in re.split(r"[\s\u00a0’'\-,]+", folded(phrase)) if word]


def initials(phrase: str) -> str:
    return "".join(word[0] for word in words_of(phrase) if word not in SMALL)


def has_initials(phrase: str, acronym: str) -> bool:
    return initials(phrase) == acronym.casefold()


def tail_for(phrase: str, acronym: str) -> str:
    """The shortest end of the phrase whose initials are the acronym."""
    words = re.split(r"([ \u00a0])", phrase)
    for place in range(len(words) - 1, -1, -2):
        tail = "".join(words[place:])
        if has_initials(tail, acronym) and words_of(tail)[0] not in SMALL:
            return tail
    return ""


def same_sense(one: str, other: str) -> bool:
    """The same words without plurals and small words."""
    left, right = ({word.rstrip("s") for word in words_of(each) if word not in SMALL} for each in (one, other))
    return left == right or (len(left & right) >= 2 and len(left ^ right) <= 1)


def both_known(first: Expanded, one: Expanded, known: tuple[str, ...]) -> bool:
    return bool(known) and all(any(same_sense(each.meaning, sense) for sense in known) for each in (first, one))


def foreign(text: str, language: str, number: int, explained: set[str]) -> Iterator[Finding]:
    """ "ESS" in an English text, where the field says SSE: once a text."""
    told: set[str] = set()
    for match in ALONE.finditer(text):
        acronym = match[1]
        right = COUNTERPART.get((acronym, language))
        if right and acronym not in told | explained and language not in LANGUAGE_OF.get(acronym, (language,)):
            told.add(acronym)
            yield Finding(
                code="acronym_language",
                start=match.start(1),
                end=match.end(1),
                quoted=acronym,
                facts={"acronym": acronym, "right": right, "language": language, "meaning": KNOWN[right][0]},
                suggestions=(right,),
                certainty=Certainty.LOOK,
                text=number,
            )
