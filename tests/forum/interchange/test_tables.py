"""CSV and XLSX: all sessions, without loss, without formulas; headers in three languages; merged cells and unknown headers located."""

import csv
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO, StringIO
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.forum.interchange import Document, read, write_csv, write_model_xlsx, write_xlsx
from essaim.forum.interchange.cells import guarded, read_list, read_records, unguarded, write_list, write_record
from essaim.forum.interchange.document import Link, Participation, Role, Session, State
from essaim.forum.interchange.session_columns import SESSIONS as SHEET
from essaim.forum.interchange.sheets import ALL
from essaim.forum.interchange.texts import clean, one_line
from tests.forum.interchange.conftest import DATA, codes, reading_of
from tests.forum.interchange.example import ANA, EDITION, FORUM, OPENING, OTHER_ROOM, PARIS, guid

WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
LINE = WORDS.map(one_line)
NAME = LINE.filter(lambda text: bool(text) and "@" not in text)
TEXTS = st.dictionaries(st.sampled_from(["", "fr", "en", "eu", "pt-BR"]), WORDS.map(clean).filter(bool), max_size=3)
LINES = st.dictionaries(st.sampled_from(["", "fr", "ko"]), LINE.filter(bool), max_size=2)
FIRST, LAST = (datetime(year, 1, 1) for year in (1950, 2150))  # noqa: DTZ001 — Hypothesis wants them naive
MOMENT = st.datetimes(FIRST, LAST, timezones=st.just(PARIS)).map(
    lambda moment: moment.replace(microsecond=0).astimezone(UTC).astimezone(PARIS)
)
PEOPLE = st.lists(
    st.builds(
        Participation, name=NAME, role=st.sampled_from(Role), capacity=LINE, organisation=LINE, country=LINE, key=LINE, biography=TEXTS
    ),
    max_size=3,
).map(tuple)
NAMES = st.lists(NAME, max_size=3, unique=True).map(tuple)


@st.composite
def any_session(draw) -> Session:
    start = draw(st.none() | MOMENT)
    lasts = draw(st.none() | st.integers(0, 200_000)) if start else None
    until = (start.astimezone(UTC) + timedelta(seconds=lasts)).astimezone(PARIS) if start and lasts is not None else None
    some_day = st.none() | st.dates(date(1950, 1, 1), date(2150, 1, 1))
    days = st.sampled_from([start.date(), start.date() - timedelta(days=1)]) if start else some_day
    return Session(
        uid=draw(NAME),
        guid=draw(st.uuids()),
        title=draw(LINES),
        subtitle=draw(LINES),
        abstract=draw(TEXTS),
        description=draw(TEXTS),
        people=draw(PEOPLE),
        goals=draw(NAMES),
        organisations=draw(NAMES),
        start=start,
        end=until,
        day=draw(days),
        room=draw(LINE) or None,
        state=draw(st.sampled_from(State)),
        expected_audience=draw(st.none() | st.integers(0, 10**6)),
        sequence=draw(st.integers(0, 99)),
    )


@settings(max_examples=80, deadline=None)
@given(st.lists(any_session(), max_size=3, unique_by=lambda session: session.guid))
def test_csv_holds_any_session_without_loss(sessions: list[Session]) -> None:
    data = write_csv(Document(EDITION, sessions=tuple(sessions))).data

    assert read(data).document.sessions == tuple(sessions)


@settings(max_examples=20, deadline=None)
@given(st.lists(any_session(), max_size=2, unique_by=lambda session: session.guid))
def test_xlsx_holds_any_session_without_loss(sessions: list[Session]) -> None:
    data = write_xlsx(Document(EDITION, sessions=tuple(sessions))).data

    assert read(data).document.sessions == tuple(sessions)


@pytest.mark.parametrize("headers", ["en", "fr", "es"])
def test_workbook_holds_the_whole_document(headers: str) -> None:
    back = read(write_xlsx(FORUM, headers=headers).data).document

    expected = replace(OTHER_ROOM, people=(Participation("dora"),), links=(Link("https://exemple.org/%5Bx%5D%20y"),))
    assert back.sessions == (OPENING, expected, *FORUM.sessions[2:])
    assert (back.edition, back.sites, back.rooms, back.paths, back.formats) == (
        FORUM.edition,
        FORUM.sites,
        FORUM.rooms,
        FORUM.paths,
        FORUM.formats,
    )


@pytest.mark.parametrize("headers", ["en", "fr", "es"])
def test_csv_holds_sessions_and_the_paths_they_are_in(headers: str) -> None:
    back = read(write_csv(FORUM, headers=headers).data).document

    assert back.sessions[0] == OPENING
    assert [session.uid for session in back.sessions] == [session.uid for session in FORUM.sessions]
    assert [session.paths for session in back.sessions] == [session.paths for session in FORUM.sessions]
    assert (back.paths, back.formats) == (FORUM.paths[:2], FORUM.formats)


def test_no_cell_is_a_formula() -> None:
    rows = list(csv.reader(StringIO(write_csv(FORUM).data.decode("utf-8-sig"))))
    book = openpyxl.load_workbook(BytesIO(write_xlsx(FORUM).data))

    assert not [cell for row in rows for cell in row if cell.strip()[:1] in "=+-@" and cell.strip()]
    assert any(cell.startswith("'=1+1") for row in rows for cell in row)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert any(str(cell.value).startswith("=1+1") for cell in cells)


@settings(max_examples=300)
@given(st.text(st.sampled_from("'=+-@ \ta"), max_size=8))
def test_guard_is_undone_and_lets_no_formula_through(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text).lstrip(" \t")[:1] not in set("=+-@")


@settings(max_examples=300)
@given(st.lists(st.text(st.sampled_from("a|;\\\n=x[]"), min_size=1, max_size=8).map(str.strip).filter(bool), max_size=4, unique=True))
def test_list_in_a_cell_is_itself_again(texts: list[str]) -> None:
    assert read_list(write_list(texts)) == tuple(texts)
    assert read_records(write_record(texts)) == ([(texts, {})] if texts else [])


def test_long_text_goes_on_in_a_further_column() -> None:
    rows = list(csv.reader(StringIO(write_csv(FORUM).data.decode("utf-8-sig"))))

    assert [name for name in rows[0] if name.startswith("description")] == ["description [en]", "description [en] (2)"]
    assert max(len(cell) for row in rows for cell in row) < 32_767


def test_workbook_has_no_moment_of_its_own() -> None:
    data = write_xlsx(FORUM).data

    with ZipFile(BytesIO(data)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"1980-01-01T00:00:00Z" in archive.read("docProps/core.xml")
    assert write_xlsx(FORUM).data == data


def test_french_table_is_read_with_located_findings() -> None:
    reading = read((DATA / "schedules" / "seances.csv").read_bytes(), zone="Europe/Paris")

    opening, coffee, ball, someday = reading.document.sessions
    assert (opening.start.isoformat(), opening.end.isoformat()) == ("2025-10-29T09:30:00+01:00", "2025-10-29T10:45:00+01:00")
    assert (opening.spoken, opening.room, opening.site) == (("fr", "en"), "Salle 1", "Palais")
    assert opening.people[0] == Participation("Ana Fictive", Role.MODERATOR, "Maire", "Ville d'Exemple", "FR")
    assert (coffee.day, coffee.start, someday.day) == (date(2025, 10, 29), None, None)
    assert ball.end.isoformat() == "2025-10-31T01:30:00+01:00"
    places = {finding.code: finding.places[0].cell for finding in reading.findings}
    assert (places["header_unknown"], places["private_contact"], places["row_without_title"]) == ("J2", "K2", "A7")
    assert "ana@" not in repr(reading)


def test_spanish_table_is_read_in_its_zone() -> None:
    reading = reading_of(DATA / "schedules" / "sesiones.csv")

    opening, economy, words = reading.document.sessions
    assert opening.title == {"es": "Apertura, con música", "fr": "Ouverture"}
    assert opening.start.isoformat() == "2021-10-04T09:00:00-05:00"
    assert economy.start.isoformat() == "2021-11-01T09:00:00-06:00"
    assert (economy.state, opening.interpreted) == (State.CANCELLED, ("en", "fr"))
    assert (words.day, words.start) == (None, None)
    assert codes(reading)["value_unreadable"] == 4


def workbook(rows: list[list[object]], *, name: str = "Programme", merge: str = "") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = name
    for row in rows:
        sheet.append(row)
    if merge:
        sheet.merge_cells(merge)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_workbook_made_by_hand_with_merged_cells_and_unknown_headers() -> None:
    rows = [
        ["Programme du forum", None, None, None, None],
        ["Titre", "Jour", "Début", "Durée", "Couleur du badge"],
        ["Ouverture", date(2025, 10, 29), time(9, 30), timedelta(minutes=90), "rouge"],
        ["Suite", None, time(11), 45, None],
    ]

    reading = read(workbook(rows, merge="B3:B4"), zone="Europe/Paris")

    first, second = reading.document.sessions
    assert first.start.isoformat() == "2025-10-29T09:30:00+01:00"
    assert first.end - first.start == timedelta(minutes=90)
    assert second.end.isoformat() == "2025-10-29T11:45:00+01:00"
    places = {finding.code: finding.places[0] for finding in reading.findings}
    assert (places["header_unknown"].sheet, places["header_unknown"].cell) == ("Programme", "E2")
    assert places["cells_merged"].cell == "B3:B4"


def test_sheet_that_holds_no_sessions_is_a_finding() -> None:
    book = openpyxl.load_workbook(BytesIO(workbook([["title", "day"], ["A", "2025-10-29"]])))
    book.create_sheet("Budget").append(["poste", "montant"])
    out = BytesIO()
    book.save(out)

    assert [finding.facts["value"] for finding in read(out.getvalue()).findings if finding.code == "sheet_ignored"] == ["Budget"]


@pytest.mark.parametrize("headers", ["en", "fr", "es"])
def test_model_workbook_is_understood_and_explains_every_column(headers: str) -> None:
    data = write_model_xlsx(headers=headers).data

    reading = read(data)
    assert set(codes(reading)) == {"no_session", "zone_missing"}
    book = openpyxl.load_workbook(BytesIO(data))
    explained = list(book.worksheets[-1].iter_rows(min_row=2, values_only=True))
    assert len(explained) == sum(len(sheet.columns) for sheet in ALL)
    assert all(row[2] for row in explained)


@pytest.mark.parametrize("sheet", ALL, ids=lambda sheet: sheet.key)
def test_no_header_names_two_columns(sheet) -> None:
    for column in sheet.columns:
        for name in (column.key, *column.names):
            found = sheet.column(name)
            assert found is not None
            assert found[0] is column, name


@pytest.mark.parametrize(
    ("header", "key", "language", "part"),
    [
        ("Titre [fr]", "title", "fr", 1),
        ("TITRE (Français)", "title", "fr", 1),
        ("título es", "title", "es", 1),
        ("title_en", "title", "en", 1),
        ("description [pt-BR] (2)", "description", "pt-BR", 2),
        ("Heure de début", "start", "", 1),
        ("Résumé", "abstract", "", 1),
    ],
)
def test_header_is_understood(header: str, key: str, language: str, part: int) -> None:
    column, *told = SHEET.column(header)

    assert (column.key, *told) == (key, language, part)


@pytest.mark.parametrize("header", ["Humeur", "title [xx]", "", "[fr]", "day [fr]"])
def test_header_is_not_understood(header: str) -> None:
    assert SHEET.column(header) is None


def test_row_with_a_known_id_keeps_it_when_its_title_changes() -> None:
    data = write_csv(Document(EDITION, sessions=(OPENING,))).data.decode()

    again = read(data.replace("Ouverture & <accueil>", "Un autre titre").encode()).document.sessions[0]

    assert (again.uid, again.guid, again.title["fr"]) == (OPENING.uid, OPENING.guid, "Un autre titre")
    assert guid(1) == again.guid
    assert again.people[0] == ANA
