"""VTIMEZONE out of a zone's real changes: each change of offset in the time used is an observance of its own, no rule is guessed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from essaim.forum.interchange.content_lines import join

LOOK_BACK = timedelta(days=400)
"""More than a year: a zone with summer time shows both its changes."""
LOOK_AHEAD = timedelta(days=1)
STEP = timedelta(days=1)
SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Change:
    onset: datetime
    """In UTC."""
    before: timedelta
    after: timedelta
    name: str
    is_summer: bool


def changes(zone: ZoneInfo, first: datetime, last: datetime) -> Iterator[Change]:
    """The zone's changes from 400 days before `first` until a day after `last` (both aware)."""
    moment, stop = first.astimezone(UTC) - LOOK_BACK, last.astimezone(UTC) + LOOK_AHEAD
    while moment < stop:
        following = moment + STEP
        if _offset(zone, moment) != _offset(zone, following):
            onset = _onset(zone, moment, following)
            local = onset.astimezone(zone)
            yield Change(onset, _offset(zone, moment), _offset(zone, following), local.tzname() or "", bool(local.dst()))
        moment = following


def vtimezone(zone: ZoneInfo, first: datetime, last: datetime) -> Iterator[str]:
    """The component's lines, folded. A zone without a change in that time has one observance, from 1970."""
    yield join("BEGIN", "VTIMEZONE")
    yield join("TZID", zone.key)
    found = list(changes(zone, first, last))
    if not found:
        local = first.astimezone(zone)
        offset = local.utcoffset() or timedelta()
        always = datetime(1970, 1, 1, tzinfo=UTC) - offset
        found = [Change(always, offset, offset, local.tzname() or "", is_summer=False)]
    for change in found:
        kind = "DAYLIGHT" if change.is_summer else "STANDARD"
        yield join("BEGIN", kind)
        yield join("DTSTART", (change.onset + change.before).strftime("%Y%m%dT%H%M%S"))
        yield join("TZOFFSETFROM", _offset_text(change.before))
        yield join("TZOFFSETTO", _offset_text(change.after))
        yield join("TZNAME", change.name)
        yield join("END", kind)
    yield join("END", "VTIMEZONE")


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _onset(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The first second of the new offset."""
    old = _offset(zone, before)
    while after - before > SECOND:
        middle = before + timedelta(seconds=(after - before) // SECOND // 2)
        if _offset(zone, middle) == old:
            before = middle
        else:
            after = middle
    return after


def _offset_text(offset: timedelta) -> str:
    sign = "-" if offset < timedelta() else "+"
    seconds = abs(int(offset.total_seconds()))
    text = f"{sign}{seconds // 3600:02d}{seconds // 60 % 60:02d}"
    return text + f"{seconds % 60:02d}" if seconds % 60 else text
