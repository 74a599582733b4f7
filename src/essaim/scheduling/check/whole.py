"""Rules on the event as a whole, and the two that always stand."""

from collections.abc import Iterator
from itertools import pairwise

from essaim.scheduling import constraints as c
from essaim.scheduling.check.laid import Laid, Stand, names
from essaim.scheduling.check.verdict import Found
from essaim.scheduling.problem import Resource


def unplaced(table: Laid) -> Iterator[Found]:
    """Sessions without a place that are not optional. Amount: 1 each."""
    for session in table.problem.sessions:
        if session.id not in table.by_id and not session.is_optional:
            yield Found(1, (session.id,), "unplaced", {})


def does_not_fit(table: Laid) -> Iterator[Found]:
    """A session runs over the end of its block. Amount: per session, the slots lacking."""
    for stand in table.stands:
        if lacking := stand.session.n_slots - len(stand.fills):
            facts = {"slot": stand.slot.id, "room": stand.room.id, "n_slots": stand.session.n_slots, "lacking": lacking}
            yield Found(lacking, (stand.id,), "does_not_fit", facts)


def stretches(stands: list[Stand]) -> Iterator[tuple[int, list[Stand]]]:
    """(minutes, who is on), in time, for every stretch in which that does not change and somebody is."""
    borders = sorted({minute for stand in stands for minute in (stand.starts_min, stand.ends_min)})
    coming = sorted((stand for stand in stands if stand.minutes), key=lambda stand: stand.starts_min, reverse=True)
    on: list[Stand] = []
    for start, end in pairwise(borders):
        on = [stand for stand in on if stand.ends_min > start]
        while coming and coming[-1].starts_min <= start:
            on.append(coming.pop())
        if on:
            yield end - start, on


def resources(table: Laid, rule: c.Resources) -> Iterator[Found]:
    for resource in table.problem.resources:
        users = [stand for stand in table.stands if stand.session.uses.get(resource.id)]
        yield from overused(resource, users)


def overused(resource: Resource, users: list[Stand]) -> Iterator[Found]:
    amount, most, then = 0, 0, dict[str, Stand]()
    for minutes, on in stretches(users):
        used = sum(stand.session.uses[resource.id] for stand in on)
        if used > resource.number:
            amount += minutes * (used - resource.number)
            most = max(most, used)
            then.update((stand.id, stand) for stand in on)
    if amount:
        first = min(then.values(), key=lambda stand: stand.starts_min)
        facts = {"resource": resource.id, "number": resource.number, "used": most, "slot": first.slot.id}
        yield Found(amount, names(then.values()), "resources", facts)


def language_cover(table: Laid, rule: c.LanguageCover) -> Iterator[Found]:
    every = list(stretches(list(table.stands)))
    for language, people in rule.groups.items():
        without = [(minutes, on) for minutes, on in every if not any(language in stand.session.understood for stand in on)]
        total = sum(minutes for minutes, _ in without)
        if total and people:
            then = {stand.id: stand for _, on in without for stand in on}
            first = min(then.values(), key=lambda stand: stand.starts_min)
            facts = {"language": language, "people": people, "minutes": total, "slot": first.slot.id}
            yield Found(people * total, names(then.values()), "language_cover", facts)


def format_balance(table: Laid, rule: c.FormatBalance) -> Iterator[Found]:
    """A format's sessions are all of the problem's, placed or not."""
    n_days = len({slot.day for slot in table.problem.slots})
    every = [session.format for session in table.problem.sessions if session.format]
    held: dict[tuple[str, str], list[Stand]] = {}
    for stand in table.stands:
        if stand.session.format:
            held.setdefault((stand.session.format, stand.slot.day), []).append(stand)
    for (kind, day), stands in held.items():
        share = -(-every.count(kind) // n_days)
        if len(stands) > share:
            facts = {"format": kind, "day": day, "n_sessions": len(stands), "share": share}
            yield Found(len(stands) - share, names(stands), "format_balance", facts)


def compact_days(table: Laid, rule: c.CompactDays) -> Iterator[Found]:
    for person, stands in table.by_person.items():
        days = tuple(dict.fromkeys(stand.slot.day for stand in stands))
        if len(days) > 1:
            yield Found(len(days) - 1, names(stands), "compact_days", {"person": person, "days": days})


def lonely_pairs(table: Laid, rule: c.LonelyPairs) -> Iterator[Found]:
    beginning: dict[str, list[Stand]] = {}
    for stand in table.stands:
        if stand.id in rule.sessions:
            beginning.setdefault(stand.slot.id, []).append(stand)
    for slot, stands in beginning.items():
        for stand in stands:
            if len(stands) != 2 and stand.minutes:
                yield Found(stand.minutes, (stand.id,), "lonely_pairs", {"slot": slot, "beside": len(stands) - 1})
