"""Rules on where one session stands."""

from collections.abc import Iterable, Iterator, Mapping

from essaim.scheduling import constraints as c
from essaim.scheduling.check.laid import Laid, Stand
from essaim.scheduling.check.verdict import Found


def found(stand: Stand, amount: int, code: str, **facts: object) -> Iterator[Found]:
    """One thing about one session, unless the amount is 0."""
    if amount:
        yield Found(amount, (stand.id,), code, {"slot": stand.slot.id, "room": stand.room.id, **facts})


def minutes_within(stand: Stand, slots: Iterable[str]) -> int:
    """Minutes of those slots it fills that are among `slots`."""
    wanted = frozenset(slots)
    return sum(slot.ends_min - slot.starts_min for slot in stand.fills if slot.id in wanted)


def person_away(table: Laid, rule: c.PersonAway) -> Iterator[Found]:
    away = {person.id: person.away for person in table.problem.people}
    for stand in table.stands:
        for person in sorted(stand.session.people):
            yield from found(stand, minutes_within(stand, away.get(person, ())), "person_away", person=person)


def slot_not_allowed(table: Laid, rule: c.SlotNotAllowed) -> Iterator[Found]:
    for stand in table.stands:
        allowed = stand.session.slots
        yield from found(stand, int(allowed is not None and stand.slot.id not in allowed), "slot_not_allowed")


def room_not_allowed(table: Laid, rule: c.RoomNotAllowed) -> Iterator[Found]:
    for stand in table.stands:
        allowed = stand.session.rooms
        yield from found(stand, int(allowed is not None and stand.room.id not in allowed), "room_not_allowed")


def room_closed(table: Laid, rule: c.RoomClosed) -> Iterator[Found]:
    for stand in table.stands:
        yield from found(stand, minutes_within(stand, stand.room.closed), "room_closed")


def equipment(table: Laid, rule: c.Equipment) -> Iterator[Found]:
    for stand in table.stands:
        lacking = sorted(stand.session.needs - stand.room.features)
        yield from found(stand, len(lacking), "equipment", features=tuple(lacking))


def step_free(table: Laid, rule: c.StepFree) -> Iterator[Found]:
    for stand in table.stands:
        is_known = stand.room.is_step_free is True
        yield from found(stand, int(stand.session.needs_step_free and not is_known), "step_free")


def quiet_room(table: Laid, rule: c.QuietRoom) -> Iterator[Found]:
    for stand in table.stands:
        yield from found(stand, int(stand.session.needs_quiet and not stand.room.is_quiet), "quiet_room")


def short(stand: Stand) -> int:
    """Seats short; 0 where the audience or the capacity is unknown."""
    audience, seats = stand.session.audience, stand.room.capacity
    return 0 if audience is None or seats is None else max(0, audience - seats)


def capacity(table: Laid, rule: c.Capacity) -> Iterator[Found]:
    for stand in table.stands:
        if stand.session.must_seat:
            yield from found(stand, short(stand), "capacity", audience=stand.session.audience, seats=stand.room.capacity)


def seats_short(table: Laid, rule: c.SeatsShort) -> Iterator[Found]:
    for stand in table.stands:
        yield from found(stand, short(stand), "seats_short", audience=stand.session.audience, seats=stand.room.capacity)


def pinned(table: Laid, rule: c.Pinned) -> Iterator[Found]:
    for stand in table.stands:
        pin = stand.session.pinned
        if pin is not None and (pin.slot, pin.room) != (stand.slot.id, stand.room.id):
            yield from found(stand, 1, "pinned", other_slot=pin.slot, other_room=pin.room)


def preferred_slots(table: Laid, rule: c.PreferredSlots) -> Iterator[Found]:
    for stand in table.stands:
        wished = stand.session.preferred_slots
        yield from found(stand, int(bool(wished) and stand.slot.id not in wished), "preferred_slots")


def moved_time(table: Laid, rule: c.MovedTime) -> Iterator[Found]:
    for stand in table.stands:
        before = stand.session.published
        if before is not None and before.slot != stand.slot.id:
            yield from found(stand, 1, "moved_time", other_slot=before.slot)


def moved_room(table: Laid, rule: c.MovedRoom) -> Iterator[Found]:
    for stand in table.stands:
        before = stand.session.published
        if before is not None and before.room != stand.room.id:
            yield from found(stand, 1, "moved_room", other_room=before.room)


def slot_costs(table: Laid, rule: c.SlotCosts) -> Iterator[Found]:
    for stand in table.stands:
        if costs := rule.costs.get(stand.id):
            yield from found(stand, slots_number(stand, costs, rule.over), "slot_costs")


def slots_number(stand: Stand, costs: Mapping[str, int], over: str) -> int:
    if over == "start":
        return costs.get(stand.slot.id, 0)
    return sum(costs.get(slot.id, 0) * (slot.ends_min - slot.starts_min if over == "minute" else 1) for slot in stand.fills)


def room_costs(table: Laid, rule: c.RoomCosts) -> Iterator[Found]:
    for stand in table.stands:
        if costs := rule.costs.get(stand.id):
            times = {"session": 1, "each": stand.session.n_slots, "minute": stand.minutes}[rule.over]
            yield from found(stand, costs.get(stand.room.id, 0) * times, "room_costs")
