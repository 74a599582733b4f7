"""Entries as CSV and XLSX: our columns, then the call's questions. Every cell is a text; none can run."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from essaim.call.sheets.cells import write_answer
from essaim.call.sheets.columns import MARKS, PERSONAL, SHEET
from essaim.call.sheets.entry import Entry, Form, Question
from essaim.call.sheets.headers import header_of
from essaim.forum.interchange.cells import guarded, parts_of, write_list, write_record
from essaim.forum.interchange.columns import LANGUAGES, Column, header
from essaim.forum.interchange.table_writer import Table
from essaim.forum.interchange.texts import FORBIDDEN
from essaim.forum.interchange.xlsx_writer import workbook_bytes

BOM = "\ufeff"
"""Without it Excel takes UTF-8 for its own code page."""
NEVER_PUBLIC = PERSONAL | {"state", "outside_id", "postcode", "description", "consent"}
YES_NO = {True: "yes", False: "no", None: ""}


@dataclass(frozen=True, slots=True)
class Part:
    """One column to be written: its header and what stands in each row."""

    header: str
    cells: tuple[str, ...]
    is_always: bool


def write_csv(form: Form, entries: Sequence[Entry], *, language: str, personal: bool, public: bool = False) -> bytes:
    """`personal` false leaves out what is personal; `public` also what is the team's own."""
    table = table_of(form, entries, language=language, personal=personal, public=public)
    out = StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(guarded(text) for text in table.headers)
    writer.writerows([guarded(text) for text in row] for row in table.rows)
    return (BOM + out.getvalue()).encode()


def write_xlsx(form: Form, entries: Sequence[Entry], *, language: str, personal: bool) -> bytes:
    return workbook_bytes([table_of(form, entries, language=language, personal=personal)], language)


def table_of(form: Form, entries: Sequence[Entry], *, language: str, personal: bool, public: bool = False) -> Table:
    at = LANGUAGES.index(language)
    hidden = NEVER_PUBLIC if public else frozenset() if personal else PERSONAL
    parts = [part for column in SHEET.columns if column.key not in hidden for part in column_parts(column, form, entries, at)]
    for question in form.questions:
        if (personal or not question.is_personal) and (not public or question.is_public):
            parts += question_parts(question, entries, at)
    kept = [part for part in parts if part.is_always or any(part.cells)]
    rows = tuple(zip(*(part.cells for part in kept), strict=True)) if entries else ()
    return Table(SHEET, tuple(part.header for part in kept), rows)


def column_parts(column: Column, form: Form, entries: Sequence[Entry], at: int) -> Iterator[Part]:
    language = LANGUAGES[at]
    if not column.texts:
        name = header(column, language) + (f" ({MARKS[at]})" if column.key in PERSONAL else "")
        yield from in_parts(name, [cell_of(column.key, entry) for entry in entries], is_always=column.always)
        return
    used = {code for entry in entries for code in getattr(entry, column.key)}
    for code in [*form.languages, *sorted(used - set(form.languages))]:
        cells = [safe(getattr(entry, column.key).get(code, "")) for entry in entries]
        yield from in_parts(header(column, language, code), cells, is_always=column.always)


def question_parts(question: Question, entries: Sequence[Entry], at: int) -> Iterator[Part]:
    name = header_of(question) + (f" ({MARKS[at]})" if question.is_personal else "")
    yield from in_parts(name, [safe(write_answer(question, entry.answers.get(question.slug))) for entry in entries], is_always=True)


def in_parts(name: str, cells: Sequence[str], *, is_always: bool) -> Iterator[Part]:
    """A text longer than a cell may be goes on in a further column."""
    pieces = [parts_of(cell) for cell in cells]
    for part in range(max(map(len, pieces), default=1)):
        texts = tuple(one[part] if part < len(one) else "" for one in pieces)
        yield Part(name if part == 0 else f"{name} ({part + 1})", texts, is_always and part == 0)


def cell_of(key: str, entry: Entry) -> str:
    lead = next((one for one in entry.organisations if one.is_lead), None)
    leads = {"lead_kind": "kind", "lead_status": "status", "lead_country": "country", "postcode": "postcode", "town": "town"}
    if key in leads:
        return safe(getattr(lead, leads[key])) if lead else ""
    author = next((one for one in entry.people if one.role == "author"), None)
    contact = next((one for one in entry.people if one.role == "contact"), None)
    values: Mapping[str, str] = {
        "number": "" if entry.number is None else str(entry.number),
        "is_synthetic": "yes" if entry.is_synthetic else "",
        "goals": write_list(entry.goals),
        "spoken": write_list(entry.spoken),
        "audience": "" if entry.audience is None else str(entry.audience),
        "lead": write_list(one.name for one in entry.organisations if one.is_lead),
        "partners": write_list(one.name for one in entry.organisations if not one.is_lead),
        "speakers": "\n".join(write_record([one.name, one.organisation, one.country]) for one in entry.people if one.role == "speaker"),
        "contact_name": contact.name if contact else "",
        "contact_email": contact.email if contact else "",
        "contact_phone": contact.phone if contact else "",
        "author_name": author.name if author else "",
        "author_email": author.email if author else "",
        "consent": YES_NO[entry.consent],
    }
    return safe(values[key] if key in values else str(getattr(entry, key)))


def safe(text: str) -> str:
    return FORBIDDEN.sub("", text)
