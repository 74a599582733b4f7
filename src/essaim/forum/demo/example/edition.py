"""The "Forum d'exemple": made up, at full size, the same at every load but for its days."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from essaim.forum.demo.example.cast import Member, members, organisation_slug
from essaim.forum.demo.example.changes import pending_moves, releases
from essaim.forum.demo.example.sessions import appearance, path_sessions
from essaim.forum.demo.example.timetable import Timetable
from essaim.forum.demo.example.words import CastOrganisation, Words, example_words
from essaim.forum.demo.facts import AppearanceFact, EditionFact, PartnerFact, PathFact, PhotoFact, PlaceFact, SessionFact

SEED = 2027
CREDIT = "Essaim (dessin de programme)"
PLENARY_CREW = ("moderator", "speaker", "speaker", "speaker")


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """Whom the registry must know first."""

    organisations: tuple[CastOrganisation, ...]
    members: tuple[Member, ...]


def example_edition(middle: date | None = None) -> tuple[Company, EditionFact]:
    """Who is in it, and the edition. `middle` becomes its second day; without it the frame's own fixed days stand."""
    words = example_words()
    chance = random.Random(SEED)  # noqa: S311 a made-up programme, no secret
    everybody = members(words.cast, chance)
    timetable = Timetable(words.frame, chance)
    fixed = fixed_sessions(words, everybody, timetable)
    topical = path_sessions(words, everybody, timetable)
    sessions, history = releases([*fixed, *follow_up(topical)], timetable, words.texts.releases)
    edition = replace(
        words.frame,
        paths=paths(words),
        partners=partners(words),
        sessions=tuple(sessions),
        releases=history,
        pending=pending_moves(sessions, timetable),
        photos=photos(words),
        reports=(replace(words.texts.report, people=tuple(member.slug for member in everybody[:3])),),
    )
    company = Company(organisations=(*words.cast.partners, *words.cast.others), members=tuple(everybody))
    return company, shifted(edition, middle) if middle else edition


def paths(words: Words) -> tuple[PathFact, ...]:
    """Each led by two partners."""
    partner = [organisation_slug(row) for row in words.cast.partners]
    return tuple(
        PathFact(
            letter=path.letter,
            name=path.name,
            summary=path.summary,
            leads=(partner[2 + number], partner[15 + number]),
            where=path.where,
        )
        for number, path in enumerate(words.paths)
    )


def partners(words: Words) -> tuple[PartnerFact, ...]:
    return tuple(PartnerFact(organisation=organisation_slug(row), role=row.role, where=row.where) for row in words.cast.partners)


def fixed_sessions(words: Words, everybody: Sequence[Member], timetable: Timetable) -> list[SessionFact]:
    """The frame's sessions, with people on the plenary stage and a host for visits; these hours lie outside the blocks or are made busy."""
    descriptions = {row.format: row.text for row in words.texts.descriptions}
    found = []
    for session in words.frame.sessions:
        people: tuple[AppearanceFact, ...] = ()
        if session.format.startswith("pleniere") or session.format == "remise-de-prix":
            people = tuple(appearance(member, role) for member, role in zip(timetable.draw(None, everybody, 4), PLENARY_CREW, strict=True))
        found.append(replace(session, people=people, description=descriptions.get(session.format, {})))
    return found


def follow_up(sessions: Sequence[SessionFact]) -> list[SessionFact]:
    """A path's first workshop goes on from its first round table where it comes later."""
    found = list(sessions)
    for letter in sorted({session.paths[0] for session in sessions}):
        of_path = [session for session in sessions if session.paths[0] == letter]
        table = first_of("table-ronde", of_path)
        workshop = first_of("atelier", of_path)
        if table and workshop and hour_of(table) < hour_of(workshop):
            found[found.index(workshop)] = replace(workshop, follows=table.code)
    return found


def first_of(kind: str, sessions: Sequence[SessionFact]) -> SessionFact | None:
    return min((session for session in sessions if session.format == kind), key=hour_of, default=None)


def hour_of(session: SessionFact) -> tuple[str, str]:
    return str(session.place.day or "9"), str(session.place.start or "")


def photos(words: Words) -> tuple[PhotoFact, ...]:
    return tuple(
        PhotoFact(drawing=number, alt=alt, credit=CREDIT, caption=words.texts.caption)
        for number, alt in enumerate(words.texts.drawings, start=1)
    )


def shifted(edition: EditionFact, middle: date) -> EditionFact:
    """All days moved together."""
    by = middle - (edition.starts_on + timedelta(days=1))
    return replace(
        edition,
        starts_on=edition.starts_on + by,
        ends_on=edition.ends_on + by,
        sessions=tuple(replace(row, place=moved(row.place, by)) for row in edition.sessions),
        releases=tuple(
            replace(release, moved=tuple(replace(move, to=moved(move.to, by)) for move in release.moved)) for release in edition.releases
        ),
        pending=tuple(replace(move, to=moved(move.to, by)) for move in edition.pending),
    )


def moved(place: PlaceFact, by: timedelta) -> PlaceFact:
    return replace(place, day=place.day + by) if place.day else place
