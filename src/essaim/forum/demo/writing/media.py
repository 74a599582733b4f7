"""Downloads, videos and drawings."""

from collections.abc import Iterable

from essaim.desk.models import Account
from essaim.forum.actions.media import save_photo
from essaim.forum.demo.drawings import drawing
from essaim.forum.demo.facts import DownloadFact, EditionFact
from essaim.forum.demo.known import Known, find_any
from essaim.forum.demo.rows import put, text
from essaim.forum.demo.writing.sessions import Sessions
from essaim.forum.models import Download, Edition, Report, Video


def write_media(fact: EditionFact, edition: Edition, sessions: Sessions, known: Known, by: Account | None) -> None:
    write_downloads(fact.downloads, edition, None, sessions, known)
    write_videos(fact, edition, sessions, known)
    write_photos(fact, edition, sessions, by)


def write_downloads(facts: Iterable[DownloadFact], edition: Edition, report: Report | None, sessions: Sessions, known: Known) -> None:
    rows = [
        Download(
            edition=edition,
            session=find_any(sessions, fact.session, where=fact.where, field="session"),
            report=report,
            kind=fact.kind,
            title=text(fact.title),
            languages=list(fact.languages),
            url=fact.url,
            note=text(fact.note),
            place=place,
            source=find_any(known.sources, fact.source, where=fact.where, field="source"),
        )
        for place, fact in enumerate(facts, start=1)
    ]
    put(rows, edition.downloads.filter(report=report), lambda row: (row.kind, str(row.title)))


def write_videos(fact: EditionFact, edition: Edition, sessions: Sessions, known: Known) -> None:
    rows = [
        Video(
            edition=edition,
            session=find_any(sessions, video.session, where=video.where, field="session"),
            title=text(video.title),
            url=video.url,
            languages=list(video.languages),
            duration_min=video.duration_min,
            place=place,
            source=find_any(known.sources, video.source, where=video.where, field="source"),
        )
        for place, video in enumerate(fact.videos, start=1)
    ]
    put(rows, edition.videos.all(), lambda row: row.url)


def write_photos(fact: EditionFact, edition: Edition, sessions: Sessions, by: Account | None) -> None:
    """A photo is known by its picture: the same drawing is never stored twice."""
    there = {row.upload_id: row for row in edition.photos.all()}
    for photo in fact.photos:
        upload = drawing(photo.drawing, by)
        save_photo(
            edition=edition,
            photo=there.get(upload.pk),
            by=by,
            upload=upload,
            session=find_any(sessions, photo.session, where=photo.where, field="session"),
            alt=photo.alt,
            credit=photo.credit,
            caption=photo.caption,
        )
