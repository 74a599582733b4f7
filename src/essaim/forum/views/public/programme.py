from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from essaim.forum.cards import Cards, joined
from essaim.forum.choices import ALL, UNKNOWN, Choices, days_of, fitting, looked_up, read_choices, read_day
from essaim.forum.grid import STEP_MIN, Grid, day_grid
from essaim.forum.loosening import ways_out
from essaim.forum.queries.programme import Line, Programme, programme_of
from essaim.forum.views.public.reach import edition_for, version_for
from essaim.kit.shared import fresh_until, shared_page


@dataclass(frozen=True, slots=True)
class Tab:
    """A day to choose: with how many sessions fit the filters there."""

    day: date | None
    key: str
    address: str
    number: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class Day:
    """One day as shown: a grid of what has an hour, a list of what has none."""

    day: date | None
    grid: Grid | None
    unplaced: str
    number: int


@shared_page
@require_safe
def show_programme(request: HttpRequest, edition: str) -> HttpResponse:
    """The programme of one version: filters and day from the address. Ten statements; more for words (three), goal and country (one each)."""
    found = edition_for(request, edition)
    version = version_for(request, found)
    programme = programme_of(found, version)
    choices, refused = read_choices(request.GET, programme)
    choices = looked_up(choices, found)
    now = timezone.now()
    day = read_day(request.GET.get("day", ""), programme, now.astimezone(programme.zone).date())
    lines = fitting(programme, choices)
    shown = on_day(lines, day)
    cards = Cards(programme, get_language() or "en")
    kept = {"day": request.GET.get("day", ""), "version": request.GET.get("version", "")}
    context = {
        "edition": found,
        "version": version,
        "programme": programme,
        "choices": choices,
        "refused": refused,
        "cards": cards,
        "hidden": [(name, value) for name, value in kept.items() if value],
        "tabs": tabs(lines, programme, choices, day, kept["version"]),
        "days": [shown_day(one, shown, cards, now) for one in days_shown(shown, day)],
        "day": day if isinstance(day, date) else None,
        "is_all": day == ALL,
        "number": sum(not line.is_break for line in shown),
        "ways": ways_out(programme, choices, day, kept) if not shown else (),
        "others": {"all": choices.address(day=ALL, version=kept["version"]), "none": f"?day={kept['day']}" if kept["day"] else "?"},
        "sites": found.sites.order_by("place", "pk"),
        "has_chosen": bool(choices.chosen),
        "no_index": bool(choices.chosen or kept["version"]),
    }
    return until_it_changes(render(request, "forum/programme.html", context), programme, now)


def on_day(lines: tuple[Line, ...], day: date | str) -> tuple[Line, ...]:
    match day:
        case date():
            return tuple(line for line in lines if line.day == day)
        case "unknown":
            return tuple(line for line in lines if line.day is None)
        case _:
            return lines


def days_shown(lines: tuple[Line, ...], day: date | str) -> list[date | None]:
    if isinstance(day, date):
        return [day] if lines else []
    return list(dict.fromkeys(line.day for line in lines))


def shown_day(day: date | None, lines: tuple[Line, ...], cards: Cards, now: datetime) -> Day:
    here = [line for line in lines if line.day == day]
    placed = [line for line in here if line.has_hour]
    unplaced = [line for line in here if not line.has_hour]
    grid = day_grid(placed, cards.programme, day, now if is_during(placed, now) else None) if placed and day else None
    return Day(day, grid, joined(unplaced, cards.in_list), len(here))


def is_during(lines: list[Line], now: datetime) -> bool:
    starts = [line.starts_at for line in lines if line.starts_at]
    ends = [line.ends_at or line.starts_at for line in lines if line.starts_at]
    return bool(starts) and min(starts) <= now < max(end for end in ends if end)


def tabs(lines: tuple[Line, ...], programme: Programme, choices: Choices, current: date | str, version: str) -> list[Tab]:
    """The days with how many of the filtered sessions stand on each; the unknown day when some session has none."""
    numbers: dict[date | None, int] = {}
    for line in lines:
        numbers[line.day] = numbers.get(line.day, 0) + (not line.is_break)
    keys: list[tuple[date | None, str]] = [(day, day.isoformat()) for day in days_of(programme)]
    if any(line.day is None for line in programme.lines):
        keys.append((None, UNKNOWN))
    here = current.isoformat() if isinstance(current, date) else current
    return [Tab(day, key, choices.address(day=key, version=version), numbers.get(day, 0), key == here) for day, key in keys]


def until_it_changes(response: HttpResponse, programme: Programme, now: datetime) -> HttpResponse:
    """During the edition the line of the present moves with the rows; before it, the first day becomes today's."""
    edition = programme.edition
    first = datetime.combine(edition.starts_on, datetime.min.time(), programme.zone)
    if now < first:
        return fresh_until(response, first)
    if now < first + (edition.ends_on - edition.starts_on) + timedelta(days=2):
        return fresh_until(
            response, now - timedelta(minutes=now.minute % STEP_MIN - STEP_MIN, seconds=now.second, microseconds=now.microsecond)
        )
    return response
