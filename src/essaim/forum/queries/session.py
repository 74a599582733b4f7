"""One session's page: everything said of it, in as few statements as what it has."""

from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet
from django.http import Http404

from essaim.forum.models import Appearance, Download, Edition, Involvement, Note, Path, Photo, Session, Slot, Version, Video
from essaim.registry.models import Goal

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class SessionPage:
    edition: Edition
    version: Version | None
    session: Session
    slot: Slot
    paths: tuple[Path, ...]
    goals: tuple[Goal, ...]
    appearances: tuple[Appearance, ...]
    involvements: tuple[Involvement, ...]
    followed_by: tuple[Slot, ...]
    follows: Slot | None
    meanwhile: tuple[Slot, ...]
    downloads: tuple[Download, ...]
    photos: tuple[Photo, ...]
    videos: tuple[Video, ...]
    notes: tuple[Note, ...]

    @cached_property
    def zone(self) -> ZoneInfo:
        return self.edition.zone

    @property
    def leads(self) -> tuple[Involvement, ...]:
        return tuple(one for one in self.involvements if one.role == Involvement.Role.LEAD)

    @property
    def others(self) -> tuple[Involvement, ...]:
        return tuple(one for one in self.involvements if one.role != Involvement.Role.LEAD)

    @property
    def has_moderator(self) -> bool:
        return any(one.role == Appearance.Role.MODERATOR for one in self.appearances)

    @property
    def has_documents(self) -> bool:
        return bool(self.downloads or self.videos)


def session_page(edition: Edition, version: Version | None, code: str) -> SessionPage:
    """The session as this version has it, else 404. Five statements, and one for each kind of thing it has: goals, downloads, photos…"""
    slot = slot_of(version, code)
    session = slot.session
    near = slots_near(slot)
    return SessionPage(
        edition=edition,
        version=version,
        session=session,
        slot=slot,
        paths=tuple(session.paths.order_by("letter")),
        goals=some(slot, "goals", session.goals.order_by("framework", "place")),
        appearances=some(
            slot,
            "people",
            session.appearances.select_related("person", "organisation", "country", "source").order_by("place", "pk"),
        ),
        involvements=some(slot, "organisations", session.involvements.select_related("organisation").order_by("place", "pk")),
        followed_by=tuple(one for one in near if one.session.follows_id == session.pk),
        follows=next((one for one in near if one.session_id == session.follows_id), None),
        meanwhile=tuple(one for one in near if is_meanwhile(one, slot)),
        downloads=some(slot, "downloads", session.downloads.select_related("upload", "source")),
        photos=some(slot, "photos", session.photos.select_related("upload", "thumbnail")),
        videos=some(slot, "videos", session.videos.all()),
        notes=some(slot, "notes", session.notes.filter(is_published=True).select_related("rapporteur")),
    )


def slot_of(version: Version | None, code: str) -> Slot:
    """With the session, its format and source, its place, and which kinds of things it has. One statement."""
    flags = {
        f"has_{name}": Exists(model.objects.filter(session=OuterRef("session")))
        for name, model in (
            ("goals", Session.goals.through),
            ("people", Appearance),
            ("organisations", Involvement),
            ("downloads", Download),
            ("photos", Photo),
            ("videos", Video),
            ("notes", Note),
        )
    }
    slots = Slot.objects.filter(version=version, session__code=code) if version else Slot.objects.none()
    if version and not version.is_draft:
        slots = slots.exclude(session__state=Session.State.DRAFT)
    slot = slots.select_related("session__format", "session__source", "room", "site").annotate(**flags).first()
    if slot is None:
        raise Http404(f"no session {code!r} in the programme")
    return slot


def some(slot: Slot, name: str, rows: QuerySet[Row]) -> tuple[Row, ...]:
    return tuple(rows) if getattr(slot, f"has_{name}") else ()


def slots_near(slot: Slot) -> list[Slot]:
    """What it follows, what follows it, what is on meanwhile: by hour. One statement."""
    wanted = Q(session__follows=slot.session_id) | Q(session_id=slot.session.follows_id)
    if slot.starts_at and slot.ends_at:
        wanted |= Q(starts_at__lt=slot.ends_at, ends_at__gt=slot.starts_at)
    found = (
        Slot.objects.filter(wanted, version=slot.version_id).exclude(session=slot.session_id).exclude(session__state=Session.State.DRAFT)
    )
    return list(found.select_related("session__format", "room", "site").order_by(F("starts_at").asc(nulls_last=True), "room__place", "pk"))


def is_meanwhile(other: Slot, slot: Slot) -> bool:
    return bool(
        slot.starts_at
        and slot.ends_at
        and other.starts_at
        and other.ends_at
        and other.starts_at < slot.ends_at
        and other.ends_at > slot.starts_at
        and not (other.session.format and other.session.format.is_break)
    )
