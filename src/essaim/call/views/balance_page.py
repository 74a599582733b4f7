"""The balance page's parts: what a template shows of a draft, and of another beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from essaim.call.balancing import WHOLE, Balance, Reading, Tally, Verdict, readings, withheld
from essaim.call.balancing import balance as count
from essaim.call.balancing import strip as strips
from essaim.call.balancing.bars import N_HUES, NARROW, OTHERS, WIDE, Row, stacked
from essaim.call.balancing.member import Member
from essaim.call.models import Aim
from essaim.call.queries.balance import rules_of
from essaim.call.queries.balance_units import DIMENSIONS
from essaim.call.queries.balance_values import Labels
from essaim.call.views.balance_wording import (
    RULES,
    TITLES,
    aim_name,
    aim_rule,
    finding,
    is_withheld,
    percent,
    reading_said,
    verdict_said,
    withheld_in,
)

BEFORE = "before"
NOWHERE = ""
"""The row of what is on no path."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One draft, counted."""

    balance: Balance
    readings: tuple[Reading, ...]
    by_seats: tuple[Reading, ...] = ()


def counted(members: Sequence[Member], aims: Sequence[Aim], letters: Sequence[str], *, by_seats: bool) -> Counted:
    rules = rules_of(aims)
    weighed = readings(members, rules, letters, by_seats=True) if by_seats else ()
    return Counted(count(members, DIMENSIONS, letters), tuple(readings(members, rules, letters)), tuple(weighed))


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    is_withheld: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    cells: tuple[Cell, ...]
    value: str = ""
    """Its code; "" for the sums."""


@dataclass(frozen=True, slots=True)
class Section:
    """One dimension: a chart and the same values in a table."""

    code: str
    title: str
    rule: str
    finding: str
    known: int
    unknown: int
    wide: SafeString
    narrow: SafeString
    columns: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class AimShown:
    aim: Aim
    name: str
    rule: str
    reading: Reading
    verdict: str
    said: str
    before: str
    weighed: str
    wide: SafeString
    narrow: SafeString
    paths: tuple[tuple[str, Verdict, str, str], ...]
    """(path, verdict, verdict in words, what was counted)."""
    is_withheld: bool = False

    @property
    def is_off(self) -> bool:
        return self.reading.is_too_low or self.reading.is_too_high

    @property
    def shown_verdict(self) -> Verdict:
        return Verdict.UNTOLD if self.is_withheld else self.reading.verdict


@dataclass(frozen=True, slots=True)
class Column:
    label: str
    tallies: Balance
    path: str | None
    """None: the whole."""

    def tally(self, dimension: str) -> Tally:
        return self.tallies.whole[dimension] if self.path is None else self.tallies.paths[self.path][dimension]


def columns_of(now: Counted, before: Counted | None, shown: Sequence[str]) -> list[Column]:
    """The whole, the whole before, then the paths this reader may see."""
    found = [Column(pgettext("paths", "All"), now.balance, None)]
    if before is not None:
        found.append(Column(_("Before"), before.balance, None))
    return found + [Column(path or _("no path"), now.balance, path) for path in shown if path in now.balance.paths]


def section_of(dimension: str, columns: Sequence[Column], labels: Labels) -> Section:
    whole = columns[0].tally(dimension)
    hidden = hidden_cells(dimension, columns)
    values = values_of(dimension, columns)
    title = finding(
        whole, lambda value: labels.of(dimension, value), {value: (columns[0].label, value) in hidden for value in values}, labels.reader
    )
    wide, narrow = chart_of(dimension, columns, values, hidden, labels, title)
    lines = [line_of(labels.of(dimension, value), value, dimension, columns, hidden) for value in values]
    lines.append(Line(_("known"), tuple(Cell(str(column.tally(dimension).known)) for column in columns)))
    lines.append(Line(_("unknown"), tuple(Cell(str(column.tally(dimension).unknown)) for column in columns)))
    return Section(
        dimension,
        str(TITLES[dimension]),
        str(RULES[dimension]),
        title,
        whole.known,
        whole.unknown,
        wide,
        narrow,
        tuple(column.label for column in columns),
        tuple(lines),
    )


def values_of(dimension: str, columns: Sequence[Column]) -> list[str]:
    """The most frequent of the whole first, then what only the other draft has."""
    return list(dict.fromkeys(value for column in columns for value in column.tally(dimension).counts))


def hidden_cells(dimension: str, columns: Sequence[Column]) -> set[tuple[str, str]]:
    """Reckoned over all paths of each draft, whichever of them this reader sees."""
    if dimension != Aim.Dimension.GENDER:
        return set()
    found: set[tuple[str, str]] = set()
    for tallies in {id(column.tallies): column.tallies for column in columns}.values():
        rows = {path: tables[dimension] for path, tables in tallies.paths.items() if path} | {"*": tallies.whole[dimension]}
        if NOWHERE in tallies.paths:
            rows["-"] = tallies.paths[NOWHERE][dimension]
        cells = withheld(rows, whole="*")
        for column in columns:
            row = "*" if column.path is None else column.path or "-"
            if column.tallies is tallies:
                found |= {(column.label, value) for path, value in cells if path == row}
    return found


def line_of(label: str, value: str, dimension: str, columns: Sequence[Column], hidden: set[tuple[str, str]]) -> Line:
    return Line(
        label,
        tuple(
            Cell(pgettext("a figure", "withheld"), is_withheld=True)
            if (column.label, value) in hidden
            else Cell(str(column.tally(dimension).counts.get(value, 0)))
            for column in columns
        ),
        value,
    )


def chart_of(
    dimension: str, columns: Sequence[Column], values: Sequence[str], hidden: set[tuple[str, str]], labels: Labels, title: str
) -> tuple[SafeString, SafeString]:
    """The most frequent values each in their hue, the others together. A unit with two values stands once in each, so such a bar shows
    mentions and its sum is more than the known."""
    ordered = [value for value in values if not all((column.label, value) in hidden for column in columns)]
    split = len(ordered) > N_HUES
    shown = ordered[:OTHERS] if split else ordered
    key = [labels.of(dimension, value) for value in shown] + ([_("others")] if split else [])
    rows = []
    for column in columns:
        tally = column.tally(dimension)
        seen = [0 if (column.label, value) in hidden else tally.counts.get(value, 0) for value in shown]
        away = sum(count for value, count in tally.counts.items() if (column.label, value) in hidden)
        rest = sum(count for value, count in tally.counts.items() if value not in shown and (column.label, value) not in hidden)
        rows.append(
            Row(
                column.label,
                (*seen, rest) if split else tuple(seen),
                withheld=away,
                unknown=tally.unknown,
                is_strong=column.path is None,
                note=_("none"),
                n=tally.total,
            )
        )
    said = f"{TITLES[dimension]}: {title}. {_('The table below gives the same values.')}"
    drawn = [
        stacked(rows, key, frame, title=said, withheld=_("withheld, for counts under five"), unknown=_("unknown"))
        for frame in (WIDE, NARROW)
    ]
    return mark_safe(drawn[0]), mark_safe(drawn[1])


def seats_of(now: Counted, before: Counted | None, shown: Sequence[str]) -> Section:
    balance = now.balance
    paths = [path for path in shown if path in balance.paths]
    rows = [Row(path or _("no path"), (balance.path_seats[path].seats,), note=_("unknown")) for path in paths]
    top = max((row.total for row in rows), default=0)
    title = _("%(seats)s seats in all") % {"seats": balance.seats.seats}
    drawn = [stacked(rows, [], frame, title=f"{_('Seats')}: {title}", withheld="", unknown="", top=top or None) for frame in (WIDE, NARROW)]
    held = [balance.seats, *([before.balance.seats] if before else []), *(balance.path_seats[path] for path in paths)]
    columns = (pgettext("paths", "All"), *([_("Before")] if before else []), *(path or _("no path") for path in paths))
    lines = (
        Line(_("seats"), tuple(Cell(str(one.seats) if one.known else _("unknown")) for one in held), "seats"),
        Line(_("known"), tuple(Cell(str(one.known)) for one in held)),
        Line(_("unknown"), tuple(Cell(str(one.unknown)) for one in held)),
    )
    rule = _("Counted: the seats of the room; while there is none, the people expected.")
    return Section(
        "seats",
        _("Seats"),
        rule,
        title,
        balance.seats.known,
        balance.seats.unknown,
        mark_safe(drawn[0]),
        mark_safe(drawn[1]),
        columns,
        lines,
    )


def aims_shown(aims: Sequence[Aim], now: Counted, before: Counted | None, shown: Sequence[str], labels: Labels) -> list[AimShown]:
    return [aim_shown(aim, now, before, shown, labels) for aim in aims if any(one.aim.key == str(aim.pk) for one in now.readings)]


def aim_shown(aim: Aim, now: Counted, before: Counted | None, shown: Sequence[str], labels: Labels) -> AimShown:
    own = [reading for reading in now.readings if reading.aim.key == str(aim.pk)]
    whole = next(reading for reading in own if reading.path == WHOLE)
    old = next((one for one in before.readings if one.aim.key == str(aim.pk) and one.path == WHOLE), None) if before else None
    weighed = next((one for one in now.by_seats if one.aim.key == str(aim.pk) and one.path == WHOLE and one.known), None)
    name = aim_name(aim, labels)
    away, away_before = withheld_in(own), withheld_in(before.readings if before else ())
    key = str(aim.pk)
    is_away = (key, WHOLE) in away
    old = None if (key, WHOLE) in away_before else old
    title = f"{name}: {verdict_said(whole)}. {reading_said(whole, labels.reader)}"
    wide, narrow = (strips.strip(whole, frame, title=title, before=old) for frame in (strips.WIDE, strips.NARROW))
    return AimShown(
        aim,
        name,
        aim_rule(aim, labels),
        whole,
        verdict_said(whole, is_away=is_away),
        reading_said(whole, labels.reader, is_away=is_away),
        before_said(old, labels),
        "" if is_away else weighed_said(weighed, labels),
        SafeString("") if is_away else mark_safe(wide),
        SafeString("") if is_away else mark_safe(narrow),
        tuple(path_said(one, labels.reader, is_away=(key, one.path) in away) for one in own if one.path != WHOLE and one.path in shown),
        is_away,
    )


def path_said(reading: Reading, reader: str, *, is_away: bool) -> tuple[str, Verdict, str, str]:
    verdict = Verdict.UNTOLD if is_away else reading.verdict
    return reading.path, verdict, verdict_said(reading, is_away=is_away), reading_said(reading, reader, is_away=is_away)


def before_said(old: Reading | None, labels: Labels) -> str:
    if old is None or old.share is None or is_withheld(old):
        return ""
    return _("Before: %(share)s (ring).") % {"share": percent(old.share, labels.reader, tenths=True)}


def weighed_said(reading: Reading | None, labels: Labels) -> str:
    """The same aim where a large room counts for more."""
    if reading is None:
        return ""
    return _("Weighed by the seats of the rooms: %(share)s, %(verdict)s.") % {
        "share": percent(reading.share, labels.reader, tenths=True),
        "verdict": verdict_said(reading),
    }


def answer(shown: Sequence[AimShown]) -> str:
    """The page's question, answered in a sentence."""
    missed = sum(one.shown_verdict == Verdict.MISSED for one in shown)
    untold = sum(one.shown_verdict == Verdict.UNTOLD for one in shown)
    facts = {"aims": len(shown), "missed": missed, "untold": untold, "met": len(shown) - missed - untold}
    if not shown:
        return _("Nobody has said yet what a balanced programme would be. The figures stand below.")
    if missed:
        said = ngettext(
            "Not yet: the only aim is missed.",
            "Not yet: of %(aims)s aims, %(met)s met, %(missed)s missed, %(untold)s that cannot be told.",
            len(shown),
        )
    elif untold:
        said = ngettext(
            "It cannot be told: too much is unknown for the only aim.",
            "It cannot be told: of %(aims)s aims, %(met)s met, and for %(untold)s too much is unknown.",
            len(shown),
        )
    else:
        said = ngettext("Yes: the only aim is met.", "Yes: all %(aims)s aims are met.", len(shown))
    return said % facts
