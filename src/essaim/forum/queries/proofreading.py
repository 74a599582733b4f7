"""What proofreading reads of an edition: what is known beside a notice, and every text and field of the programme before a release."""

import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations
from threading import Lock

from django.db.models import Prefetch, Q
from i18nfield.strings import LazyI18nString
from rapidfuzz.distance import OSA

from essaim.forum.models import Appearance, Edition, Session, Slot
from essaim.forum.proofreading import Announced, Certainty, Facts, Finding, Known, check_placed, proofread_texts
from essaim.forum.proofreading.acronyms import KNOWN
from essaim.forum.proofreading.names import are_one
from essaim.forum.proofreading.words import folded as as_compared
from essaim.registry.models import Organisation, Person
from essaim.registry.names import folded, spellings

TEXTS = (*Session.TEXTS, "note")
ABOUT_IT = ("title", "subtitle", "summary", "description")
"""Texts whose days are the session's own; a note may tell of others."""
TRANSLATED = ("title", "summary")
"""What readers of every language of the edition should find in theirs."""
TRILINGUAL, LONG_NAME = 3, 8


def facts_of(edition: Edition | None, *, published: date | None = None, registry: bool = True) -> Facts:
    """What is known beside a text. Six statements; without an edition two. `registry`: everybody of the registry, not the edition's people alone."""
    people = known_people(edition, registry=registry)
    if edition is None:
        return Facts(published=published, people=people)
    return Facts(
        published=published,
        first_day=edition.starts_on,
        last_day=edition.ends_on,
        zone=edition.time_zone,
        people=people,
        acronyms=known_acronyms(edition),
        sessions=announced(edition.sessions.exclude(state=Session.State.CANCELLED)),
    )


def known_people(edition: Edition | None, *, registry: bool) -> tuple[Known, ...]:
    """Real people for a real edition; for an invented one the invented and the real, who may well be named. Two statements.

    Other spellings count as known unless they are a letter or two from the name itself: two of these in what goes out are what is looked for.
    """
    rows = Person.objects.order_by("pk")
    if not (edition and edition.is_fictional):
        rows = rows.filter(is_fictional=False)
    if edition is not None and not registry:
        rows = rows.filter(appearances__session__edition=edition).distinct()
    return tuple(
        Known(name=row.name, spellings=tuple(one.name for one in row.other_names.all() if not are_one(plain(one.name), plain(row.name))))
        for row in rows.prefetch_related("other_names")
    )


def plain(name: str) -> str:
    return as_compared(name).replace("-", " ")


def known_acronyms(edition: Edition) -> dict[str, tuple[str, ...]]:
    """Of the organisations with a part in the edition; the field's own come first. Two statements."""
    here = (
        Q(partnerships__edition=edition)
        | Q(led_paths__edition=edition)
        | Q(involvements__session__edition=edition)
        | Q(appearances__session__edition=edition)
    )
    found: dict[str, tuple[str, ...]] = {}
    for row in Organisation.objects.filter(here).exclude(acronym="").distinct().order_by("pk").prefetch_related("other_names"):
        acronym = row.acronym.upper()
        meanings = (*spellings(row.name), *(one.name for one in row.other_names.all()))
        found[acronym] = (*found.get(acronym, KNOWN.get(acronym, ())), *meanings)
    return found


def announced(sessions: Iterable[Session]) -> tuple[Announced, ...]:
    return tuple(
        Announced(key=row.code, titles=tuple(spellings(row.title)), spoken=tuple(row.spoken), interpreted=tuple(row.interpreted))
        for row in sessions
    )


# --- the programme before a release ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of the programme, and where it is written."""

    text: str
    language: str
    field: str
    """The model's name of it."""
    session: Session | None = None
    """None: of the edition itself."""
    days: tuple[date, ...] = ()
    """On which the draft places the session."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something about a session's fields."""

    code: str
    session: Session
    facts: dict[str, object]
    certainty: Certainty = Certainty.LIKELY


@dataclass(frozen=True, slots=True)
class Untranslated:
    """Sessions whose title or summary is not there in one of the edition's languages."""

    field: str
    language: str
    sessions: tuple[Session, ...]


@dataclass(frozen=True, slots=True)
class Proofread:
    """What there is to look at before a release."""

    passages: int
    found: tuple[tuple[Passage, Finding], ...] = ()
    doubts: tuple[Doubt, ...] = ()
    untranslated: tuple[Untranslated, ...] = ()
    by_certainty: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return len(self.found) + len(self.doubts)

    @property
    def sure(self) -> int:
        return self.by_certainty.get(Certainty.SURE, 0)


def proofread_edition(edition: Edition) -> Proofread:
    """Texts, people, languages and interpretation of the accepted sessions, and the edition's own texts. Nine statements.

    Texts are read once: for the same ones the findings are kept in the process.
    """
    people = Prefetch("appearances", Appearance.objects.select_related("person"))
    drafted = Prefetch("slots", Slot.objects.filter(version__number=None).select_related("room"), to_attr="drafted")
    rows = edition.sessions.filter(state=Session.State.ACCEPTED).select_related("format", "edition").prefetch_related(people, drafted)
    sessions = list(rows.order_by("pk"))
    passages = list(passages_of(edition, sessions))
    facts = Facts(
        first_day=edition.starts_on,
        last_day=edition.ends_on,
        zone=edition.time_zone,
        people=known_people(edition, registry=False),
        acronyms=known_acronyms(edition),
        sessions=announced(sessions),
    )
    found = tuple((passages[one.text], one) for one in kept_findings(passages, facts))
    doubts = tuple(doubt for session in sessions for doubt in doubts_about(session)) + tuple(doubled_people(sessions))
    grades = [finding.certainty for _, finding in found] + [doubt.certainty for doubt in doubts]
    counts = {grade.value: grades.count(grade) for grade in Certainty}
    return Proofread(len(passages), found, doubts, tuple(untranslated(edition, sessions)), counts)


def passages_of(edition: Edition, sessions: Sequence[Session]) -> Iterator[Passage]:
    for name in ("name", "theme", "description", "place", "entry"):
        yield from said(getattr(edition, name), name, None, edition.languages)
    for path in edition.paths.all():
        for name in ("name", "summary"):
            yield from said(getattr(path, name), name, None, edition.languages)
    for session in sessions:
        for name in TEXTS:
            yield from said(getattr(session, name), name, session, edition.languages, placed_on(session))


def placed_on(session: Session) -> tuple[date, ...]:
    return tuple(sorted({slot.day for slot in session.drafted if slot.day}))  # type: ignore[attr-defined]


def said(
    value: LazyI18nString | str, name: str, session: Session | None, languages: Sequence[str], days: tuple[date, ...] = ()
) -> Iterator[Passage]:
    data = value.data if isinstance(value, LazyI18nString) else value
    texts = data if isinstance(data, dict) else {languages[0] if languages else "": str(data or "")}
    for language, text in texts.items():
        if text and text.strip():
            yield Passage(text, language.partition("-")[0], name, session, days)


KEPT_LAST = 12
_kept: OrderedDict[str, list[Finding]] = OrderedDict()
_lock = Lock()


def kept_findings(passages: Sequence[Passage], facts: Facts) -> list[Finding]:
    """The same texts and facts give the same findings: those of the last dozen programmes are kept."""
    key = hashlib.sha256(repr((passages_key(passages), facts)).encode()).hexdigest()
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    found = proofread_texts([one.text for one in passages], languages=[one.language for one in passages], facts=facts, versions=False)
    found = sorted([*found, *other_days(passages, facts)], key=lambda one: one.key)
    with _lock:
        _kept[key] = found
        while len(_kept) > KEPT_LAST:
            _kept.popitem(last=False)
    return found


def other_days(passages: Sequence[Passage], facts: Facts) -> Iterator[Finding]:
    """A session's text names another day than the one it is placed on, or one outside the edition."""
    for number, one in enumerate(passages):
        if one.session and one.field in ABOUT_IT:
            yield from (replace(found, text=number) for found in check_placed(one.text, one.language, facts, one.days))


def passages_key(passages: Sequence[Passage]) -> list[tuple[str, str, str, int | None, tuple[date, ...]]]:
    return [(one.text, one.language, one.field, one.session.pk if one.session else None, one.days) for one in passages]


def doubts_about(session: Session) -> Iterator[Doubt]:
    """Its languages against its format's rule, its room's booths and what it says of itself."""
    format_, spoken, interpreted = session.format, session.spoken, session.interpreted
    if format_ and format_.is_interpreted is False and interpreted:
        yield Doubt("interpreted_against_rule", session, {"format": format_.name, "languages": interpreted})
    if format_ and format_.is_interpreted and not interpreted and len(spoken) < TRILINGUAL:
        yield Doubt("rule_without_interpretation", session, {"format": format_.name, "languages": spoken})
    if len(set(spoken)) >= TRILINGUAL and not interpreted:
        yield Doubt("trilingual_fields", session, {"languages": spoken}, Certainty.LOOK)
    slot = session.drafted[0] if session.drafted else None  # type: ignore[attr-defined]
    needed = len(set(interpreted) - set(spoken[:1]))
    if slot and slot.room and slot.room.booths is not None and slot.room.booths < needed:
        facts = {"room": slot.room.name, "booths": slot.room.booths, "needed": needed}
        yield Doubt("booths_too_few", session, facts, Certainty.SURE)


def doubled_people(sessions: Sequence[Session]) -> Iterator[Doubt]:
    """Two people of the programme a letter apart, and names printed otherwise than the registry knows them."""
    first: dict[int, tuple[Person, Session]] = {}
    for session in sessions:
        for row in session.appearances.all():
            first.setdefault(row.person_id, (row.person, session))
    named = [(folded(person.name), person, session) for person, session in first.values()]
    for (one, left, _), (other, right, session) in combinations(named, 2):
        if len(one) > LONG_NAME and abs(len(one) - len(other)) <= 1 and OSA.distance(one, other, score_cutoff=1) == 1:
            yield Doubt("people_alike", session, {"name": right.name, "other": left.name}, Certainty.LOOK)


def untranslated(edition: Edition, sessions: Sequence[Session]) -> Iterator[Untranslated]:
    """A text that is in no language is another matter: nothing is said of it here."""
    for name in TRANSLATED:
        for language in edition.languages:
            lacking = [session for session in sessions if is_lacking(getattr(session, name), language)]
            if lacking:
                yield Untranslated(name, language, tuple(lacking))


def is_lacking(value: LazyI18nString | str, language: str) -> bool:
    data = value.data if isinstance(value, LazyI18nString) else value
    if not isinstance(data, dict):
        return False
    return any(data.values()) and not data.get(language)
