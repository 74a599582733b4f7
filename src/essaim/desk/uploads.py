"""Files people hand in: looked into, made safe, stored under a key of our own. The only writer below MEDIA_ROOT."""

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from essaim.desk.documents import document_type
from essaim.desk.errors import DeskError
from essaim.desk.models import Account, Upload
from essaim.desk.pictures import Picture, resized, safe_picture
from essaim.desk.rows import uses_of

THUMBNAIL, LARGE = 480, 1200
"""Widths in pixels: in a gallery, and alone on a page."""
PHOTO_TYPES = frozenset({"image/jpeg", "image/png", "image/webp"})
EXTENSIONS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
    "application/xml": "xml",
    "application/json": "json",
    "text/calendar": "ics",
    "text/csv": "csv",
    "text/plain": "txt",
}
ORPHAN_AGE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Holder:
    """A domain whose things hold files. It says which of them a stranger may have, and which a person may."""

    name: str
    public: Callable[[Collection[int]], set[int]]
    may_read: Callable[[Account, Upload], bool]


_holders: dict[str, Holder] = {}


def register_holder(holder: Holder) -> None:
    _holders[holder.name] = holder


def may_read(account: Account | None, upload: Upload) -> bool:
    """A public file is anybody's; another is for whoever handed it in, runs the site, or may see a thing that holds it."""
    if upload.is_public:
        return True
    if account is None or not account.is_active:
        return False
    if account.runs_site or upload.uploaded_by_id == account.pk:
        return True
    original = original_of(upload)
    return any(holder.may_read(account, original) for holder in _holders.values())


def original_of(upload: Upload) -> Upload:
    """The photo a smaller one was made from; else the file itself."""
    if "-" not in upload.key:
        return upload
    return Upload.objects.filter(key__startswith=f"{stem_of(upload)}.").first() or upload


def refresh_public(keys: Collection[int]) -> None:
    """Set anew which of these files a stranger may have, and the smaller ones made from them. Call it when a holder's openness changes."""
    public: set[int] = set().union(*(holder.public(keys) for holder in _holders.values()))
    for upload in Upload.objects.filter(pk__in=keys):
        family = Upload.objects.filter(key__startswith=stem_of(upload))
        family.exclude(is_public=upload.pk in public).update(is_public=upload.pk in public)


def limit_bytes() -> int:
    return int(settings.UPLOAD_LIMIT_MB) * 1024 * 1024


def check_size(file: "UploadedFile[Any]") -> None:
    size = file.size or 0
    if size > limit_bytes():
        raise DeskError("too_large", name=file.name or "", size_mb=round(size / 1024 / 1024, 1), limit_mb=settings.UPLOAD_LIMIT_MB)
    if not size:
        raise DeskError("empty_file", name=file.name or "")


def store_photo(*, file: "UploadedFile[Any]", by: Account | None) -> Upload:
    """Decoded and written anew: what the camera noted (place, owner, serial number) does not come along. SVG and all else is refused."""
    check_size(file)
    return kept(safe_picture(file.read(), file.name or ""), name_of(file), by)


def store_document(*, file: "UploadedFile[Any]", by: Account | None) -> Upload:
    """PDF, office documents, calendars, schedules, tables, text and photographs; known by their content."""
    check_size(file)
    content = file.read()
    media_type = document_type(content, file.name or "")
    if media_type in PHOTO_TYPES:
        return kept(safe_picture(content, file.name or ""), name_of(file), by)
    return store(content=content, media_type=media_type, name=name_of(file), by=by)


def kept(picture: Picture, name: str, by: Account | None) -> Upload:
    return store(content=picture.content, media_type=picture.media_type, name=name, by=by, width=picture.width, height=picture.height)


def store(
    *,
    content: bytes,
    media_type: str,
    name: str,
    by: Account | None,
    width: int | None = None,
    height: int | None = None,
    key: str = "",
    is_public: bool = False,
) -> Upload:
    """Checked content under its own key; the same content is stored once, and handed in again it is as young as new, so that what nothing
    names yet is not swept away as an orphan. The file is written before the row, so no row lacks its file."""
    sha256 = hashlib.sha256(content).hexdigest()
    key = key or f"{sha256[:2]}/{sha256[2:40]}.{EXTENSIONS[media_type]}"
    if default_storage.exists(key):
        Path(default_storage.path(key)).touch()
    else:
        default_storage.save(key, ContentFile(content))
    facts = {"name": plain_name(name), "media_type": media_type, "size": len(content), "sha256": sha256, "width": width, "height": height}
    upload, is_new = Upload.objects.get_or_create(key=key, defaults={**facts, "uploaded_by": by, "is_public": is_public})
    if not is_new:
        upload.uploaded_at = timezone.now()
        upload.save(update_fields=["uploaded_at"])
    return upload


def name_of(file: "UploadedFile[Any]") -> str:
    """The sender's name for it, without folders and signs that break a header or a terminal."""
    return plain_name(file.name or "")


def plain_name(name: str) -> str:
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in last if sign.isprintable())[-200:] or "file"


def is_photo(upload: Upload) -> bool:
    return upload.media_type in PHOTO_TYPES


def stem_of(upload: Upload) -> str:
    return upload.key.rpartition(".")[0].partition("-")[0]


def thumbnail_of(upload: Upload, *, by: Account | None, width: int = THUMBNAIL) -> Upload:
    """The photo at most so wide, as WebP beside it; made once."""
    key = f"{stem_of(upload)}-{width}.webp"
    found = Upload.objects.filter(key=key).first()
    if found and default_storage.exists(key):
        return found
    with default_storage.open(upload.key) as file:
        small = resized(file.read(), width)
    return store(
        content=small.content,
        media_type=small.media_type,
        name=upload.name,
        by=by,
        width=small.width,
        height=small.height,
        key=key,
        is_public=upload.is_public,
    )


def path_of(upload: Upload) -> Path:
    return Path(default_storage.path(upload.key))


@transaction.atomic
def remove_orphans(*, age: timedelta = ORPHAN_AGE) -> tuple[int, int]:
    """Delete files nothing names any more, and files without a row, once they are `age` old. Returns (rows, bare files) removed."""
    limit = timezone.now() - age
    old = list(Upload.objects.select_for_update().filter(uploaded_at__lt=limit).order_by("pk"))
    used = {stem_of(upload) for upload in old if uses_of(upload)}
    gone = [upload for upload in old if stem_of(upload) not in used]
    keys = [upload.key for upload in gone]
    for upload in gone:
        upload.delete()
    transaction.on_commit(lambda: forget(keys))
    return len(gone), remove_strays(limit.timestamp())


def forget(keys: Collection[str]) -> None:
    for key in keys:
        default_storage.delete(key)


def remove_strays(before: float) -> int:
    """Files written for a row that never came (the transaction failed)."""
    root = Path(settings.MEDIA_ROOT)
    known = set(Upload.objects.values_list("key", flat=True))
    strays = [
        path
        for path in root.glob("??/*")
        if path.is_file() and path.stat().st_mtime < before and path.relative_to(root).as_posix() not in known
    ]
    for path in strays:
        path.unlink()
    return len(strays)
