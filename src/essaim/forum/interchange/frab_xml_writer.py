"""schedule.xml, strict: valid against voc's schedule.xml.xsd, the one in force.

voc's schedule-without-person.xml.xsd is an older state of the same schema: it knows neither <track>, <color>, <logo> and <url> of
the conference nor `code`, and wants another form of slug. Nothing here claims to pass it.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from xml.sax.saxutils import escape

from essaim.forum.interchange.addresses import web_address
from essaim.forum.interchange.document import Document, Link, Participation, Session, pick
from essaim.forum.interchange.generator import NAME, VERSION
from essaim.forum.interchange.moments import clock_text, iso
from essaim.forum.interchange.plan import XML_LONGEST, Entry, Plan, PlannedDay, on_stage, plan
from essaim.forum.interchange.texts import FORBIDDEN, slugify
from essaim.forum.interchange.written import Written

QUOTE = {'"': "&quot;", "\n": " ", "\r": " ", "\t": " "}
LINE_ENDS = str.maketrans({"\r": None})


def write_xml(document: Document, *, language: str = "", generated_at: datetime | None = None) -> Written:
    """schedule.xml (frab): the sessions with day, start, end and a room or site; the site's name stands where no room is known."""
    told = plan(document, language, longest=XML_LONGEST)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        "<schedule>",
        f"<!-- {told.left_out.sentence()} -->",
        *([f"<!-- Generated at {iso(generated_at)} -->"] if generated_at else []),
        f'<generator name="{NAME}" version="{VERSION}"/>',
        _element("version", document.edition.version),
        "<conference>",
        *_conference(document, told),
        "</conference>",
    ]
    for day in told.days:
        lines += _day(day, told)
    lines += ["</schedule>", ""]
    text = FORBIDDEN.sub("", "\n".join(lines).translate(LINE_ENDS))
    return Written(text.encode(), told.left_out)


def _element(tag: str, text: str) -> str:
    return f"<{tag}>{escape(text)}</{tag}>" if text else f"<{tag}/>"


def _optional(tag: str, text: str) -> list[str]:
    return [_element(tag, text)] if text else []


def _attribute(name: str, value: str) -> str:
    return f' {name}="{escape(value, QUOTE)}"' if value else ""


def _conference(document: Document, told: Plan) -> Iterator[str]:
    edition = document.edition
    yield _element("title", pick(edition.title, told.language)[0] or edition.acronym)
    yield _element("acronym", told.acronym)
    if edition.start and edition.end:
        yield _element("start", edition.start.isoformat())
        yield _element("end", edition.end.isoformat())
    yield _element("days", str(sum(day.date is not None for day in told.days)))
    yield _element("timeslot_duration", f"{edition.timeslot_min // 60 % 100:02d}:{edition.timeslot_min % 60:02d}")
    yield from _optional("base_url", web_address(edition.base_url))
    yield from _optional("logo", web_address(edition.logo))
    yield from _optional("url", web_address(edition.url))
    yield from _optional("time_zone_name", edition.zone)
    if edition.colour:
        yield f'<color primary="{escape(edition.colour, QUOTE)}"/>'
    for path in document.paths:
        slug = path.slug if path.slug[:1].isalpha() and slugify(path.slug) == path.slug and len(path.slug) > 1 else ""
        yield f"<track{_attribute('name', told.tracks[path.slug])}{_attribute('color', path.colour)}{_attribute('slug', slug)}/>"


def _day(day: PlannedDay, told: Plan) -> Iterator[str]:
    when = _attribute("date", day.date.isoformat() if day.date else "")
    yield f'<day index="{day.index}"{when} start="{iso(day.start)}" end="{iso(day.end)}">'
    for room, entries in day.rooms.items():
        yield f'<room name="{escape(room, QUOTE)}"{_attribute("guid", str(told.room_guids[room]))}>'
        for entry in entries:
            yield from _event(entry, told)
        yield "</room>"
    yield "</day>"


def _event(entry: Entry, told: Plan) -> Iterator[str]:
    session = entry.session
    yield f'<event guid="{session.guid}" id="{entry.number}"{_attribute("code", entry.code)}>'
    yield _element("room", entry.room)
    for tag, texts in _texts(session):
        yield _element(tag, pick(texts, told.language)[0])
    yield _element("type", told.types.get(session.format or "", ""))
    yield _element("date", iso(entry.start))
    yield _element("start", entry.start.strftime("%H:%M"))
    yield _element("duration", clock_text(entry.end - entry.start))
    yield _element("slug", entry.slug)
    yield _element("track", told.tracks.get(next(iter(session.paths), ""), ""))
    yield _element("language", ", ".join(session.spoken))
    yield from _optional("logo", web_address(session.logo))
    yield from _persons(on_stage(session))
    yield from _recording(session)
    yield from _references("links", "link", session.links)
    yield from _references("attachments", "attachment", session.attachments)
    for tag in ("url", "feedback_url", "origin_url"):
        yield from _optional(tag, web_address(getattr(session, tag)))
    yield "</event>"


def _texts(session: Session) -> Iterable[tuple[str, dict[str, str]]]:
    yield "title", session.title
    yield "subtitle", session.subtitle
    yield "abstract", session.abstract
    yield "description", session.description


def _persons(people: list[Participation]) -> Iterator[str]:
    yield "<persons>"
    for person in people:
        number = person.key if person.key.isdecimal() and person.key.isascii() else ""
        guid = str(person.guid or "")
        yield f"<person{_attribute('id', number)}{_attribute('guid', guid)}>{escape(person.name)}</person>"
    yield "</persons>"


def _recording(session: Session) -> Iterator[str]:
    recording = session.recording
    if recording.opt_out is None and not recording.licence and not recording.url:
        return
    opt_out = "true" if recording.opt_out else "false"
    yield f"<recording>{_element('license', recording.licence)}<optout>{opt_out}</optout>"
    yield from _optional("url", web_address(recording.url))
    yield "</recording>"


def _references(tag: str, item: str, links: tuple[Link, ...]) -> Iterator[str]:
    yield f"<{tag}>"
    for link in links:
        address = web_address(link.url)
        if address:
            yield f"<{item}{_attribute('href', address)}{_attribute('type', link.kind)}>{escape(link.title or address)}</{item}>"
    yield f"</{tag}>"
