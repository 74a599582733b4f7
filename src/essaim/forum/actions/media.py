"""What stays of an edition: documents, photographs, films and rapporteurs' notes."""

from collections.abc import Sequence
from datetime import date
from typing import TypedDict, Unpack

from django.db import models, transaction

from essaim.desk.models import Account, Upload
from essaim.desk.rows import remove_row, save_row
from essaim.desk.uploads import LARGE, is_photo, refresh_public, thumbnail_of
from essaim.forum.errors import ForumError
from essaim.forum.holding import refresh_edition
from essaim.forum.models import Download, Edition, Note, Photo, Report, Session, Video
from essaim.registry.models import Person
from essaim.registry.names import Texts, spellings, texts


class DownloadFacts(TypedDict, total=False):
    kind: str
    title: Texts
    languages: Sequence[str]
    upload: Upload | None
    url: str
    note: Texts
    session: Session | None
    report: Report | None
    place: int


class PhotoFacts(TypedDict, total=False):
    upload: Upload
    alt: Texts
    credit: str
    caption: Texts
    taken_on: date | None
    session: Session | None
    place: int


class VideoFacts(TypedDict, total=False):
    title: Texts
    url: str
    languages: Sequence[str]
    duration_min: int | None
    session: Session | None
    place: int


class NoteFacts(TypedDict, total=False):
    session: Session
    rapporteur: Person | None
    body: Texts
    is_published: bool


@transaction.atomic
def save_download(*, edition: Edition, download: Download | None, by: Account | None, **facts: Unpack[DownloadFacts]) -> Download:
    """A document has a file, an address, or a note that says why neither was found."""
    row = download or Download(edition=edition, place=next_place(edition.downloads))
    guard_session(edition, facts.get("session"))
    upload, url, note = (facts.get(name, getattr(row, name)) for name in ("upload", "url", "note"))
    if not (upload or url or note):
        raise ForumError("nothing_to_download")
    former = download.upload_id if download else None
    saved = save_row(row=row, facts=facts, by=by, action="save_download", scope=edition)
    refresh_edition(edition)
    refresh_public({former} if former else set())
    return saved


@transaction.atomic
def save_photo(*, edition: Edition, photo: Photo | None, by: Account | None, **facts: Unpack[PhotoFacts]) -> Photo:
    """Needs a photograph, what it shows and whom to credit. Its thumbnail is made here."""
    row = photo or Photo(edition=edition, place=next_place(edition.photos))
    guard_session(edition, facts.get("session"))
    upload = facts.get("upload") or (photo.upload if photo else None)
    if upload is None or not is_photo(upload):
        raise ForumError("not_a_photo", name=upload.name if upload else "")
    if not spellings(texts(facts["alt"]) if "alt" in facts else row.alt):
        raise ForumError("photo_without_alt")
    if not facts.get("credit", row.credit).strip():
        raise ForumError("photo_without_credit")
    thumbnail_of(upload, by=by, width=LARGE)
    columns = {**facts, "upload": upload, "thumbnail": thumbnail_of(upload, by=by)}
    former = photo.upload_id if photo else None
    saved = save_row(row=row, facts=columns, by=by, action="save_photo", scope=edition)
    refresh_edition(edition)
    refresh_public({former} if former else set())
    return saved


@transaction.atomic
def save_video(*, edition: Edition, video: Video | None, by: Account | None, **facts: Unpack[VideoFacts]) -> Video:
    guard_session(edition, facts.get("session"))
    row = video or Video(edition=edition, place=next_place(edition.videos))
    return save_row(row=row, facts=facts, by=by, action="save_video", scope=edition)


@transaction.atomic
def save_note(*, edition: Edition, note: Note | None, by: Account | None, seen: str = "", **facts: Unpack[NoteFacts]) -> Note:
    """A new one belongs to whoever writes it. `seen` is what `note_token` said when its form was made: a note changed since then is not
    overwritten. Locks the note. Kept pages stay good while readers do not see it."""
    stored = Note.objects.select_for_update().get(pk=note.pk) if note else None
    if stored and seen and seen != note_token(stored):
        raise ForumError("note_changed_meanwhile", note=stored)
    session = facts.get("session") or (note.session if note else None)
    guard_session(edition, session)
    was_seen = bool(stored and stored.is_published)
    return save_row(
        row=stored or Note(session=session, written_by=by),
        facts=facts,
        by=by,
        action="save_note",
        scope=edition,
        is_seen=was_seen or facts.get("is_published", False),
    )


def take_note(*, session: Session, by: Account, body: Texts, is_published: bool = False) -> Note:
    """One in the back office's draft programme: signed with the person this account is, when the registry knows one."""
    person = Person.objects.filter(account=by).first()
    return save_note(edition=session.edition, note=None, by=by, session=session, rapporteur=person, body=body, is_published=is_published)


def note_token(note: Note) -> str:
    return note.changed_at.isoformat()


def guard_session(edition: Edition, session: Session | None) -> None:
    if session is not None and session.edition_id != edition.pk:
        raise ForumError("session_of_another_edition", session=session)


def next_place(rows: models.Manager[models.Model]) -> int:
    """Behind the last: one statement."""
    return (rows.aggregate(last=models.Max("place"))["last"] or 0) + 1


@transaction.atomic
def remove_download(*, download: Download, by: Account | None) -> None:
    """The file itself goes when nothing names it any more (essaim.desk.uploads.remove_orphans)."""
    upload = download.upload_id
    remove_row(row=download, by=by, action="remove_download", scope=download.edition)
    refresh_public({upload} if upload else set())


@transaction.atomic
def remove_photo(*, photo: Photo, by: Account | None) -> None:
    upload = photo.upload_id
    remove_row(row=photo, by=by, action="remove_photo", scope=photo.edition)
    refresh_public({upload})


@transaction.atomic
def remove_video(*, video: Video, by: Account | None) -> None:
    remove_row(row=video, by=by, action="remove_video", scope=video.edition)


@transaction.atomic
def remove_note(*, note: Note, by: Account | None) -> None:
    remove_row(row=note, by=by, action="remove_note", scope=note.session.edition, is_seen=note.is_published)
