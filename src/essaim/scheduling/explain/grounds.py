"""A minimal set told as a reason: its code, and what each rule adds."""

from collections.abc import Iterable, Iterator, Mapping

from essaim.scheduling import constraints as c
from essaim.scheduling.constraints import Rule, When
from essaim.scheduling.explain.decide import Decider, names_of
from essaim.scheduling.explain.facts import Bar, Facts, Part
from essaim.scheduling.explain.minimal import Cause
from essaim.scheduling.result import Ground, Reason

ORDERS = ("pair_not_before", "pair_not_right_after", "theme_order")
CODES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("resource_clash", ("resources",)),
    ("order_impossible", ORDERS),
    ("plenary_beside", ("plenary_alone",)),
    ("person_at_once", ("person_clash", "person_travel", "compact_days")),
    ("too_few_places", ("room_clash",)),
)
"""Of several sessions: the first code of which a ground is there; else "cannot_hold"."""


def reason_of(decider: Decider, cause: Cause) -> Reason:
    """facts: `rooms` and `slots` in which any of the sessions can be held and begin while the rules of the reason hold, by themselves."""
    facts = decider.facts
    names = names_of(cause.parts)
    grounds = tuple(grounds_of(facts, cause))
    spots = possible(decider, cause)
    slots, rooms = {slot for slot, _ in spots}, {room for _, room in spots}
    return Reason(
        code=code_of(decider, cause, grounds),
        rules=tuple(rule.rule_name for rule in facts.rules if rule.rule_name in names),
        sessions=facts.named(cause.sessions),
        facts={
            "slots": tuple(facts.slots[slot].id for slot in sorted(slots)),
            "rooms": tuple(facts.rooms[room].id for room in sorted(rooms)),
        },
        grounds=grounds,
        is_minimal=cause.is_minimal,
    )


def code_of(decider: Decider, cause: Cause, grounds: tuple[Ground, ...]) -> str:
    if len(cause.sessions) == 1:
        (number,) = cause.sessions
        bars = [bar for bar in decider.bars[number] if bar.part in cause.parts]
        return code_of_one(bars) if {bar.part for bar in bars} == cause.parts else "no_place"
    there = {ground.code for ground in grounds}
    return next((code for code, needed in CODES if there.intersection(needed)), "cannot_hold")


def code_of_one(bars: Iterable[Bar]) -> str:
    """Of one session that these bars leave no place."""
    some = list(bars)
    if not any(bar.starts or bar.places for bar in some):
        return "no_room_fits"
    return "no_place" if any(bar.rooms or bar.places for bar in some) else "no_start_fits"


def possible(decider: Decider, cause: Cause) -> set[tuple[int, int]]:
    """(slot, room) left to any of the sessions by the bars of the cause."""
    facts = decider.facts
    found: set[tuple[int, int]] = set()
    for number in cause.sessions:
        kept = [bar for bar in decider.bars[number] if bar.part in cause.parts]
        spots = ((slot, room) for slot in facts.spans(number) for room in range(len(facts.rooms)))
        found.update(spot for spot in spots if not any(bar.bars(*spot) for bar in kept))
    return found


def grounds_of(facts: Facts, cause: Cause) -> Iterator[Ground]:
    """In the order of the rules; what is the same for several sessions is one ground."""
    for rule in facts.rules:
        subjects = sorted(part.subject for part in cause.parts if part.rule == rule.rule_name)
        if subjects:
            yield from joined(facts, grounds_of_rule(facts, rule, subjects, cause))
    yield from joined(facts, lengths(facts, cause))


def lengths(facts: Facts, cause: Cause) -> Iterator[Ground]:
    """Sessions of more than one slot: breaks bear on them, which is no rule that could be lifted."""
    for number in sorted(cause.sessions):
        session = facts.sessions[number]
        if session.n_slots > 1:
            yield Ground(code="takes", rule="does_not_fit", sessions=(session.id,), facts={"n_slots": session.n_slots})


def joined(facts: Facts, grounds: Iterable[Ground]) -> Iterator[Ground]:
    """Those of pairs stay as they are: there the order matters."""
    by_kind: dict[tuple[str, tuple[str, ...], tuple[tuple[str, object], ...]], list[Ground]] = {}
    for ground in grounds:
        pair = ground.sessions if ground.code.startswith("pair_") or ground.code == "theme_order" else ()
        by_kind.setdefault((ground.code, pair, tuple(sorted(ground.facts.items(), key=lambda item: item[0]))), []).append(ground)
    for (_, pair, _), same in by_kind.items():
        numbers = {facts.session_number[session] for ground in same for session in ground.sessions}
        yield Ground(code=same[0].code, rule=same[0].rule, sessions=same[0].sessions if pair else facts.named(numbers), facts=same[0].facts)


def grounds_of_rule(facts: Facts, rule: Rule, subjects: list[tuple[str, ...]], cause: Cause) -> Iterator[Ground]:  # noqa: C901, PLR0912 - a case each class
    name, every = rule.rule_name, facts.named(cause.sessions)
    match rule:
        case c.RoomClash() | c.OneThemeACell() | c.CellCosts():
            yield Ground(code=rule.default_name, rule=name, sessions=every, facts={"rooms": tuple(room for (room,) in subjects)})
        case c.Pairs():
            for first, second in subjects:
                yield Ground(code=f"pair_{rule.when.value}", rule=name, sessions=(first, second), facts=pause_facts(rule))
        case c.ThemeOrder():
            for first, second in subjects:
                yield Ground(code="theme_order", rule=name, sessions=(first, second))
        case c.PersonClash() | c.PersonTravel() | c.CompactDays() | c.PersonAway():
            for (person,) in subjects:
                theirs = facts.by_person[person]
                with_them = facts.named(cause.sessions.intersection(theirs) or theirs)
                yield Ground(
                    code=rule.default_name, rule=name, sessions=with_them, facts={"person": person, **away_facts(facts, rule, person)}
                )
        case c.Resources():
            numbers = {one.id: one.number for one in facts.problem.resources}
            for (resource,) in subjects:
                users = tuple(one for one in every if facts.sessions[facts.session_number[one]].uses.get(resource))
                yield Ground(code="resources", rule=name, sessions=users, facts={"resource": resource, "number": numbers[resource]})
        case c.ThemeParallel() | c.ThemeRooms() | c.ThemeCellsTogether() | c.ThemeRuns() | c.ThemePositions() | c.ThemesTogether():
            for themes in subjects:
                held = tuple(one for one in every if {*facts.sessions[facts.session_number[one]].themes}.intersection(themes))
                yield Ground(code=rule.default_name, rule=name, sessions=held, facts={"themes": themes})
        case c.LanguageCover():
            yield Ground(code="language_cover", rule=name, sessions=every, facts={"languages": tuple(one for (one,) in subjects)})
        case c.FormatBalance():
            yield Ground(code="format_balance", rule=name, sessions=every, facts={"formats": tuple(one for (one,) in subjects)})
        case c.LonelyPairs():
            yield Ground(code="lonely_pairs", rule=name, sessions=tuple(one for one in every if one in rule.sessions))
        case c.PlenaryAlone():
            yield from (Ground(code="plenary_alone", rule=name, sessions=subject) for subject in subjects)
        case _:
            yield from (session_ground(facts, rule, session) for (session,) in subjects)


def pause_facts(rule: c.Pairs) -> Mapping[str, object]:
    return {"needed": rule.pause_min} if rule.when == When.SHORT_PAUSE else {}


def away_facts(facts: Facts, rule: Rule, person: str) -> Mapping[str, object]:
    """The slots somebody is away in, in the problem's order."""
    if not isinstance(rule, c.PersonAway):
        return {}
    away = {one.id: one.away for one in facts.problem.people}.get(person, frozenset())
    return {"slots": tuple(slot.id for slot in facts.slots if slot.id in away)}


def session_ground(facts: Facts, rule: Rule, name: str) -> Ground:
    """Of a rule on where one session stands. rooms, slots: those that the rule leaves to it."""
    from essaim.scheduling.explain.bars import bars

    number = facts.session_number[name]
    session = facts.sessions[number]
    made = next(iter(bars(facts, rule, number)), Bar(rule, Part(rule.rule_name, (name,))))
    rooms = tuple(room.id for at, room in enumerate(facts.rooms) if at not in made.rooms)
    slots = tuple(slot.id for at, slot in enumerate(facts.slots) if at not in made.starts)
    about: dict[str, object] = {}
    match rule:
        case c.Equipment():
            about = {"features": tuple(sorted(session.needs)), "rooms": rooms}
        case c.StepFree() | c.QuietRoom() | c.RoomNotAllowed() | c.RoomCosts():
            about = {"rooms": rooms}
        case c.Capacity() | c.SeatsShort():
            about = {"audience": session.audience, "rooms": rooms}
        case c.Pinned() if session.pinned:
            about = {"slot": session.pinned.slot, "room": session.pinned.room}
        case c.MovedTime() if session.published:
            about = {"slot": session.published.slot}
        case c.MovedRoom() if session.published:
            about = {"room": session.published.room}
        case c.SlotNotAllowed():
            about = {"slots": tuple(slot.id for slot in facts.slots if slot.id in (session.slots or ()))}
        case c.PreferredSlots() | c.SlotCosts():
            about = {"slots": slots}
        case c.RoomClosed():
            shut = {room for _, room in made.places}
            about = {"rooms": tuple(facts.rooms[room].id for room in sorted(shut))}
    return Ground(code=rule.default_name or CODE_OF[type(rule)], rule=rule.rule_name, sessions=(name,), facts=about)


CODE_OF: Mapping[type[Rule], str] = {c.SlotCosts: "slot_costs", c.RoomCosts: "room_costs"}
