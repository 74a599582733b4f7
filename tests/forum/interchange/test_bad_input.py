"""Files that cannot be read: one clear error each, quickly; files that can in part: a finding."""

import json
import time
from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.forum.interchange import UnreadableSchedule, read, write_csv, write_ics, write_json, write_xlsx, write_xml
from essaim.forum.interchange.detect import BYTES_MAX
from tests.forum.interchange.conftest import DATA, codes, json_errors, xml_errors
from tests.forum.interchange.example import FORUM

LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol1 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">
<!ENTITY lol2 "&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;">]>
<schedule><version>&lol2;</version></schedule>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><schedule><version>&x;</version></schedule>"""


def archive(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def with_doctype() -> bytes:
    with ZipFile(BytesIO(write_xlsx(FORUM).data)) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    parts["xl/sharedStrings.xml"] = LAUGHS
    return archive(parts)


def wide_table() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["title", "day"])
    book.active.cell(row=1_000_000, column=1, value="far away")
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def hurt(at: float) -> bytes:
    """A workbook whose longest part is overwritten from there on: what is packed no longer unpacks."""
    data = bytearray(write_xlsx(FORUM).data)
    with ZipFile(BytesIO(bytes(data))) as made:
        part = max(made.infolist(), key=lambda one: one.compress_size)
    begin = part.header_offset + 30 + len(part.filename) + int(part.compress_size * at)
    data[begin : begin + 20] = b"\xff" * 20
    return bytes(data)


UNREADABLE = {
    "empty": (b"", "empty"),
    "blank": (b" \r\n\t", "empty"),
    "byte order mark alone": (b"\xef\xbb\xbf", "empty"),
    "too large": (b"a" * (BYTES_MAX + 1), "too_large"),
    "50 MB of XML": (b"<schedule>" + b"<a/>" * 12_500_000, "too_large"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "format_unknown"),
    "PDF": (b"%PDF-1.7 ...", "format_unknown"),
    "web page": (b"<!DOCTYPE html><html></html>", "format_unknown"),
    "octets": (bytes(range(256)), "format_unknown"),
    "laughs": (LAUGHS, "xml_forbidden"),
    "outside": (OUTSIDE, "xml_forbidden"),
    "XML cut": (b"<schedule><version>1</version>", "xml_broken"),
    "XML in a wrong encoding": (
        '<?xml version="1.0" encoding="utf-8"?><schedule><version>é</version></schedule>'.encode("latin-1"),
        "xml_broken",
    ),
    "XML in no encoding": (b'<?xml version="1.0" encoding="klingon"?><schedule/>', "encoding_wrong"),
    "XML too deep": (b"<schedule>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</schedule>", "xml_too_deep"),
    "XML too many": (b"<schedule>" + b"<a/>" * 200_000 + b"</schedule>", "xml_too_many"),
    "other XML": (b"<rss/>", "not_a_schedule"),
    "JSON cut": (b'{"schedule": {"conference": ', "json_broken"),
    "JSON too deep": (b'{"a":' * 100_000, "json_too_deep"),
    "JSON huge number": (b'{"a":' + b"9" * 10_000 + b"}", "json_broken"),
    "JSON wrong encoding": (b'{"a":"\xff\xff"}', "encoding_wrong"),
    "other JSON": (b'{"a": 1}', "not_a_schedule"),
    "JSON list": (b"[1, 2]", "not_a_schedule"),
    "JSON without conference": (b'{"schedule": {"days": []}}', "not_a_schedule"),
    "zip bomb": (archive({"xl/workbook.xml": bytes(60_000_000)}), "zip_bomb"),
    "zip of many": (archive({f"{number}": b"" for number in range(600)}), "zip_bomb"),
    "XML bomb in a workbook": (with_doctype(), "xml_forbidden"),
    "other zip": (archive({"a.txt": b"a"}), "xlsx_broken"),
    "zip cut": (write_xlsx(FORUM).data[:2000], "xlsx_broken"),
    "zip hurt at once": (hurt(0), "xlsx_broken"),
    "zip hurt far inside": (hurt(0.9), "xlsx_broken"),
    "rows without end": (wide_table(), "too_many_rows"),
    "text": ("Bonjour à tous,\nvoici le programme.\n".encode(), "header_missing"),
    "table of something else": (b"poste;montant\nsalle;100\n", "header_missing"),
    "table without end": (b"title,day\n" + b"a,b\n" * 20_001, "too_many_rows"),
    "UTF-16 cut": (b"\xff\xfea", "encoding_wrong"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_file_that_cannot_be_read_gives_one_error(name: str) -> None:
    data, code = UNREADABLE[name]
    begin = time.process_time()

    with pytest.raises(UnreadableSchedule) as trouble:
        read(data, name="programme")

    assert trouble.value.code == code
    assert time.process_time() - begin < 5


def test_broken_xml_names_its_line() -> None:
    with pytest.raises(UnreadableSchedule) as trouble:
        read(b"<schedule>\n<version>1</version>\n<day></dia>\n</schedule>")

    assert (trouble.value.place.line, trouble.value.facts["value"]) == (3, "mismatched tag")


def test_file_name_is_not_asked() -> None:
    assert read(write_csv(FORUM).data, name="programme.xml").format == "csv"
    assert read(write_ics(FORUM).data, name="programme.csv").format == "icalendar"
    assert read(write_xml(FORUM).data.decode().replace("utf-8", "utf-16", 1).encode("utf-16")).format == "frab-xml"
    assert read(write_json(FORUM).data.decode().encode("utf-16")).format == "frab-json"


ODD_JSON = [
    '{"schedule": {"conference": {"days": 7}}}',
    '{"schedule": {"conference": {"days": [7, {"date": 1, "rooms": []}, {"date": "2025-10-29", "rooms": {"A": {}, "B": [1, null, []]}}]}}}',
    '{"schedule": {"conference": {"title": ["x"], "tracks": {"a": 1}, "rooms": "x", "days": [{"rooms": {"A": [{"title": 5, "persons": 3, "links": {}}]}}]}}}',
    '{"schedule": {"conference": {"days": [{"date": "2025-10-29", "rooms": {"A": [{"persons": [1, null, {"name": ["x"]}], "links": [null, {"url": 5}], "id": []}]}}]}}}',
]


@pytest.mark.parametrize("text", ODD_JSON)
def test_odd_json_is_read_with_findings(text: str) -> None:
    assert "type_unexpected" in codes(read(text.encode()))


@pytest.mark.parametrize(
    ("name", "told", "put"),
    [
        ("ccc.xml", b'date="2024-12-28"', b'date="9999-12-31"'),
        ("ccc.xml", b"/media/eroeffnung.png", b"//["),
        ("pretalx.json", b"/media/diapos.pdf", b"http://["),
        ("folded.ics", b"UID:presentation_94@ruche.example", b"UID:\x00"),
        ("folded.ics", b"20220517T110000", b"99991231T235959"),
        ("attendees.ics", b"20200919", b"99991231"),
        ("sesiones.csv", b"Ouverture", b"\x01"),
    ],
)
def test_odd_value_is_read_and_written_without_loss(name: str, told: bytes, put: bytes, xsd, schema) -> None:
    data = (DATA / "schedules" / name).read_bytes()
    assert told in data

    document = read(data.replace(told, put)).document

    assert xml_errors(xsd, write_xml(document).data) == []
    assert json_errors(schema, write_json(document).data) == []
    assert read(write_csv(document).data).document.sessions == document.sessions


@settings(max_examples=80, deadline=None)
@given(cut=st.integers(0, 4000), put=st.binary(max_size=6), name=st.sampled_from(["ccc.xml", "pretalx.json", "folded.ics", "seances.csv"]))
def test_damaged_file_is_read_or_refused_and_nothing_else(cut: int, put: bytes, name: str) -> None:
    data = (DATA / "schedules" / name).read_bytes()
    damaged = data[:cut] + put + data[cut + len(put) :]

    with suppress(UnreadableSchedule):
        document = read(damaged).document
        json.loads(write_json(document).data)
        write_xml(document)
        write_ics(document)
        write_csv(document)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_octets_are_read_or_refused(data: bytes) -> None:
    for head in (b"", b"<schedule>", b'{"schedule":', b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", b"title,day\n", b"PK\x03\x04"):
        with suppress(UnreadableSchedule):
            assert read(head + data).format
