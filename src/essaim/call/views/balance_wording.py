"""Balance in words: rules, verdicts, what swaps do and why they break no rule."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import TypeAlias

from babel.numbers import format_percent
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from essaim.call.balancing import EXCHANGE, FEWEST, WHOLE, Effect, Proof, Reading, Search, Swap, Tally, Verdict, withheld
from essaim.call.models import Aim
from essaim.call.queries.balance import PROGRAMME, PROPOSALS, Choice
from essaim.call.queries.balance_values import Labels
from essaim.kit.dates import locale_of, long_day, plain_spaces
from essaim.kit.languages import spoken

Dimension = Aim.Dimension
TITLES: dict[str, str | Promise] = {
    Dimension.CONTINENT: gettext_lazy("Continents"),
    Dimension.COUNTRY: gettext_lazy("Countries"),
    Dimension.ORGANISATION_KIND: gettext_lazy("Kinds of organisation"),
    Dimension.GENDER: gettext_lazy("Declared gender"),
    Dimension.LANGUAGE: gettext_lazy("Languages"),
    Dimension.FORMAT: gettext_lazy("Formats"),
    Dimension.GOAL: gettext_lazy("Goals"),
    Dimension.NEWCOMER: gettext_lazy("Newcomers"),
}
RULES: dict[str, str | Promise] = {
    Dimension.CONTINENT: gettext_lazy(
        "Counted: each lead organisation; where none is named, whom its people speak for. Continents after the United Nations’ M49."
    ),
    Dimension.COUNTRY: gettext_lazy("Counted: each lead organisation; where none is named, whom its people speak for."),
    Dimension.ORGANISATION_KIND: gettext_lazy("Counted: each lead organisation, by its kind."),
    Dimension.GENDER: gettext_lazy(
        "Counted: each person who takes part, as they declared it; never guessed. Counts of one to four people are withheld, and whatever "
        "would let one work them out."
    ),
    Dimension.LANGUAGE: gettext_lazy(
        "Counted: each proposal or session, in every language it is to be spoken in; one in two languages stands in both, so shares may add up to more than the whole."
    ),
    Dimension.FORMAT: gettext_lazy("Counted: each proposal or session. A contribution attached to a panel is part of it."),
    Dimension.GOAL: gettext_lazy("Counted: each proposal or session, under every goal it names; a target counts to its goal."),
    Dimension.NEWCOMER: gettext_lazy("Counted: each person who takes part, as they declared it."),
}
VERDICTS: dict[Verdict, str | Promise] = {
    Verdict.MET: gettext_lazy("met"),
    Verdict.MISSED: gettext_lazy("missed"),
    Verdict.UNTOLD: gettext_lazy("cannot be told"),
}


LITTLE = 0.01


def percent(share: float | None, reader: str, *, tenths: bool = False) -> str:
    """Whole per cents, or with a tenth where a whole one would hide on which side of an aim it is; nothing counted becomes 0 or 100."""
    return _("unknown") if share is None else written(share, reader, tenths)


@lru_cache(maxsize=4096)
def written(share: float, reader: str, tenths: bool) -> str:  # noqa: FBT001 of the cache
    locale = locale_of(reader)
    if tenths and not (share * 100).is_integer():
        return plain_spaces(format_percent(share, format="#,##0.0\u00a0%" if reader != "en" else "#,##0.0%", locale=locale))
    if 0 < share < LITTLE:
        return "<\u00a0" + plain_spaces(format_percent(LITTLE, locale=locale))
    if 1 - LITTLE < share < 1:
        return ">\u00a0" + plain_spaces(format_percent(1 - LITTLE, locale=locale))
    return plain_spaces(format_percent(round(share, 2), locale=locale))


def draft_name(choice: Choice, reader: str) -> str:
    match choice.code:
        case code if code == PROPOSALS:
            return _("Proposals kept so far")
        case code if code == PROGRAMME:
            return _("Draft programme")
        case code:
            version = choice.version
            at = version.released_at.astimezone(version.edition.zone) if version and version.released_at else None
            day = long_day(at.date(), reader) if at else ""
            return _("Version %(number)s, released %(day)s") % {"number": code, "day": day}


def aim_name(aim: Aim, labels: Labels) -> str:
    """As the committee says it; else its rule."""
    return spoken(aim.words, labels.reader).text or aim_rule(aim, labels)


def aim_rule(aim: Aim, labels: Labels) -> str:
    """Africa, Asia: at least 25 %"""
    ends = [
        _("at least %(share)s") % {"share": percent(aim.least_percent / 100, labels.reader)} if aim.least_percent is not None else "",
        _("at most %(share)s") % {"share": percent(aim.most_percent / 100, labels.reader)} if aim.most_percent is not None else "",
    ]
    said = _(" and ").join(end for end in ends if end)
    said = f"{said}, {_('in each path, too')}" if aim.per_path else said
    return _("%(values)s: %(rule)s") % {"values": labels.several(aim.dimension, aim.values), "rule": said}


def is_withheld(reading: Reading) -> bool:
    """Would the counts tell what fewer than five people declared?"""
    parts = (reading.known, reading.hits, reading.known - reading.hits)
    return reading.aim.dimension == Dimension.GENDER and not reading.by_seats and any(0 < part < FEWEST for part in parts)


def reading_said(reading: Reading, reader: str, *, is_away: bool = False) -> str:
    """How many of how many, and what the unknown could make of it."""
    if reading.known == 0:
        return ngettext("Nothing is known; %(n)s unknown.", "Nothing is known; %(n)s unknown.", reading.unknown) % {"n": reading.unknown}
    if is_away or is_withheld(reading):
        return _("Withheld: fewer than five people.")
    said = _("%(share)s of what is known: %(hits)s of %(known)s.") % {
        "share": percent(reading.share, reader, tenths=True),
        "hits": reading.hits,
        "known": reading.known,
    }
    if not reading.unknown:
        return said + " " + _("None is unknown.")
    reach = {
        "n": reading.unknown,
        "low": percent(reading.lowest, reader, tenths=True),
        "high": percent(reading.highest, reader, tenths=True),
    }
    return f"{said} {ngettext('%(n)s unknown: it may be from %(low)s to %(high)s.', '%(n)s unknown: it may be from %(low)s to %(high)s.', reading.unknown) % reach}"


def verdict_said(reading: Reading, *, is_away: bool = False) -> str:
    if is_away:
        return pgettext("a figure", "withheld")
    if reading.verdict == Verdict.UNTOLD and reading.known:
        return _("cannot be told; of what is known it holds") if reading.holds else _("cannot be told; of what is known it does not hold")
    return str(VERDICTS[reading.verdict])


def finding(tally: Tally, named: Callable[[str], str], hidden: Mapping[str, bool], reader: str) -> str:
    """The two most frequent values with their shares: what a reader should take along."""
    if not tally.known:
        return _("Nothing is known")
    shown = [value for value in tally.counts if not hidden.get(value)][:2]
    if not shown:
        return _("Withheld: fewer than five people")
    return ", ".join(f"{named(value)} {percent(tally.share(value), reader)}" for value in shown)


def shows_change(effect: Effect, reader: str) -> bool:
    """Is what is said before another thing than what is said after? A whole of hundreds may move by less than is written."""
    said = [percent(one.share, reader, tenths=True) for one in (effect.before, effect.after)]
    return effect.is_changed and said[0] != said[1]


Withheld: TypeAlias = frozenset[tuple[str, str]]
"""Aims, by key, and paths of which nothing is said, weighed by seats neither: everybody knows the rooms, which would tell who is in them."""


def withheld_in(readings: Iterable[Reading]) -> Withheld:
    """Readings of one draft: those of few people, and those that would let one work these out."""
    by_aim: dict[str, dict[str, Reading]] = {}
    for one in readings:
        if one.aim.dimension == Dimension.GENDER and not one.by_seats:
            by_aim.setdefault(one.aim.key, {})[one.path] = one
    return frozenset((key, path) for key, paths in by_aim.items() for path in withheld_paths(paths))


REST = "-"
"""What is on no path."""


def withheld_paths(paths: Mapping[str, Reading]) -> set[str]:
    """Of one aim's readings, the whole among them."""
    rows = {path: tally_of(one.hits, one.known) for path, one in paths.items()}
    inside = [one for path, one in paths.items() if path != WHOLE]
    if inside:
        hits, known = (getattr(paths[WHOLE], name) - sum(getattr(one, name) for one in inside) for name in ("hits", "known"))
        rows[REST] = tally_of(max(hits, 0), max(known, hits, 0))
    return {path for path, _value in withheld(rows, whole=WHOLE)} - {REST}


def tally_of(hits: int, known: int) -> Tally:
    return Tally({"in": hits, "out": known - hits}, known)


def effect_said(effect: Effect, name: str, reader: str) -> str:
    """Women: 48 % → 50 %."""
    facts = {
        "aim": name,
        "before": percent(effect.before.share, reader, tenths=True),
        "after": percent(effect.after.share, reader, tenths=True),
    }
    where = f" ({_('path')} {effect.before.path})" if effect.before.path else ""
    weighed = f", {_('weighed by seats')}" if effect.before.by_seats else ""
    return _("%(aim)s: %(before)s → %(after)s") % facts + where + weighed


PROOFS: dict[str, str | Promise] = {
    "room_fits": gettext_lazy("the room has %(seats)s seats for %(audience)s expected"),
    "room_as_now": gettext_lazy("the room has at least as many seats as the one it stands in now"),
    "booths_suffice": gettext_lazy("the room has %(booths)s interpretation booths, %(needed)s are needed"),
    "booths_as_now": gettext_lazy("it stays in a room where it is interpreted now"),
    "not_interpreted": gettext_lazy("it is not interpreted, so no booth is needed"),
    "nobody_named": gettext_lazy("nobody is named for it yet who could be elsewhere"),
}
OBSTACLES: dict[str, str | Promise] = {
    "room_too_small": gettext_lazy("the room is too small"),
    "audience_unknown": gettext_lazy("nobody said how many people are expected"),
    "seats_unknown": gettext_lazy("the room’s seats are unknown"),
    "booths_too_few": gettext_lazy("the room has too few interpretation booths"),
    "booths_unknown": gettext_lazy("the room’s interpretation booths are unknown"),
    "room_taken": gettext_lazy("the room is taken"),
    "person_elsewhere": gettext_lazy("somebody would be in two places at once"),
    "person_unavailable": gettext_lazy("somebody said they cannot be there then"),
}


def proof_said(proof: Proof) -> str:
    if proof.code == "people_free":
        return people_said(int(str(proof.facts["people"])), int(str(proof.facts["said"])))
    return str(PROOFS[proof.code]) % dict(proof.facts)


def people_said(people: int, said: int) -> str:
    free = ngettext("its one person is in no other session then", "its %(n)s people are in no other session then", people) % {"n": people}
    if not said:
        return f"{free} ({_('nobody said when they can come')})"
    told = ngettext("%(n)s said when they can come, and can", "%(n)s said when they can come, and can", said) % {"n": said}
    return f"{free} ({told})"


def proofs_said(swap: Swap) -> list[str]:
    """Why no rule breaks."""
    said = [proof_said(proof) for proof in (*swap.proofs, *swap.other_proofs)]
    if swap.act == EXCHANGE:
        said = [_("both have the same format and length"), *dict.fromkeys(said)]
    return said or [_("neither has an hour or a room yet, so no rule of rooms, people or booths applies")]


def obstacle_said(code: str) -> str:
    return str(OBSTACLES.get(code, code))


def none_said(search: Search) -> list[str]:
    """Why none exists: every single exchange was looked at."""
    said = [
        ngettext(
            "%(n)s exchange was looked at, that is all of them.", "%(n)s exchanges were looked at, that is all of them.", search.n_examined
        )
        % {"n": search.n_examined}
    ]
    if not search.n_examined:
        return [_("There is nothing to exchange: no proposal of the same path, kind and format waits.")]
    said.append(
        ngettext("%(n)s of them would bring the aim nearer.", "%(n)s of them would bring the aim nearer.", search.n_improving)
        % {"n": search.n_improving}
    )
    if search.n_breaking_aims:
        said.append(
            ngettext("%(n)s would break another aim that is kept.", "%(n)s would break another aim that is kept.", search.n_breaking_aims)
            % {"n": search.n_breaking_aims}
        )
    said += [_("%(n)s would not do: %(why)s.") % {"n": n, "why": obstacle_said(code)} for code, n in sorted(search.obstacles.items())]
    return said
