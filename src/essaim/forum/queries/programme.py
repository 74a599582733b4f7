"""A version of the programme as lists and filters need it: plain rows, read once, turned into days and grids elsewhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from django.http import Http404

from essaim.forum.models import Appearance, Edition, Format, Involvement, Path, Session, Site, Slot, Version
from essaim.forum.queries.released import on_public_bill
from essaim.kit.languages import TextData
from essaim.registry.models import Goal

BIG = frozenset({Format.Kind.OPENING, Format.Kind.CLOSING, Format.Kind.PLENARY, Format.Kind.AWARD})


@dataclass(frozen=True, slots=True)
class Named:
    """A format, site or room: its address name and its name in every language."""

    slug: str
    name: TextData
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One session of a version, as a list shows it. Texts are the fields' own data, chosen by language when shown."""

    pk: int
    code: str
    title: TextData
    is_cancelled: bool
    format: int | None
    kind: str
    spoken: tuple[str, ...]
    interpreted: tuple[str, ...]
    day: date | None
    part: str
    starts_at: datetime | None
    ends_at: datetime | None
    room: int | None
    site: int | None
    follows: int | None
    paths: tuple[str, ...]

    @property
    def has_hour(self) -> bool:
        return self.day is not None and self.starts_at is not None

    @property
    def is_break(self) -> bool:
        return self.kind == Format.Kind.BREAK

    @property
    def is_big(self) -> bool:
        """Plenaries and awards: shown across the site when nothing else is on there."""
        return self.kind in BIG

    @property
    def understood(self) -> frozenset[str]:
        return frozenset(self.spoken) | frozenset(self.interpreted)


@dataclass(frozen=True)
class Programme:
    """One version whole. Lines by day and hour; unknown last. Facets are read when a filter or its list asks for them."""

    edition: Edition
    version: Version | None
    lines: tuple[Line, ...]
    paths: Mapping[str, TextData]
    formats: Mapping[int, Named]
    sites: Mapping[int, Named]
    rooms: Mapping[int, Named]
    goals: Mapping[str, TextData]
    countries: Mapping[str, TextData]

    @cached_property
    def zone(self) -> ZoneInfo:
        return self.edition.zone

    @cached_property
    def by_pk(self) -> dict[int, Line]:
        return {line.pk: line for line in self.lines}

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Those spoken or interpreted somewhere, the edition's own first."""
        found = {code for line in self.lines for code in line.understood}
        own = [code for code in self.edition.languages if code in found]
        return (*own, *sorted(found - set(own)))

    @cached_property
    def formats_used(self) -> dict[int, Named]:
        used = {line.format for line in self.lines}
        return {pk: found for pk, found in self.formats.items() if pk in used}

    @cached_property
    def sites_used(self) -> dict[int, Named]:
        used = {line.site for line in self.lines}
        return {pk: found for pk, found in self.sites.items() if pk in used}


def released_version(edition: Edition, number: int | None = None) -> Version | None:
    """The version of this number, or the latest; None when nothing was released. One statement."""
    released = Version.objects.filter(edition=edition, number__isnull=False).order_by("-number")
    if number is None:
        return released.first()
    version = released.filter(number=number).first()
    if version is None:
        raise Http404(f"version {number} of {edition.slug} was not released")
    return version


def programme_of(edition: Edition, version: Version | None) -> Programme:
    """Everything a programme page, its filters and "now" show. Seven statements whatever the number of sessions."""
    paths_of = grouped(
        Session.paths.through.objects.filter(session__edition=edition).order_by("path__letter").values_list("session_id", "path__letter")
    )
    lines = lines_of(version, paths_of) if version else ()
    formats = Format.objects.filter(edition=edition).order_by("place", "pk").values_list("pk", "slug", "name")
    places = list(
        Site.objects.filter(edition=edition)
        .order_by("place", "pk", "rooms__place", "rooms__pk")
        .values_list("pk", "slug", "name", "rooms__pk", "rooms__slug", "rooms__name", "rooms__capacity")
    )
    return Programme(
        edition=edition,
        version=version,
        lines=lines,
        paths={
            letter: data(name) for letter, name in Path.objects.filter(edition=edition).order_by("letter").values_list("letter", "name")
        },
        formats={pk: Named(slug, data(name)) for pk, slug, name in formats},
        sites={site: Named(slug, data(name)) for site, slug, name, *_ in places},
        rooms={room: Named(slug, data(name), capacity) for *_, room, slug, name, capacity in places if room},
        goals={code: data(name) for code, name, _ in served_goals(edition)},
        countries={code: data(name) for code, name in speakers_countries(edition)},
    )


LINE_FIELDS = (
    "session_id",
    "session__code",
    "session__title",
    "session__state",
    "session__format_id",
    "session__format__kind",
    "session__spoken",
    "session__interpreted",
    "day",
    "part",
    "starts_at",
    "ends_at",
    "room_id",
    "site_id",
    "session__follows_id",
)


def lines_of(version: Version, paths_of: Mapping[int, list[str]]) -> tuple[Line, ...]:
    """Known days first, by day and hour; the same on every database. One statement."""
    slots = Slot.objects.filter(version=version)
    if not version.is_draft:
        slots = slots.exclude(session__state=Session.State.DRAFT)
    lines = [
        Line(
            pk,
            code,
            data(title),
            state == Session.State.CANCELLED,
            format_pk,
            kind or "",
            tuple(spoken),
            tuple(interpreted),
            day,
            part,
            starts_at,
            ends_at,
            room,
            site,
            follows,
            tuple(paths_of.get(pk, ())),
        )
        for pk, code, title, state, format_pk, kind, spoken, interpreted, day, part, starts_at, ends_at, room, site, follows in slots.values_list(
            *LINE_FIELDS
        )
    ]
    return tuple(sorted(lines, key=order))


def order(line: Line) -> tuple[date, bool, float, int]:
    starts = line.starts_at.timestamp() if line.starts_at else 0.0
    return (line.day or date.max, line.starts_at is None, starts, line.pk)


def served_goals(edition: Edition) -> Iterable[tuple[str, object, int]]:
    """(code, name, place) of the goals that sessions serve, in their order; one statement."""
    goals = Goal.objects.filter(kind=Goal.Kind.GOAL, sessions__edition=edition)
    return goals.order_by("place").values_list("code", "name", "place").distinct()


def speakers_countries(edition: Edition) -> Iterable[tuple[str, object]]:
    """(code, name) of the countries somebody speaks for; one statement."""
    speaking = Appearance.objects.filter(on_public_bill(), session__edition=edition, country__isnull=False)
    return speaking.order_by("country__code").values_list("country__code", "country__name").distinct()


def sessions_serving(edition: Edition, goal: str) -> frozenset[int]:
    serving = Session.objects.filter(edition=edition, goals__code=goal, goals__kind=Goal.Kind.GOAL)
    return frozenset(serving.values_list("pk", flat=True))


def sessions_with_country(edition: Edition, country: str) -> frozenset[int]:
    speaking = Appearance.objects.filter(on_public_bill(), session__edition=edition, country__code=country)
    return frozenset(speaking.values_list("session_id", flat=True))


def sessions_saying(edition: Edition, words: Iterable[str]) -> frozenset[int]:
    """Sessions in whose texts, people or organisations every (folded) word occurs. Three statements."""
    from essaim.search.words import folded

    texts: dict[int, list[str]] = {}
    for pk, code, *fields in Session.objects.filter(edition=edition).values_list("pk", "code", "title", "subtitle", "summary"):
        texts[pk] = [code, *(part for field in fields for part in all_languages(field))]
    people = Appearance.objects.filter(on_public_bill(), session__edition=edition)
    for pk, *names in people.values_list("session_id", "person__name", "printed_as", "organisation__acronym", "organisation__name"):
        texts[pk] += [part for name in names for part in all_languages(name)]
    involved = Involvement.objects.filter(session__edition=edition)
    for pk, *names in involved.values_list("session_id", "organisation__acronym", "organisation__name"):
        texts[pk] += [part for name in names for part in all_languages(name)]
    wanted = [folded(word) for word in words]
    return frozenset(pk for pk, parts in texts.items() if all(word in said for said in [folded(" ".join(parts))] for word in wanted))


def all_languages(value: object) -> list[str]:
    found = data(value)
    return [said for said in found.values() if said] if isinstance(found, dict) else [found]


def data(value: object) -> TextData:
    """An i18nfield's content without its wrapper: {language: text}, or a plain text."""
    inner = getattr(value, "data", value)
    return inner if isinstance(inner, dict) else str(inner or "")


def grouped(pairs: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
