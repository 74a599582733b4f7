"""One acronym in two senses."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

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
SMALL = listed("de des du d l la le les et a au aux en of and the for in on y e el los las del al para por sur avec sobre con with")
BEFORE = re.compile(
    r"(?<![\w’'\-])((?:[^\W\d_][\w’'\-]*+[ \u00a0]){1,11}[^\W\d_][\w’'\-]*+)[ \u00a0]?\(\s?([A-Z][A-Za-z]{0,2}[A-Z]{1,8}s?)\s?\)"
)
AFTER = re.compile(r"\b([A-Z]{2,9})\b[ \u00a0]?(?:\(|[:=–—]\s)\s?([^()\n.;]{6,90}?)(?:\)|[.;\n]|$)")
DEFINED = re.compile(
    r"(?<![\w’'\-/#])([A-Z]{2,9})[ \u00a0]?[»”\"]?[ \u00a0](?:(?:ici|here|aquí|aussi|also|también)[ \u00a0])?"
    r"(?:désigne|signifie|veut dire|means?|stands for|refers to|is short for|designa|significa|quiere decir|se refiere a|est (?:le sigle|l['’]acronyme|l['’]abréviation) (?:de|pour)"
    r"|is (?:the acronym|an acronym|the abbreviation) (?:of|for)|es (?:la sigla|el acrónimo|la abreviatura) de)"
    r"(?:[ \u00a0](?:ici|here|aquí|aussi|also|también))?[ \u00a0]*:?[ \u00a0]*[«“\"]?[ \u00a0]?([^()\n.;:!?«»“”\"]{6,160})",
)
"""“CRESS means …”, in the three languages."""
ALONE = re.compile(r"(?<![\w'’\-/#])([A-Z]{2,9})(?![\w\-/])")

ARTICLE = re.compile(r"^(?:(?:l['’]|d['’])|(?:les?|la|une?|des|du|the|an?|el|los|las|una?)[ \u00a0])", re.IGNORECASE)
ROOT = 4
MOST_WORDS = 27


@dataclass(frozen=True, slots=True)
class Expanded:
    text: int
    start: int
    end: int
    acronym: str
    meaning: str


def check_acronyms(texts: Sequence[str], languages: Sequence[str], facts: Facts) -> Iterator[Finding]:
    senses = {**KNOWN, **facts.acronyms}
    found = [one for number, text in enumerate(texts) for one in sorted(expansions(text, number), key=lambda one: one.start)]
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
        if may_be(match[2], match[1]):
            yield Expanded(number, match.start(1), match.end(1), match[1], match[2].strip())
    for match in DEFINED.finditer(text):
        meaning = head_for(match[2], match[1])
        if meaning:
            yield Expanded(number, match.start(1), match.end(1), match[1], meaning)


def words_of(phrase: str) -> list[str]:
    return [word for word in re.split(r"[\s\u00a0’'\-,]+", folded(phrase)) if word]


def initials(phrase: str) -> str:
    return "".join(word[0] for word in words_of(phrase) if word not in SMALL)


def has_initials(phrase: str, acronym: str) -> bool:
    return initials(phrase) == acronym.casefold()


def may_be(phrase: str, acronym: str) -> bool:
    """The acronym's letters are the initials, where a small word may give its own and any other word a second one (SCOP: société coopérative…), and
    an acronym inside all of its own (CRESS: chambre régionale de l'ESS)."""
    letters = acronym.casefold()
    reached = {0}
    for word in words_of(phrase):
        steps = {at + 1 for at in reached if letters[at : at + 1] == word[0]}
        steps |= {at + 2 for at in reached if len(word) > 2 and letters[at : at + 2] == word[:2]}
        steps |= {at + len(word) for at in reached if word.upper() in KNOWN and letters.startswith(word, at)}
        reached = steps | (reached if word in SMALL else set())
    return len(letters) in reached


def tail_for(phrase: str, acronym: str) -> str:
    """The shortest end of the phrase whose initials are the acronym."""
    words = re.split(r"([ \u00a0])", phrase)
    tails = ["".join(words[place:]) for place in range(len(words) - 1, -1, -2)]
    return next((tail for fits in (has_initials, may_be) for tail in tails if fits(tail, acronym) and words_of(tail)[0] not in SMALL), "")


def head_for(phrase: str, acronym: str) -> str:
    """The shortest beginning of the phrase whose initials are the acronym, without its article."""
    words = re.split(r"([ \u00a0])", ARTICLE.sub("", phrase.strip()))[:MOST_WORDS]
    if not words_of(words[0]) or words_of(words[0])[0][0] != acronym[0].casefold():
        return ""
    heads = ["".join(words[:place]).rstrip(" ,\u00a0") for place in range(1, len(words) + 1, 2)]
    return next((head for fits in (has_initials, may_be) for head in heads if fits(head, acronym)), "")


def same_sense(one: str, other: str) -> bool:
    """The same words without plurals and small words; words of one root count as one (sociale, sociétale; organising, organizing)."""
    left, right = ({word.rstrip("s") for word in words_of(spelt_out(each)) if word not in SMALL} for each in (one, other))
    if left == right or (len(left & right) >= 2 and len(left ^ right) <= 1):
        return True
    mine, theirs = left - right, right - left
    return bool(left & right) and len(mine) == len(theirs) == 1 and are_akin(mine.pop(), theirs.pop())


def spelt_out(phrase: str) -> str:
    return " ".join(KNOWN[word.upper()][0] if word.upper() in KNOWN else word for word in words_of(phrase))


def are_akin(one: str, other: str) -> bool:
    return one[:ROOT] == other[:ROOT] and OSA.distance(one, other, score_cutoff=2) <= 2


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
