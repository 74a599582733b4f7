"""A released version as a document: what a stranger may have, and nothing else."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import Model
from django.db.models.functions import Length

from essaim.forum.exchange.gathering import Around, around_of, named, texts
from essaim.forum.interchange.document import (
    Day,
    Document,
    Link,
    Recording,
    State,
)
from essaim.forum.interchange.document import Edition as EditionFacts
from essaim.forum.interchange.document import Format as FormatFacts
from essaim.forum.interchange.document import Path as PathFacts
from essaim.forum.interchange.document import Room as RoomFacts
from essaim.forum.interchange.document import Session as SessionFacts
from essaim.forum.interchange.document import Site as SiteFacts
from essaim.forum.models import Download, Edition, Format, Path, Room, Session, Site, Slot, Version

NIGHT_ENDS = time(4)
"""The hour a programme day begins when a session after midnight still belongs to the evening before."""


def document_of(edition: Edition, version: Version | None, *, language: str) -> Document:
    """Eleven statements whatever the number of sessions. `language` chooses addresses and one-language names. None: nothing is released."""
    slots = released_slots(version) if version else []
    around = around_of(edition, language)
    uids = {slot.session_id: uid_of(slot.session) for slot in slots}
    sites = list(Site.objects.filter(edition=edition).order_by("place", "pk"))
    rooms = list(Room.objects.filter(site__edition=edition).order_by("site__place", "place", "pk"))
    formats = list(Format.objects.filter(edition=edition).order_by("place", "pk"))
    share(rooms, "site", sites)
    share(slots, "site", sites)
    share(slots, "room", rooms)
    share((slot.session for slot in slots), "format", formats)
    return Document(
        edition=edition_facts(edition, version, slots, language),
        days=tuple(Day(day) for day in days_of(edition, slots)),
        sites=tuple(SiteFacts(named(site.name, language), site.address, site.access) for site in sites),
        rooms=tuple(RoomFacts(named(room.name, language), named(room.site.name, language), room.capacity) for room in rooms),
        paths=tuple(
            PathFacts(path.letter, texts(path.name), path.letter)
            for path in Path.objects.filter(edition=edition).order_by(Length("letter"), "letter")
        ),
        formats=tuple(FormatFacts(each.slug, texts(each.name)) for each in formats),
        sessions=tuple(session_facts(slot, edition, around, uids, language) for slot in slots),
    )


def share(rows: Iterable[Model], name: str, known: Iterable[Model]) -> None:
    """Give each row the one instance already read instead of one of its own; what is not among the known is read when asked for."""
    found = {each.pk: each for each in known}
    for row in rows:
        each = found.get(getattr(row, f"{name}_id"))
        if each is not None:
            setattr(row, name, each)


def released_slots(version: Version) -> list[Slot]:
    """By day and hour, unknown last, the same on every database. Format and place are shared afterwards."""
    slots = Slot.objects.filter(version=version).exclude(session__state=Session.State.DRAFT).select_related("session")
    return sorted(
        slots.defer(*UNTOLD),
        key=lambda slot: (slot.day or date.max, slot.starts_at is None, slot.starts_at and slot.starts_at.timestamp(), slot.session_id),
    )


UNTOLD = ("facts", "session__language_note", "session__note", "session__level", "session__source_id")
"""What no file holds."""


def uid_of(session: Session) -> str:
    """What the file it came from called it, else its own guid: calendars that took it over keep knowing it."""
    return session.outside_id or str(session.guid)


def edition_facts(edition: Edition, version: Version | None, slots: list[Slot], language: str) -> EditionFacts:
    territory = edition.territory
    return EditionFacts(
        title=texts(edition.name),
        acronym=edition.slug,
        start=edition.starts_on,
        end=edition.ends_on,
        zone=edition.time_zone,
        version=str(version.number) if version else "",
        url=page_address(edition, language),
        base_url=settings.SITE_ADDRESS,
        venue=named(edition.place, language),
        city=named(territory.name, language) if territory else "",
        languages=tuple(edition.languages),
        day_change=day_change(edition, slots),
    )


def day_change(edition: Edition, slots: list[Slot]) -> time:
    """Midnight, or the hour the latest session after midnight has begun."""
    late = [
        slot.starts_at.astimezone(edition.zone).time()
        for slot in slots
        if slot.starts_at and slot.day and slot.starts_at.astimezone(edition.zone).date() == slot.day + timedelta(days=1)
    ]
    return max(NIGHT_ENDS, time(min(23, max(late).hour + 1))) if late else time(0)


def days_of(edition: Edition, slots: list[Slot]) -> list[date]:
    """The edition's days and those of its sessions outside them."""
    own = {edition.starts_on + timedelta(days=place) for place in range((edition.ends_on - edition.starts_on).days + 1)}
    return sorted(own | {slot.day for slot in slots if slot.day})


def page_address(edition: Edition, language: str, *rest: str) -> str:
    reader = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    return "/".join([settings.SITE_ADDRESS, reader, "forum", edition.slug, *rest, ""])


def session_facts(slot: Slot, edition: Edition, around: Around, uids: Mapping[int, str], language: str) -> SessionFacts:
    session = slot.session
    start, end = hours(slot, edition)
    return SessionFacts(
        uid=uids[session.pk],
        guid=session.guid,
        title=texts(session.title),
        subtitle=texts(session.subtitle),
        abstract=texts(session.summary),
        description=texts(session.description),
        spoken=tuple(session.spoken),
        interpreted=tuple(session.interpreted),
        paths=tuple(around.paths.get(session.pk, ())),
        format=session.format.slug if session.format else None,
        goals=tuple(around.goals.get(session.pk, ())),
        organisations=tuple(dict.fromkeys(around.organisations.get(session.pk, ()))),
        people=tuple(around.people.get(session.pk, ())),
        links=tuple(Link(each.url, named(each.title, language), "media") for each in around.videos.get(session.pk, ())),
        attachments=tuple(attachment(each, language) for each in around.downloads.get(session.pk, ()) if is_reachable(each)),
        day=slot.day,
        start=start,
        end=end,
        room=named(slot.room.name, language) if slot.room else None,
        site=named(slot.site.name, language) if slot.site else None,
        recording=Recording(opt_out=OPT_OUT[session.publication]),
        state=State.CANCELLED if session.state == Session.State.CANCELLED else State.CONFIRMED,
        url=page_address(edition, language, "sessions", session.code),
        slug=session.code,
        follows=uids.get(session.follows_id) if session.follows_id else None,
        expected_audience=session.audience,
        sequence=slot.sequence,
        modified=session.changed_at,
    )


OPT_OUT: dict[str, bool | None] = {
    Session.Publication.UNKNOWN: None,
    Session.Publication.ALL: False,
    Session.Publication.TEXT: True,
    Session.Publication.NONE: True,
}


def hours(slot: Slot, edition: Edition) -> tuple[datetime | None, datetime | None]:
    """In the edition's zone; an end that is not known follows from the duration where that is."""
    start = slot.starts_at.astimezone(edition.zone) if slot.starts_at else None
    end = slot.ends_at.astimezone(edition.zone) if slot.ends_at else None
    if start and not end and slot.session.duration_min:
        end = (start + timedelta(minutes=slot.session.duration_min)).astimezone(edition.zone)
    return start, end


def is_reachable(each: Download) -> bool:
    return bool(each.url) or bool(each.upload and each.upload.is_public)


def attachment(each: Download, language: str) -> Link:
    url = each.url or f"{settings.SITE_ADDRESS}{settings.MEDIA_URL}{each.upload.key if each.upload else ''}"
    return Link(url, named(each.title, language), each.kind)
