"""Proofreading of notices and programmes: what cannot be so, where it stands, and what it should probably be.

A pure library: texts and facts in, findings out; no Django, no network, no rows. Checks weekdays against dates, hours against zones, zone names
against summer time, spellings of names, acronyms in two senses, sessions said to be in several languages, links, slips. French, English, Spanish.
Made to be silent where it cannot know: a date without a year that nothing gives is not judged.
"""

from collections.abc import Sequence

from essaim.forum.proofreading.acronyms import check_acronyms
from essaim.forum.proofreading.dates import mentions_of
from essaim.forum.proofreading.finding import Announced, Certainty, Facts, Finding, Known
from essaim.forum.proofreading.hours import check_hours
from essaim.forum.proofreading.interpretation import check_interpretation
from essaim.forum.proofreading.names import check_names
from essaim.forum.proofreading.placed import check_placed
from essaim.forum.proofreading.places import offset_of
from essaim.forum.proofreading.slips import check_slips, links_in
from essaim.forum.proofreading.versions import check_versions
from essaim.forum.proofreading.weekdays import check_weekdays
from essaim.forum.proofreading.words import language_of

MOST_VERSIONS = 3
__all__ = [
    "Announced",
    "Certainty",
    "Facts",
    "Finding",
    "Known",
    "check_placed",
    "language_of",
    "links_in",
    "offset_of",
    "proofread",
    "proofread_texts",
]


def proofread(text: str, *, language: str = "", facts: Facts | None = None) -> list[Finding]:
    """What is to be looked at in one text, in its order.

    `language`: fr, en or es; empty: recognised. Offsets are code points into `text`.

    >>> [finding.code for finding in proofread("Rendez-vous mercredi 11 octobre 2024.")]
    ['weekday_date']
    """
    return proofread_texts([text], languages=[language], facts=facts)


def proofread_texts(
    texts: Sequence[str], *, languages: Sequence[str] = (), facts: Facts | None = None, versions: bool | None = None
) -> list[Finding]:
    """Several texts that go out together (a notice in three languages, a programme): names and acronyms are compared across them, too.

    `versions`: the texts are one notice in several languages, and their days, hours and languages are compared. None: so if there are two or three.
    """
    known = facts or Facts()
    given = [*languages, *[""] * len(texts)][: len(texts)]
    said = [code or language_of(text, "fr") for code, text in zip(given, texts, strict=True)]
    found: dict[tuple[int, int, int, str], Finding] = {}
    days = [mentions_of(text, language, known) for text, language in zip(texts, said, strict=True)]
    for number, (text, language, mentions) in enumerate(zip(texts, said, days, strict=True)):
        for finding in (*check_weekdays(text, mentions, language), *check_hours(text, mentions, known), *check_slips(text)):
            placed = in_text(finding, number)
            found.setdefault(placed.key, placed)
    for finding in (*check_names(texts, known), *check_acronyms(texts, said, known), *check_interpretation(texts, known)):
        found.setdefault(finding.key, finding)
    if versions or (versions is None and len(texts) <= MOST_VERSIONS):
        for finding in check_versions(texts, said, days):
            found.setdefault(finding.key, finding)
    return sorted(found.values(), key=lambda finding: finding.key)


def in_text(finding: Finding, number: int) -> Finding:
    from dataclasses import replace

    return replace(finding, text=number) if number else finding
