"""Between the team's list of people who could step in and its spreadsheet: countries and paths are known here."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from essaim.forum.actions.stand_in import StandInFacts
from essaim.forum.interchange.findings import Finding, Place
from essaim.forum.interchange.stand_in_reader import StandInRow, read_stand_ins
from essaim.forum.interchange.stand_in_writer import csv_stand_ins, write_stand_ins
from essaim.forum.models import Edition, StandIn
from essaim.forum.queries.stand_ins import read_spans, stand_ins_of
from essaim.registry.models import Territory
from essaim.registry.names import folded, spellings


@dataclass(frozen=True, slots=True)
class Read:
    """What a list would bring, and what was not understood."""

    facts: tuple[StandInFacts, ...]
    rows: tuple[StandInRow, ...]
    """Those of `refused` last."""
    findings: tuple[Finding, ...]
    refused: tuple[StandInFacts, ...] = ()
    """Whose visa is refused: off our list, when they are in it."""


def read_list(edition: Edition, content: bytes, days: list[date]) -> Read:
    """Two statements. Raises UnreadableSchedule."""
    reading = read_stand_ins(content, days=days, zone=edition.zone)
    paths = {path.letter.upper(): path for path in edition.paths.all()}
    countries = countries_by_word()

    def facts_of(row: StandInRow) -> StandInFacts:
        country = countries.get(row.country.upper()) or countries.get(folded(row.country))
        if row.country and country is None:
            reading.unknown_country(row)
        strange = [letter for letter in row.paths if letter.upper() not in paths]
        for letter in strange:
            reading.unknown_path(row, letter)
        if row.email and not is_address(row.email):
            reading.no_address(row)
        return StandInFacts(
            outside_id=row.outside_id,
            name=row.name,
            email=row.email if is_address(row.email) else "",
            organisation_name=row.organisation,
            country=country,
            paths=[paths[letter.upper()] for letter in row.paths if letter.upper() in paths],
            languages=list(row.languages),
            free=[[start.isoformat(), end.isoformat()] for start, end in row.free],
            visa=row.visa,
        )

    facts, refused = (tuple(map(facts_of, rows)) for rows in (reading.rows, reading.refused))
    return Read(facts, (*reading.rows, *reading.refused), reading.told(), refused)


def is_address(email: str) -> bool:
    """One the outbox can write to."""
    try:
        validate_email(email)
    except ValidationError:
        return False
    return True


def countries_by_word() -> dict[str, Territory]:
    """By code and by every name: one statement."""
    rows = Territory.objects.filter(scheme=Territory.Scheme.ISO, level=Territory.Level.COUNTRY)
    found: dict[str, Territory] = {}
    for row in rows:
        found[row.code.upper()] = row
        for name in spellings(row.name):
            found.setdefault(folded(name), row)
    return found


def written_list(edition: Edition, headers: str) -> bytes:
    """Two statements."""
    return write_stand_ins([as_row(row, edition.zone) for row in stand_ins_of(edition)], headers=headers, zone=edition.zone)


def written_model(edition: Edition, headers: str) -> bytes:
    return write_stand_ins([], headers=headers, zone=edition.zone)


def handed_on(edition: Edition, rows: tuple[StandInRow, ...]) -> str:
    """The rows as text, to be taken over once somebody has seen them: nothing is kept meanwhile."""
    return csv_stand_ins(rows, zone=edition.zone)


def as_row(row: StandIn, zone: ZoneInfo) -> StandInRow:
    return StandInRow(
        name=row.name,
        place=Place(),
        outside_id=row.outside_id,
        email=row.email,
        organisation=row.organisation_name,
        country=row.country.code if row.country else "",
        paths=tuple(sorted(path.letter for path in row.paths.all())),
        languages=tuple(row.languages),
        free=tuple((start.astimezone(zone), end.astimezone(zone)) for start, end in read_spans(row.free)),
        visa=row.visa,
    )
