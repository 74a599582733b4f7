"""What a reader chose among a programme's sessions: read from the address, applied to lines, written back into addresses."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from urllib.parse import urlencode

from essaim.forum.models import Edition
from essaim.forum.queries.programme import Line, Programme, sessions_saying, sessions_serving, sessions_with_country

ALL = "all"
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Choices:
    """Filters, each empty when not chosen. `among`: the sessions that fit those a line does not tell by itself (LOOKED_UP)."""

    q: str = ""
    path: str = ""
    format: str = ""
    language: str = ""
    site: str = ""
    goal: str = ""
    country: str = ""
    among: Mapping[str, frozenset[int]] = field(default_factory=dict)

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(name for name in NAMES if getattr(self, name))

    def without(self, name: str) -> "Choices":
        return Choices(**{other: getattr(self, other) for other in NAMES if other != name}, among=self.among)

    def address(self, **others: str) -> str:
        """The query that leads to these choices, in one order, so that an address is written one way."""
        values = {name: getattr(self, name) for name in NAMES} | others
        query = urlencode({name: value for name, value in values.items() if value})
        return f"?{query}" if query else "?"


NAMES = tuple(one.name for one in fields(Choices) if one.name != "among")
LOOKED_UP = ("q", "goal", "country")


def read_choices(given: Mapping[str, str], programme: Programme) -> tuple[Choices, tuple[str, ...]]:
    """The choices, and the values that are none of this programme's: those are left out and said so."""
    possible = {
        "path": set(programme.paths),
        "format": {found.slug for found in programme.formats.values()},
        "language": set(programme.languages),
        "site": {found.slug for found in programme.sites.values()},
        "goal": set(programme.goals),
        "country": set(programme.countries),
    }
    wanted = {name: given.get(name, "").strip()[:100] for name in NAMES}
    refused = tuple(value for name, value in wanted.items() if value and name in possible and value not in possible[name])
    return Choices(**{name: value for name, value in wanted.items() if value not in refused}, among={}), refused


def looked_up(choices: Choices, edition: Edition) -> Choices:
    """With the sessions that fit words, goal and country. One statement each, three for words; none when they are not chosen."""
    among: dict[str, frozenset[int]] = {}
    if choices.q:
        among["q"] = sessions_saying(edition, choices.q.split())
    if choices.goal:
        among["goal"] = sessions_serving(edition, choices.goal)
    if choices.country:
        among["country"] = sessions_with_country(edition, choices.country)
    return replace(choices, among=among)


def fitting(programme: Programme, choices: Choices) -> tuple[Line, ...]:
    """The lines that fit all choices, in the programme's order."""
    format_pk = pk_of(programme.formats, choices.format)
    site_pk = pk_of(programme.sites, choices.site)
    among = [choices.among[name] for name in LOOKED_UP if getattr(choices, name)]
    return tuple(
        line
        for line in programme.lines
        if (not choices.path or choices.path in line.paths)
        and (not choices.format or line.format == format_pk)
        and (not choices.site or line.site == site_pk)
        and (not choices.language or choices.language in line.spoken or choices.language in line.interpreted)
        and all(line.pk in sessions for sessions in among)
    )


def pk_of(named: Mapping[int, object], slug: str) -> int | None:
    return next((pk for pk, found in named.items() if getattr(found, "slug", None) == slug), None) if slug else None


def days_of(programme: Programme) -> tuple[date, ...]:
    """The edition's days, and any other a session stands on."""
    edition = programme.edition
    own = {
        date.fromordinal(number)
        for number in range(edition.starts_on.toordinal(), min(edition.ends_on.toordinal(), edition.starts_on.toordinal() + 60) + 1)
    }
    return tuple(sorted(own | {line.day for line in programme.lines if line.day}))


def read_day(given: str, programme: Programme, today: date) -> date | str:
    """The day to show: the one asked for, else today, else the first of the edition's own days with a session, else any such day; "unknown" when no day is known; "all"."""
    days = days_of(programme)
    if given in (ALL, UNKNOWN):
        return given
    asked = next((day for day in days if day.isoformat() == given), None)
    if asked:
        return asked
    held = {line.day for line in programme.lines if line.day}
    if today in held:
        return today
    own = {day for day in held if programme.edition.starts_on <= day <= programme.edition.ends_on}
    return min(own or held, default=UNKNOWN if programme.lines else programme.edition.starts_on)
