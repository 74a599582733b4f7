"""Photographs, films and documents of an edition. A photograph without alternative text is not shown."""

from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Q, QuerySet
from django.http import Http404

from essaim.forum.models import Download, Edition, Photo, Video
from essaim.forum.queries.edition import public_downloads
from essaim.forum.queries.released import public_slots

Shown = TypeVar("Shown", Photo, Video)


@dataclass(frozen=True, slots=True)
class MediaPage:
    photos: tuple[Photo, ...]
    videos: tuple[Video, ...]
    downloads: tuple[Download, ...]


@dataclass(frozen=True, slots=True)
class PhotoPage:
    photo: Photo
    number: int
    total: int
    before: Photo | None
    after: Photo | None


def media_page(edition: Edition) -> MediaPage:
    """Each in its place. Four statements."""
    released = set(public_slots().filter(version__edition=edition).values_list("session_id", flat=True))
    photos = [hiding_session(photo, released) for photo in public_photos(edition)]
    videos = [hiding_session(video, released) for video in edition.videos.select_related("session", "source").order_by("place", "pk")]
    return MediaPage(tuple(photos), tuple(videos), tuple(public_downloads(edition)))


def public_photos(edition: Edition) -> QuerySet[Photo]:
    """In their place, with what they show in words and a file the public may have. Preloads files and session: one statement."""
    photos = Photo.objects.filter(edition=edition, upload__is_public=True).exclude(Q(alt="") | Q(alt__isnull=True))
    return photos.select_related("upload", "thumbnail", "session").order_by("place", "pk")


def photo_page(edition: Edition, pk: int) -> PhotoPage:
    """The photograph between its neighbours, else 404. Two statements."""
    photos = list(public_photos(edition))
    number = next((place for place, photo in enumerate(photos) if photo.pk == pk), None)
    if number is None:
        raise Http404(f"no public photo {pk} in {edition.slug}")
    released = set(public_slots().filter(version__edition=edition).values_list("session_id", flat=True))
    return PhotoPage(
        photo=hiding_session(photos[number], released),
        number=number + 1,
        total=len(photos),
        before=photos[number - 1] if number else None,
        after=photos[number + 1] if number + 1 < len(photos) else None,
    )


def hiding_session(shown: Shown, released: set[int]) -> Shown:
    """The photograph or film stays; a session that is not public is not named beside it."""
    if shown.session_id not in released:
        shown.session = None
    return shown
