"""Changes between two versions as sentences in the reader's language: what it was, what it is."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language, gettext, ngettext, pgettext
from i18nfield.strings import LazyI18nString

from essaim.desk.journal import Fact
from essaim.forum.models import Slot
from essaim.forum.queries.version import Change, Changes, Kind
from essaim.kit.dates import clock, full_day
from essaim.kit.languages import language_name, spoken


@dataclass(frozen=True, slots=True)
class WordedChange:
    slot: Slot
    title: LazyI18nString
    before: str
    after: str
    is_linked: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Changes of one kind under their heading."""

    kind: Kind
    heading: str
    changes: tuple[WordedChange, ...]


def worded(changes: Changes) -> tuple[Group, ...]:
    return tuple(
        Group(kind, heading(kind, len(found)), tuple(sentence(change, changes) for change in found))
        for kind, found in changes.by_kind.items()
    )


def sentence(change: Change, changes: Changes) -> WordedChange:
    return WordedChange(
        slot=change.slot,
        title=change.title,
        before=aspect(change.kind, change.before) if change.before else "",
        after=aspect(change.kind, change.after) if change.after else "",
        is_linked=change.slot.session_id in changes.linked,
    )


def heading(kind: Kind, count: int) -> str:
    words = {
        "cancelled": ngettext("%(count)s session does not take place", "%(count)s sessions do not take place", count),
        "restored": ngettext("%(count)s session takes place after all", "%(count)s sessions take place after all", count),
        "added": ngettext("%(count)s session is new", "%(count)s sessions are new", count),
        "removed": ngettext("%(count)s session has left the programme", "%(count)s sessions have left the programme", count),
        "time": ngettext("%(count)s session at another time", "%(count)s sessions at another time", count),
        "place": ngettext("%(count)s session in another place", "%(count)s sessions in another place", count),
        "people": ngettext("%(count)s session with other people", "%(count)s sessions with other people", count),
        "languages": ngettext("%(count)s session in other languages", "%(count)s sessions in other languages", count),
        "title": ngettext("%(count)s session with another title", "%(count)s sessions with another title", count),
        "kind": ngettext("%(count)s session in another path or format", "%(count)s sessions in another path or format", count),
    }
    return words[kind] % {"count": count}


def aspect(kind: Kind, slot: Slot) -> str:
    """What a version says of that side of the session; the unknown by its word."""
    match kind:
        case "time" | "added" | "removed" | "cancelled" | "restored":
            return when(slot)
        case "place":
            return where(slot)
        case "people":
            return people(slot)
        case "languages":
            return languages(slot)
        case "title":
            return said(slot.facts.get("title")) or gettext("unknown")
        case "kind":
            return kind_of(slot)


def when(slot: Slot) -> str:
    if slot.day is None:
        return gettext("day unknown")
    day = full_day(slot.day, reader())
    if slot.starts_at is None:
        return f"{day}, {slot.get_part_display() if slot.part else gettext('hour unknown')}"
    zone = slot.session.edition.zone
    hours = clock(slot.starts_at, zone) + (f"–{clock(slot.ends_at, zone)}" if slot.ends_at else "")
    return f"{day}, {hours}"


def where(slot: Slot) -> str:
    names = [spoken(place.name, reader()).text for place in (slot.room, slot.site) if place is not None]
    return ", ".join(name for name in names if name) or gettext("place unknown")


def people(slot: Slot) -> str:
    named = [named_with(one) for kind in ("people", "organisations") for one in listed(slot.facts.get(kind)) if isinstance(one, dict)]
    return ", ".join(name for name in named if name) or gettext("nobody named")


def named_with(one: dict[str, Fact]) -> str:
    """ "Awa Diop (cannot come)", "Lucía Paz (steps in for Awa Diop)" """
    name, instead = said(one.get("name")), [str(other) for other in listed(one.get("for"))]
    if not name:
        return ""
    notes = {"absent": gettext("cannot come"), "video": gettext("by video testimony")}
    told = [notes[str(one["presence"])]] if one.get("presence") in notes else []
    told += [gettext("steps in for %(name)s") % {"name": ", ".join(instead)}] if instead else []
    return f"{name} ({'; '.join(told)})" if told else name


def languages(slot: Slot) -> str:
    spoken_in = ", ".join(language_name(str(code), reader()) for code in listed(slot.facts.get("spoken"))) or gettext("unknown")
    interpreted = ", ".join(language_name(str(code), reader()) for code in listed(slot.facts.get("interpreted")))
    if not interpreted:
        return spoken_in
    return gettext("%(spoken)s; interpreted into %(interpreted)s") % {"spoken": spoken_in, "interpreted": interpreted}


def kind_of(slot: Slot) -> str:
    letters = ", ".join(str(letter) for letter in listed(slot.facts.get("paths")))
    path = pgettext("path letters", "path %(letters)s") % {"letters": letters} if letters else gettext("no path")
    return f"{said(slot.facts.get('format')) or gettext('format unknown')}, {path}"


def said(fact: Fact) -> str:
    """A text of the version, which may hold several languages."""
    if isinstance(fact, dict):
        return spoken(LazyI18nString({code: str(words) for code, words in fact.items() if words}), reader()).text
    return str(fact or "")


def listed(fact: Fact) -> list[Fact]:
    return fact if isinstance(fact, list) else []


def reader() -> str:
    return get_language() or settings.LANGUAGE_CODE
