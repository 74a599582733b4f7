"""A session's page as schema.org data, by the same writer as the downloads."""

from django.conf import settings
from django.urls import reverse

from essaim.forum import models
from essaim.forum.interchange.document import Document, Edition, Participation, Path, Role, Room, Session, Site, State
from essaim.forum.interchange.jsonld import session_jsonld
from essaim.forum.queries.programme import data
from essaim.forum.queries.session import SessionPage
from essaim.kit.languages import spoken


def jsonld_of(page: SessionPage, language: str) -> str:
    """Markup-safe JSON (the writer escapes <, > and &). No statement."""
    session = session_of(page, language)
    site = page.slot.site
    document = Document(
        edition=edition_of(page.edition, language),
        sites=(Site(session.site or "", site.address),) if site else (),
        rooms=(Room(session.room, session.site, page.slot.room.capacity),) if session.room and page.slot.room else (),
        paths=tuple(Path(path.letter, texts(path.name), path.letter) for path in page.paths),
        sessions=(session,),
    )
    return session_jsonld(document, session, language=language).decode()


def edition_of(edition: models.Edition, language: str) -> Edition:
    return Edition(
        title=texts(edition.name),
        start=edition.starts_on,
        end=edition.ends_on,
        zone=edition.time_zone,
        url=settings.SITE_ADDRESS + reverse("forum:edition", args=[edition.slug]),
        venue=spoken(edition.place, language).text,
        languages=tuple(edition.languages),
    )


def session_of(page: SessionPage, language: str) -> Session:
    session, slot = page.session, page.slot
    return Session(
        uid=session.code,
        guid=session.guid,
        title=texts(session.title),
        subtitle=texts(session.subtitle),
        abstract=texts(session.summary),
        description=texts(session.description),
        spoken=tuple(session.spoken),
        interpreted=tuple(session.interpreted),
        paths=tuple(path.letter for path in page.paths),
        goals=tuple(goal.code for goal in page.goals),
        organisations=tuple(spoken(one.organisation.name, language).text for one in page.leads),
        people=tuple(participation(one, language) for one in page.appearances),
        day=slot.day,
        start=slot.starts_at.astimezone(page.zone) if slot.starts_at else None,
        end=slot.ends_at.astimezone(page.zone) if slot.ends_at else None,
        room=spoken(slot.room.name, language).text if slot.room else None,
        site=spoken(slot.site.name, language).text if slot.site else None,
        state=State.CANCELLED if session.state == models.Session.State.CANCELLED else State.CONFIRMED,
        url=settings.SITE_ADDRESS + reverse("forum:session", args=[page.edition.slug, session.code]),
    )


def participation(one: models.Appearance, language: str) -> Participation:
    return Participation(
        name=one.person.name,
        role=Role(one.role),
        capacity=spoken(one.capacity, language).text,
        organisation=spoken(one.organisation.name, language).text if one.organisation else "",
        country=one.country.code if one.country else "",
    )


def texts(value: object) -> dict[str, str]:
    found = data(value)
    return {code: text for code, text in found.items() if text} if isinstance(found, dict) else {"": found} if found else {}
