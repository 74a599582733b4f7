"""Photographs whose notes (EXIF) are broken are stored as they lie, without them; those with good notes are turned upright."""

import io
import struct

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from essaim.desk.models import Upload
from essaim.desk.uploads import store_photo

SIDES = (40, 30)
ORIENTATION, SHORT = 0x0112, 3


@pytest.fixture(autouse=True)
def _here(settings, tmp_path, db) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def stored(form: str, notes: bytes, *, mode: str = "RGB", marked: bool = False) -> Upload:
    """Handed in with these notes; `marked`: its upper left corner is white."""
    image = Image.new(mode, SIDES)
    if marked:
        image.paste("white", (0, 0, 10, 10))
    stream = io.BytesIO()
    image.save(stream, form, exif=notes)
    return store_photo(file=SimpleUploadedFile("a.jpg", stream.getvalue()), by=None)


def turned_and(tag: int, kind: int) -> bytes:
    """Notes that say the photograph lies on its side, and one more whose value is not of the kind that tag has."""
    head = b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<H", 2)
    return (
        head + struct.pack("<HHLHH", ORIENTATION, SHORT, 1, 6, 0) + struct.pack("<HHLL", tag, kind, 1, 40) + b"\0\0\0\0" + b"abcdefgh" * 8
    )


@pytest.mark.parametrize(("form", "mode", "notes"), [("PNG", "RGB", b"garbage"), ("WEBP", "RGBA", b"Exif\0\0zz"), ("WEBP", "RGB", b"MM\0")])
def test_photo_with_broken_notes_is_stored_as_it_lies(form, mode, notes):
    upload = stored(form, notes, mode=mode)
    assert (upload.width, upload.height) == SIDES
    with default_storage.open(upload.key) as file:
        assert not Image.open(file).getexif()


@pytest.mark.parametrize(("tag", "kind"), [(0x010E, 10), (0x010E, 11), (0x0111, 1)])
def test_one_strange_note_hinders_nothing(tag, kind):
    upload = stored("JPEG", turned_and(tag, kind))
    assert (upload.width, upload.height) == SIDES[::-1]


@pytest.mark.parametrize(
    ("number", "corner"),
    [(1, (0, 0)), (2, (39, 0)), (3, (39, 29)), (4, (0, 29)), (5, (0, 0)), (6, (29, 0)), (7, (29, 39)), (8, (0, 39)), (9, (0, 0))],
)
def test_photo_is_turned_as_its_notes_say(number, corner):
    notes = Image.Exif()
    notes[ORIENTATION] = number
    upload = stored("PNG", notes.tobytes(), marked=True)
    with default_storage.open(upload.key) as file:
        picture = Image.open(file).convert("L")
        assert picture.getpixel(corner) > 200
        assert picture.size == (SIDES[::-1] if number in range(5, 9) else SIDES)
