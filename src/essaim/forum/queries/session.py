"""One session's page: everything said of it, in as few statements as what it has.

Rows are few and sorted here: to write an ORDER BY takes Django longer than the rest of the statement.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Model, Q, QuerySet
from django.http import Http404

from essaim.forum.models import (
    Appearance,
    Download,
    Edition,
    Format,
    Involvement,
    Note,
    Path,
    Photo,
    Session,
    Slot,
    Substitution,
    Version,
    Video,
)
from essaim.forum.queries.programme import data
from essaim.forum.queries.released import on_public_bill
from essaim.kit.languages import TextData
from essaim.registry.models import Goal

Placed = TypeVar("Placed", Appearance, Involvement)


@dataclass(frozen=True, slots=True)
class Near:
    """Another session in one line."""

    pk: int
    code: str
    title: TextData
    starts_at: datetime | None
    ends_at: datetime | None
    place: TextData
    follows: int | None
    is_break: bool

    def is_during(self, slot: Slot) -> bool:
        if not (slot.starts_at and slot.ends_at and self.starts_at and self.ends_at) or self.is_break:
            return False
        return self.starts_at < slot.ends_at and self.ends_at > slot.starts_at


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
    followed_by: tuple[Near, ...]
    follows: Near | None
    meanwhile: tuple[Near, ...]
    downloads: tuple[Download, ...]
    photos: tuple[Photo, ...]
    videos: tuple[Video, ...]
    notes: tuple[Note, ...]
    stands_for: dict[int, list[str]] = field(default_factory=dict)
    """Appearance → names of those, said to be unable to come, for whom it steps in."""

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
    """The session as this version has it, else 404. Six statements, and one for each further kind of thing it has."""
    slot = slot_of(version, code)
    session = slot.session
    near = sessions_near(slot)
    has = what_it_has(session)
    appearances = in_place(session.appearances.filter(on_public_bill()).select_related("person", "organisation", "country"))
    return SessionPage(
        edition=edition,
        version=version,
        session=session,
        slot=slot,
        paths=tuple(sorted(session.paths.order_by(), key=lambda path: path.letter)),
        goals=tuple(session.goals.order_by("framework", "place")) if "goals" in has else (),
        appearances=appearances,
        involvements=in_place(session.involvements.select_related("organisation")),
        followed_by=tuple(one for one in near if one.follows == session.pk),
        follows=next((one for one in near if one.pk == session.follows_id), None),
        meanwhile=tuple(one for one in near if one.is_during(slot)),
        downloads=tuple(session.downloads.select_related("upload")) if "downloads" in has else (),
        photos=tuple(session.photos.select_related("upload", "thumbnail")) if "photos" in has else (),
        videos=tuple(session.videos.all()) if "videos" in has else (),
        notes=tuple(session.notes.filter(is_published=True).select_related("rapporteur")) if "notes" in has else (),
        stands_for=stands_for(appearances),
    )


def stands_for(appearances: Sequence[Appearance]) -> dict[int, list[str]]:
    """One statement when the programme says of somebody that they cannot come, else none."""
    away = {one.pk: one.person.name for one in appearances if one.presence}
    found: dict[int, list[str]] = defaultdict(list)
    if away:
        rows = Substitution.objects.filter(appearance__in=away, substitute__isnull=False).order_by("pk")
        for absent, substitute in rows.values_list("appearance_id", "substitute_id"):
            found[substitute or 0].append(away[absent])
    return found


def in_place(rows: QuerySet[Placed]) -> tuple[Placed, ...]:
    return tuple(sorted(rows.order_by(), key=lambda row: (row.place, row.pk)))


def slot_of(version: Version | None, code: str) -> Slot:
    """With the session, its format and source, and its place. One statement."""
    slots = Slot.objects.filter(version=version, session__code=code) if version else Slot.objects.none()
    if version and not version.is_draft:
        slots = slots.exclude(session__state=Session.State.DRAFT)
    found = slots.select_related("session__format", "session__source", "room", "site").defer("facts").order_by()
    slot = next(iter(found), None)
    if slot is None:
        raise Http404(f"no session {code!r} in the programme")
    return slot


HAS: dict[str, type[Model]] = {
    "goals": Session.goals.through,
    "downloads": Download,
    "photos": Photo,
    "videos": Video,
    "notes": Note,
}
LOOK = "SELECT " + ", ".join(f'EXISTS (SELECT 1 FROM "{model._meta.db_table}" WHERE session_id = %s)' for model in HAS.values())  # noqa: S608


def what_it_has(session: Session) -> frozenset[str]:
    """The kinds of things this session has any of. One statement, by hand: Django takes five times as long to write it."""
    with connection.cursor() as cursor:
        cursor.execute(LOOK, [session.pk] * len(HAS))
        row = cursor.fetchone()
    return frozenset(name for name, found in zip(HAS, row, strict=True) if found)


NEAR_ORDER = ("pk", "room__place", "starts_at")
NEAR_FIELDS = (
    "session_id",
    "session__code",
    "session__title",
    "ends_at",
    "room__name",
    "site__name",
    "session__follows_id",
    "session__format__kind",
)


def sessions_near(slot: Slot) -> list[Near]:
    """What it follows, what follows it, what is on meanwhile: by hour and room. One statement."""
    wanted = Q(session__follows=slot.session_id) | Q(session_id=slot.session.follows_id)
    if slot.starts_at and slot.ends_at:
        wanted |= Q(starts_at__lt=slot.ends_at, ends_at__gt=slot.starts_at)
    found = Slot.objects.filter(wanted, version=slot.version_id).exclude(session__state=Session.State.DRAFT)
    rows = sorted(found.order_by().values_list(*NEAR_ORDER, *NEAR_FIELDS), key=by_hour_and_room)
    return [
        Near(pk, code, data(title), starts_at, ends_at, data(room) or data(site), follows, kind == Format.Kind.BREAK)
        for _, _, starts_at, pk, code, title, ends_at, room, site, follows, kind in rows
        if pk != slot.session_id
    ]


def by_hour_and_room(row: tuple[Any, ...]) -> tuple[bool, float, int, int]:
    """Unknown hours last; at one hour those without a room first, on every database."""
    pk, place, starts_at = row[: len(NEAR_ORDER)]
    return starts_at is None, starts_at.timestamp() if starts_at else 0, -1 if place is None else place, pk
