"""Files no program of offices writes, and rows that name one proposal twice."""

import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override
from openpyxl import Workbook

from essaim.call.exchange.forms import form_of
from essaim.call.exchange.planning import plan_for
from essaim.call.exchange.sentences import said
from essaim.call.models import Proposal
from essaim.call.sheets import Entry
from essaim.call.sheets.columns import SHEET


def workbook() -> bytes:
    book, out = Workbook(), BytesIO()
    sheet = book.active
    sheet.append(["titre", "parcours"])
    for number in range(200):
        sheet.append([f"Titre {number * 7919}", "A"])
    book.save(out)
    return out.getvalue()


def hurt_stream(data: bytes) -> bytes:
    """A byte of the packed sheet changed."""
    with ZipFile(BytesIO(data)) as archive:
        part = archive.getinfo("xl/worksheets/sheet1.xml")
    at = part.header_offset + 30 + len(part.filename) + part.compress_size // 2
    return data[:at] + bytes(byte ^ 0xFF for byte in data[at : at + 8]) + data[at + 8 :]


def other_method(data: bytes) -> bytes:
    """Packed in a way nobody knows."""
    at = data.index(b"PK\x01\x02")
    data = data[: at + 10] + struct.pack("<H", 97) + data[at + 12 :]
    return data[:8] + struct.pack("<H", 97) + data[10:]


def with_part(name: str, words: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(workbook())) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, words if part.filename == name else old.read(part))
    return out.getvalue()


BROKEN = {
    "stream": lambda: hurt_stream(workbook()),
    "method": lambda: other_method(workbook()),
    "cut": lambda: workbook()[:-200],
    "sheet": lambda: with_part("xl/worksheets/sheet1.xml", b"<worksheet"),
    "no workbook": lambda: with_part("xl/workbook.xml", b""),
    "odd cell": lambda: with_part(
        "xl/worksheets/sheet1.xml",
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="s"><v>999999</v></c></row></sheetData></worksheet>',
    ),
    "zip of nothing": lambda: b"PK\x03\x04" + b"\0" * 200,
    "utf-16 cut": lambda: "titre;parcours\nÀ;A".encode("utf-16")[:-1],
    "nul": lambda: b"titre\0;x",
    "wild quotes": lambda: b'titre,"' + b"a" * 200_000,
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_is_refused_at_its_input(cast, what):
    file = SimpleUploadedFile("liste.xlsx", BROKEN[what]())
    answer = cast.client("team").post(reverse("call_team:sheets", args=["ici", cast.call.slug]), {"file": file, "language": "fr"})
    assert answer.status_code == 200
    assert answer.context["form"].errors


def plan(cast, *entries: Entry):
    return plan_for(cast.call, form_of(cast.call, "fr"), entries)


def test_one_proposal_by_its_number_and_by_its_identifier_is_taken_once(cast):
    Proposal.objects.filter(pk=cast.proposal.pk).update(outside_id="f1")
    number = cast.proposal.number
    rows = [
        Entry(row=2, number=number, outside_id="f1", title={"fr": "Un"}),
        Entry(row=3, number=number, title={"fr": "Deux"}),
        Entry(row=4, outside_id="f1", title={"fr": "Trois"}),
    ]
    made = plan(cast, *rows)
    assert [step.entry.row for step in made.steps] == [2]
    assert [finding.code for finding in made.findings if finding.severity == "error"] == ["row_twice"] * 2


def test_a_number_is_not_taken_for_an_identifier_of_another(cast):
    rows = [
        Entry(row=2, number=cast.proposal.number, title={"fr": "Un"}),
        Entry(row=3, outside_id=str(cast.proposal.number), kind=cast.proposal.kind.slug, title={"fr": "Une autre"}),
    ]
    assert [step.act for step in plan(cast, *rows).steps] == ["change", "create"]


@pytest.mark.parametrize("state", ["confirmed", "joined", "attached", "withdrawn"])
def test_a_sheet_moves_nothing_to_a_path_that_the_board_would_not_move(cast, state):
    Proposal.objects.filter(pk=cast.proposal.pk).update(state=state)
    made = plan(cast, Entry(row=2, number=cast.proposal.number, path="B", title={"fr": "Un"}))
    assert list(made.steps[0].changes) == ["title.fr"]
    assert "path_stays" in [finding.code for finding in made.findings]


def test_a_sheet_moves_to_another_path_what_is_still_on_the_board(cast):
    made = plan(cast, Entry(row=2, number=cast.proposal.number, path="B"))
    assert list(made.steps[0].changes) == ["path"]


def test_two_rows_of_one_title_are_told_by_their_title_not_by_the_mark_made_of_it(cast):
    made = plan(cast, *(Entry(row=row, title={"fr": "Cantines"}, kind=cast.proposal.kind.slug) for row in (2, 3)))
    (twice,) = [finding for finding in made.findings if finding.code == "row_twice"]
    assert twice.facts["value"] == "Cantines"


def test_a_place_is_said_in_the_readers_language():
    told = {"code": "no_number", "severity": "warning", "facts": {"value": "x"}, "count": 1, "places": [{"line": 1}]}
    with override("fr"):
        assert said(told).where == "ligne 1"


def test_the_sites_own_word_for_a_lead_organisation_is_understood():
    for word in ("Structure pilote", "Entidad responsable", "Lead organisation"):
        known = SHEET.column(word)
        assert known
        assert known[0].key == "lead"
