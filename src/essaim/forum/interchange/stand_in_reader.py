"""The spreadsheet of people who could step in, read with located findings. For a team alone: it holds addresses."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from essaim.forum.interchange.errors import UnreadableSchedule
from essaim.forum.interchange.findings import Finding, Findings, Place
from essaim.forum.interchange.grids import Grid, Row, header_row, read_rows
from essaim.forum.interchange.languages import read_languages
from essaim.forum.interchange.sheet_files import grids_of
from essaim.forum.interchange.stand_in_columns import REFUSED, SHEET, VISAS
from essaim.forum.interchange.stand_in_hours import pieces, spans_in
from essaim.forum.interchange.texts import one_line

MAIL = re.compile(r"[^\s@<>()\"',;]+@[^\s@<>()\"',;]+\.[^\s@<>()\"',;.]{2,}")


@dataclass(frozen=True, slots=True)
class StandInRow:
    """One person as the sheet has them: codes where it was understood, nothing where it was not."""

    name: str
    place: Place
    outside_id: str = ""
    email: str = ""
    organisation: str = ""
    country: str = ""
    """As written; the caller knows the countries."""
    paths: tuple[str, ...] = ()
    """Letters as written."""
    languages: tuple[str, ...] = ()
    free: tuple[tuple[datetime, datetime], ...] = ()
    visa: str = ""
    cells: Mapping[str, Place] = field(default_factory=dict, compare=False)
    """Where what the caller judges stands: "country", "paths", "email"."""

    def at(self, key: str) -> Place:
        return self.cells.get(key, self.place)


@dataclass(frozen=True, slots=True)
class StandInReading:
    rows: tuple[StandInRow, ...]
    findings: Findings
    refused: tuple[StandInRow, ...] = ()
    """Whose visa is refused: they cannot step in, also when the list had them before."""

    def told(self) -> tuple[Finding, ...]:
        return self.findings.all()

    def unknown_path(self, row: StandInRow, letter: str) -> None:
        """For the caller, who knows the edition's paths."""
        self.findings.warning("stand_in_path", row.at("paths"), name=letter, value=letter)

    def unknown_country(self, row: StandInRow) -> None:
        self.findings.warning("stand_in_country", row.at("country"), name=row.country, value=row.country)

    def no_address(self, row: StandInRow) -> None:
        self.findings.warning("stand_in_mail", row.at("email"), name=row.email, value=row.email)


def read_stand_ins(data: bytes, *, days: Sequence[date], zone: ZoneInfo) -> StandInReading:
    """CSV, XLSX or text pasted out of a spreadsheet. `days`: the edition's. Raises UnreadableSchedule when no row names known columns."""
    findings = Findings()
    chosen: tuple[Grid, int] | None = None
    grids = grids_of(data, SHEET, findings)
    for grid in grids:
        top = header_row(grid, SHEET)
        if top is not None and has_name(grid, top) and chosen is None:
            chosen = grid, top
    if chosen is None:
        shown = next((", ".join(text for text in row if text) for grid in grids for row in grid.rows if any(row)), "")
        raise UnreadableSchedule("stand_ins_header_missing" if shown else "empty", value=shown[:120])
    rows: list[StandInRow] = []
    refused: list[StandInRow] = []
    grid, top = chosen
    for row in read_rows(grid, SHEET, top, findings):
        made = person_of(row, days, zone, findings)
        if made and made.visa == REFUSED:
            findings.error("stand_in_refused", made.place, name=made.name, value=row.text("visa"))
            refused.append(made)
        elif made and not is_twice(made, rows, findings):
            rows.append(made)
    return StandInReading(tuple(rows), findings, tuple(refused))


def has_name(grid: Grid, top: int) -> bool:
    found = (SHEET.column(text) for text in grid.rows[top])
    return any(told is not None and told[0].key == "name" for told in found)


def person_of(row: Row, days: Sequence[date], zone: ZoneInfo, findings: Findings) -> StandInRow | None:
    name = one_line(row.text("name"))
    if not name:
        findings.error("stand_in_without_name", row.place, value="; ".join(filter(None, (row.text("email"), row.text("organisation")))))
        return None
    return StandInRow(
        name=name[:200],
        place=row.place,
        outside_id=one_line(row.text("id"))[:200],
        email=email_of(row, findings),
        organisation=one_line(row.text("organisation"))[:300],
        country=one_line(row.text("country")),
        paths=tuple(letter.strip() for letter in re.split(r"[;,/\s]+", row.text("paths")) if letter.strip()),
        languages=languages_of(row, findings),
        free=free_of(row, days, zone, findings),
        visa=visa_of(row, findings),
        cells={key: row.at(key) for key in ("country", "paths", "email")},
    )


def is_twice(made: StandInRow, rows: Iterable[StandInRow], findings: Findings) -> bool:
    """The same identifier or address again: the first stands."""
    for other in rows:
        same_id = made.outside_id and made.outside_id == other.outside_id
        same_mail = made.email and made.email == other.email
        if same_id or same_mail:
            findings.error("stand_in_twice", made.place, name=made.name, value=made.outside_id if same_id else made.email)
            return True
    return False


def email_of(row: Row, findings: Findings) -> str:
    text = one_line(row.text("email"))
    if not text:
        return ""
    match = MAIL.search(text)
    if not match:
        findings.warning("stand_in_mail", row.at("email"), name=text, value=text)
        return ""
    return match[0].lower()[:254]


def languages_of(row: Row, findings: Findings) -> tuple[str, ...]:
    codes, strange = read_languages(row.text("languages"))
    for word in strange:
        findings.warning("stand_in_language", row.at("languages"), name=word, value=word)
    return codes


def visa_of(row: Row, findings: Findings) -> str:
    text = one_line(row.text("visa")).lower().rstrip(".")
    if not text or text in VISAS:
        return VISAS.get(text, "")
    findings.warning("stand_in_visa", row.at("visa"), name=text, value=text)
    return ""


def free_of(row: Row, days: Sequence[date], zone: ZoneInfo, findings: Findings) -> tuple[tuple[datetime, datetime], ...]:
    """Hours on other days than the edition's are kept, and said."""
    spans: list[tuple[datetime, datetime]] = []
    day: date | None = None
    for text in pieces(row.text("free")):
        told, day_read = spans_in(text, day, days, zone)
        day = day_read or day
        if not told:
            findings.warning("stand_in_hours", row.at("free"), name=text, value=text)
        elif not any(start.date() in days for start, _ in told):
            findings.warning("stand_in_day_outside", row.at("free"), name=text, value=text)
        spans += told
    return tuple(sorted(set(spans)))
