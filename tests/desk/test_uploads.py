"""Files handed in: looked into, cleaned, bounded, and given out only to whom they belong."""

import io
import os
import zipfile
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from essaim.desk import pictures
from essaim.desk.errors import DeskError
from essaim.desk.models import Upload
from essaim.desk.uploads import original_of, remove_orphans, store, store_document, store_photo, thumbnail_of
from essaim.forum.actions.edition import change_edition
from essaim.forum.actions.media import remove_photo, save_photo
from essaim.forum.models import Photo
from tests.factories import forum as make


@pytest.fixture(autouse=True)
def _here(settings, tmp_path, db) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def picture(size=(300, 200), form="JPEG", mode="RGB", **options: object) -> bytes:
    stream = io.BytesIO()
    Image.new(mode, size, 120 if mode == "L" else (184, 80, 47, 90)[: len(mode)]).save(stream, form, **options)
    return stream.getvalue()


def located() -> bytes:
    """A photograph that says where and by whom it was taken, lying on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x013B] = "Jeanne Photographe"
    exif.get_ifd(0x8825).update({1: "N", 2: (46.0, 19.0, 23.0)})
    return picture(exif=exif.tobytes(), comment=b"at home")


def office(*names: str, mimetype: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


def refused(content: bytes, name: str = "f", *, is_photo: bool = False) -> DeskError:
    with pytest.raises(DeskError) as caught:
        (store_photo if is_photo else store_document)(file=SimpleUploadedFile(name, content), by=None)
    assert Upload.objects.count() == 0
    return caught.value


def test_photo_is_written_anew_without_what_the_camera_noted():
    upload = store_photo(file=SimpleUploadedFile("chez moi.jpg", located()), by=None)
    with default_storage.open(upload.key) as file:
        content = file.read()
    kept = Image.open(io.BytesIO(content))
    assert (dict(kept.getexif()), kept.info.get("comment")) == ({}, None)
    assert (kept.size, upload.width, upload.height) == ((200, 300), 200, 300)
    assert b"Jeanne" not in content


def test_key_is_made_from_the_content_never_from_the_name():
    name = "../../etc/passwd\x00.jpg"
    first = store_photo(file=SimpleUploadedFile("a.jpg", picture()), by=None)
    again = store_photo(file=SimpleUploadedFile("b.jpg", picture()), by=None)
    evil = store(content=b"text", media_type="text/plain", name=name, by=None)
    assert first == again
    assert first.key == f"{first.sha256[:2]}/{first.sha256[2:40]}.jpg"
    assert ".." not in evil.key


def test_large_photo_is_made_smaller():
    upload = store_photo(file=SimpleUploadedFile("a.png", picture((3000, 100), "PNG")), by=None)
    assert (upload.width, upload.media_type) == (pictures.LONGEST_SIDE, "image/jpeg")


def test_transparent_picture_stays_transparent():
    upload = store_photo(file=SimpleUploadedFile("a.png", picture(form="PNG", mode="RGBA")), by=None)
    assert upload.media_type == "image/png"


@pytest.mark.parametrize(
    ("content", "code", "seen"),
    [
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "not_an_image", "SVG"),
        (b"%PDF-1.7 and so on", "not_an_image", "PDF"),
        (b"<!doctype html><p>", "not_an_image", "HTML"),
        (b"just words", "not_an_image", "?"),
        (picture((900, 900))[:3000], "broken_image", None),
        (b"", "empty_file", None),
    ],
)
def test_what_is_no_photo_is_refused(content, code, seen):
    error = refused(content, "photo.jpg", is_photo=True)
    assert (error.code, error.facts.get("seen")) == (code, seen)


def test_decompression_bomb_is_refused_before_it_is_decoded(monkeypatch):
    monkeypatch.setattr(pictures, "MOST_PIXELS", 1000)
    error = refused(picture((200, 100), "PNG"), is_photo=True)
    assert (error.code, error.facts["width"], error.facts["height"]) == ("too_many_pixels", 200, 100)


def test_real_bomb_is_refused():
    """A PNG of a few hundred bytes that says it is 50,000 × 50,000."""
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    assert refused(bomb, is_photo=True).code == "too_many_pixels"


def test_fifty_megabytes_are_refused_with_both_sizes(settings):
    settings.UPLOAD_LIMIT_MB = 20
    error = refused(b"\xff\xd8\xff" + b"0" * (50 * 1024 * 1024), "grande.jpg", is_photo=True)
    assert (error.code, error.facts) == ("too_large", {"name": "grande.jpg", "size_mb": 50.0, "limit_mb": 20})


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (b"%PDF-1.7\n", "a.exe", "application/pdf"),
        (
            office("[Content_Types].xml", "word/document.xml"),
            "a.zip",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (office("content.xml", mimetype="application/vnd.oasis.opendocument.text"), "a", "application/vnd.oasis.opendocument.text"),
        (b"BEGIN:VCALENDAR\r\n", "a.ics", "text/calendar"),
        (b'{"schedule": {}}', "a.json", "application/json"),
        (b"<schedule/>", "a.xml", "application/xml"),
        (b"nom;lieu\n", "a.csv", "text/csv"),
        ("é".encode(), "a.txt", "text/plain"),
    ],
)
def test_document_is_known_by_its_content(content, name, media_type):
    upload = store_document(file=SimpleUploadedFile(name, content), by=None)
    assert (upload.media_type, upload.name) == (media_type, name)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<html><script>alert(1)</script>", "unknown_document"),
        (b"<svg onload='alert(1)'/>", "unknown_document"),
        (b"MZ\x90\x00\x03\xff\xff", "unknown_document"),
        (office("readme.txt"), "unknown_document"),
        (office("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "has_macros"),
        (b"PK\x03\x04 but not really", "broken_archive"),
    ],
)
def test_what_could_harm_is_refused(content, code):
    assert refused(content).code == code


def test_archive_that_unpacks_to_too_much_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "x")
        with archive.open("xl/sheet.xml", "w", force_zip64=True) as sheet:
            for _ in range(310):
                sheet.write(bytes(1024 * 1024))
    assert refused(stream.getvalue()).code == "archive_too_large"


def test_thumbnail_is_a_small_webp_beside_the_photo():
    upload = store_photo(file=SimpleUploadedFile("a.jpg", picture((1600, 800))), by=None)
    small = thumbnail_of(upload, by=None)
    assert (small.media_type, small.width, small.height) == ("image/webp", 480, 240)
    assert thumbnail_of(upload, by=None) == small
    assert original_of(small) == upload


# --- given out ----------------------------------------------------------------------------------


@pytest.fixture
def photo() -> Photo:
    edition = make.make_edition(is_public=False)
    by = make.make_organiser(edition, "odile@example.org")
    upload = store_photo(file=SimpleUploadedFile("été.jpg", picture()), by=by)
    return save_photo(edition=edition, photo=None, by=by, upload=upload, alt={"fr": "Un carré"}, credit="Nous")


def fetch(upload: Upload, email: str = "", **headers: str):
    client = Client()
    if email:
        client.force_login(make.Account.objects.get(email=email))
    got = client.get(reverse("file", args=[upload.key]), headers=headers)
    if got.streaming:
        b"".join(got.streaming_content)
    return got


def test_private_edition_gives_its_files_to_its_team_alone(photo):
    make.make_account("paul@example.org")
    make.make_organiser(make.make_edition(), "eve@example.org")
    for upload in (photo.upload, photo.thumbnail):
        answers = {who: fetch(upload, who).status_code for who in ("", "paul@example.org", "eve@example.org", "odile@example.org")}
        assert answers == {"": 404, "paul@example.org": 404, "eve@example.org": 404, "odile@example.org": 200}
    assert fetch(photo.upload, "odile@example.org")["Cache-Control"] == "private, no-cache"


def test_files_follow_the_edition_out_and_back(photo):
    change_edition(edition=photo.edition, by=None, is_public=True)
    upload, small = (Upload.objects.get(pk=pk) for pk in (photo.upload_id, photo.thumbnail_id))
    assert [fetch(upload).status_code, fetch(small).status_code] == [200, 200]
    change_edition(edition=photo.edition, by=None, is_public=False)
    assert [fetch(upload).status_code, fetch(small).status_code] == [404, 404]


def test_a_photo_taken_off_is_no_longer_public(photo):
    change_edition(edition=photo.edition, by=None, is_public=True)
    upload = Upload.objects.get(pk=photo.upload_id)
    remove_photo(photo=photo, by=None)
    assert fetch(upload).status_code == 404


def test_public_file_has_headers_that_let_nothing_run(photo):
    change_edition(edition=photo.edition, by=None, is_public=True)
    got = fetch(photo.upload)
    assert got["Cache-Control"] == "public, max-age=31536000, immutable"
    assert (got["X-Content-Type-Options"], got["Content-Type"]) == ("nosniff", "image/jpeg")
    assert got["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert got["Content-Disposition"].startswith("inline")
    assert fetch(photo.upload, **{"If-None-Match": got["ETag"]}).status_code == 304


def test_document_is_offered_for_download_under_its_own_name():
    upload = store(content=b"%PDF-1.7", media_type="application/pdf", name='bilan "été".pdf', by=None, is_public=True)
    got = fetch(upload)
    assert got["Content-Disposition"].startswith("attachment; filename*=utf-8''bilan")


@pytest.mark.parametrize("key", ["../settings.py", "..%2f..%2fsecret_key", "/etc/passwd", "ab/../../secret_key", "ab/none.jpg"])
def test_only_known_keys_lead_to_a_file(key):
    assert Client().get(f"/files/{key}").status_code == 404


# --- clean-up -----------------------------------------------------------------------------------


def test_what_was_forgotten_and_is_handed_in_again_has_its_day_of_grace():
    """A file taken away long ago is an orphan; handed in again, it waits to be named like any other."""
    lost = store(content=b"lost", media_type="text/plain", name="lost.txt", by=None)
    Upload.objects.update(uploaded_at=lost.uploaded_at - timedelta(days=2))
    stray = default_storage.path(lost.key)
    os.utime(stray, (0, 0))
    assert store(content=b"lost", media_type="text/plain", name="lost.txt", by=None) == lost
    assert remove_orphans(age=timedelta(days=1)) == (0, 0)
    Upload.objects.all().delete()
    os.utime(stray, (0, 0))
    store(content=b"lost", media_type="text/plain", name="lost.txt", by=None)
    Upload.objects.all().delete()
    assert remove_orphans(age=timedelta(days=1)) == (0, 0)
    assert default_storage.exists(lost.key)


def test_orphans_go_and_what_is_used_stays(photo):
    lost = store(content=b"lost", media_type="text/plain", name="lost.txt", by=None)
    stray = default_storage.path("ab/stray.bin")
    os.makedirs(os.path.dirname(stray), exist_ok=True)  # noqa: PTH103, PTH120
    open(stray, "wb").close()  # noqa: PTH123
    assert remove_orphans(age=timedelta(days=1)) == (0, 0)
    os.utime(stray, (0, 0))
    Upload.objects.update(uploaded_at=photo.upload.uploaded_at - timedelta(days=2))
    assert remove_orphans(age=timedelta(days=1)) == (1, 1)
    assert not Upload.objects.filter(pk=lost.pk).exists()
    assert Upload.objects.filter(pk__in=[photo.upload_id, photo.thumbnail_id]).count() == 2
    assert default_storage.exists(photo.upload.key)
