"""A session said to be in several languages without interpretation."""

import re
from collections.abc import Iterator, Sequence

from essaim.forum.proofreading.finding import Announced, Certainty, Facts, Finding
from essaim.forum.proofreading.words import folded

TRILINGUAL = re.compile(
    r"\b(?:trilingue?s?|trilingual|trilingües?|(?:en|in) (?:trois|three|tres) (?:langues|languages|idiomas|lenguas)|multilingue?s?|multilingual|multilingües?)\b",
    re.IGNORECASE,
)
NONE = re.compile(
    r"\b(?:sans (?:interprétation|traduction)|pas d['’](?:interprétation|traduction)|(?:non|not) interprét\w+|ni interprétation|no (?:simultaneous )?(?:interpretation|translation)|without"
    r" (?:simultaneous )?(?:interpretation|translation)|not interpreted|sin (?:interpretación|traducción)|no (?:hay|habrá) (?:interpretación|traducción)|no interpretad\w+"
    r"|en français uniquement|uniquement en français|in (?:french|english|spanish) only|(?:french|english|spanish) only|en anglais uniquement|únicamente en (?:francés|inglés|español)"
    r"|solo en (?:francés|inglés|español)|sólo en (?:francés|inglés|español))\b",
    re.IGNORECASE,
)
GIVEN = re.compile(
    r"\b(?:interprét\w+|traduction simultanée|traduit\w*|interpretation|interpreted|simultaneous translation|interpretación|interpretad\w+|traducción simultánea|interprètes?|interpreters?|intérpretes?"
    r"|cabines?|booths?|cabinas?|casques?|headsets?)\b",
    re.IGNORECASE,
)
PARAGRAPH = re.compile(r"\n\s*\n")
ENOUGH = 3


def check_interpretation(texts: Sequence[str], facts: Facts) -> Iterator[Finding]:
    for number, text in enumerate(texts):
        for match in TRILINGUAL.finditer(text):
            start, end = paragraph_at(text, match.start())
            around = text[start:end]
            session = session_in(around, facts)
            if session and not is_multilingual(session):
                yield said(match, number, "trilingual_without_interpretation", Certainty.SURE, session)
            elif not session and NONE.search(around):
                yield said(match, number, "trilingual_and_not", Certainty.SURE)
            elif not session and not GIVEN.search(around):
                yield said(match, number, "trilingual_unexplained", Certainty.LOOK)
        for session in facts.sessions:
            yield from interpreted_though_not(text, number, session)


def paragraph_at(text: str, at: int) -> tuple[int, int]:
    """The list item or paragraph it stands in: a blank line or a line with a bullet or hour begins another."""
    breaks = [0, *(match.end() for match in re.finditer(r"\n\s*\n|\n(?=\s*(?:[-–•*]|\d{1,2}\s?[:hH]))", text)), len(text)]
    start = max(each for each in breaks if each <= at)
    return start, min(each for each in breaks if each > at)


def session_in(around: str, facts: Facts) -> Announced | None:
    plain = folded(around)
    named = [one for one in facts.sessions if any(len(title) > 7 and folded(title) in plain for title in one.titles)]
    return max(named, key=lambda one: max(map(len, one.titles)), default=None)


def is_multilingual(session: Announced) -> bool:
    """Understood in three languages: spoken all at once by rule of the house, or interpreted."""
    return len({*session.interpreted}) >= ENOUGH or (bool(session.interpreted) and len({*session.spoken, *session.interpreted}) >= ENOUGH)


def interpreted_though_not(text: str, number: int, session: Announced) -> Iterator[Finding]:
    """The notice names the session and promises interpretation in its paragraph; its fields have none."""
    if session.interpreted:
        return
    for title in session.titles:
        at = folded(text).find(folded(title)) if len(title) > 7 else -1
        if at < 0 or len(folded(text)) != len(text):
            continue
        start, end = paragraph_at(text, at)
        around = text[start:end]
        match = GIVEN.search(around)
        if match and not NONE.search(around) and not TRILINGUAL.search(around):
            yield Finding(
                code="interpretation_not_planned",
                start=start + match.start(),
                end=start + match.end(),
                quoted=match[0],
                facts={"session": title, "spoken": list(session.spoken)},
                certainty=Certainty.LIKELY,
                text=number,
            )
        return


def said(match: re.Match[str], number: int, code: str, certainty: Certainty, session: Announced | None = None) -> Finding:
    facts: dict[str, object] = {}
    if session:
        facts = {
            "session": session.titles[0] if session.titles else session.key,
            "spoken": list(session.spoken),
            "interpreted": list(session.interpreted),
        }
    return Finding(code=code, start=match.start(), end=match.end(), quoted=match[0], facts=facts, certainty=certainty, text=number)
