"""Workbooks and documents damaged on their way, sign by sign: read, or refused with a reason; never a fault of the site."""

import contextlib
import io
import random
import zipfile
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from essaim.desk.documents import document_type
from essaim.desk.errors import DeskError
from essaim.forum.interchange.errors import UnreadableSchedule
from essaim.forum.interchange.stand_in_reader import read_stand_ins
from essaim.forum.interchange.stand_in_writer import write_stand_ins

PARIS = ZoneInfo("Europe/Paris")


def document(packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text" * 3)
        archive.writestr("content.xml", "x" * 60)
    return stream.getvalue()


def damaged(content: bytes, places: range | list[int]) -> list[bytes]:
    return [content[:at] + bytes([value]) + content[at + 1 :] for at in places for value in (0, 0x07, 0x80, 0xFF)]


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_damaged_document_is_refused_or_known(packing):
    content = document(packing)
    for each in damaged(content, range(len(content))):
        with contextlib.suppress(DeskError):
            document_type(each, "a.odt")


@pytest.mark.filterwarnings("ignore")  # openpyxl's, about what it leaves out
def test_damaged_workbook_is_refused_or_read():
    content = write_stand_ins([], headers="en", zone=PARIS)
    places = sorted(random.Random(4).sample(range(4, len(content)), 250))  # noqa: S311 places to damage, not secrets
    places += range(len(content) - 60, len(content))
    refused = 0
    for each in damaged(content, places):
        try:
            read_stand_ins(each, days=[date(2027, 6, 9)], zone=PARIS)
        except UnreadableSchedule:
            refused += 1
    assert refused > 100
