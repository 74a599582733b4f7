"""What is wrong with slots, rooms, people, resources and sessions by themselves."""

from collections import Counter
from collections.abc import Iterable, Iterator

from essaim.scheduling.errors import Fault
from essaim.scheduling.problem import Problem, Session, Slot


def fact_faults(problem: Problem) -> Iterator[Fault]:
    yield from missing(problem)
    yield from doubled(problem)
    for slot in problem.slots:
        if slot.ends_min <= slot.starts_min:
            yield Fault(code="slot_ends_too_early", subject=slot.id, facts={"starts_min": slot.starts_min, "ends_min": slot.ends_min})
    yield from numbers_below_0(problem)
    longest, block = longest_run(problem.slots)
    for session in problem.sessions:
        yield from session_faults(problem, session, longest, block)


def missing(problem: Problem) -> Iterator[Fault]:
    for kind, found in (("slots", problem.slots), ("rooms", problem.rooms), ("sessions", problem.sessions)):
        if not found:
            yield Fault(code=f"no_{kind}")


def doubled(problem: Problem) -> Iterator[Fault]:
    """Ids that stand for two things of one kind."""
    kinds: dict[str, Iterable[str]] = {
        "slot": (one.id for one in problem.slots),
        "room": (one.id for one in problem.rooms),
        "person": (one.id for one in problem.people),
        "resource": (one.id for one in problem.resources),
        "session": (one.id for one in problem.sessions),
    }
    for kind, ids in kinds.items():
        for name, times in Counter(ids).items():
            if times > 1:
                yield Fault(code="id_doubled", subject=name, facts={"kind": kind, "times": times})


def numbers_below_0(problem: Problem) -> Iterator[Fault]:
    for room in problem.rooms:
        yield from below_0("room", room.id, "capacity", room.capacity)
    for resource in problem.resources:
        yield from below_0("resource", resource.id, "number", resource.number)
    for (start, end), minutes in problem.travel_min.items():
        yield from below_0("way", f"{start} – {end}", "travel_min", minutes)


def below_0(kind: str, subject: str, field: str, number: int | None) -> Iterator[Fault]:
    """A fault, if the number is negative."""
    if number is not None and number < 0:
        yield Fault(code="number_below_0", subject=subject, facts={"kind": kind, "field": field, "number": number})


def longest_run(slots: tuple[Slot, ...]) -> tuple[int, str]:
    """How many slots the longest run of touching slots has, and its block; 0 and "" without slots."""
    begins = {(slot.block, slot.starts_min): slot for slot in reversed(slots)}
    lengths: dict[tuple[str, int], int] = {}
    longest, block = 0, ""
    for slot in sorted(slots, key=lambda slot: -slot.starts_min):
        length = 1 + (lengths.get((slot.block, slot.ends_min), 0) if slot.ends_min > slot.starts_min else 0)
        if begins[slot.block, slot.starts_min] is slot:
            lengths[slot.block, slot.starts_min] = length
        if length > longest:
            longest, block = length, slot.block
    return longest, block


def session_faults(problem: Problem, session: Session, longest: int, block: str) -> Iterator[Fault]:
    least = 0 if session.is_optional else 1
    if session.n_slots < least:
        yield Fault(code="session_too_short", subject=session.id, facts={"n_slots": session.n_slots, "least": least})
    if problem.slots and session.n_slots > longest:
        yield Fault(code="session_too_long", subject=session.id, facts={"n_slots": session.n_slots, "longest": longest, "block": block})
    yield from below_0("session", session.id, "audience", session.audience)
    there = {resource.id: resource.number for resource in problem.resources}
    for name, used in session.uses.items():
        yield from below_0("session", session.id, f"uses of “{name}”", used)
        if used > there.get(name, used):
            yield Fault(code="resource_beyond", subject=session.id, facts={"resource": name, "used": used, "number": there[name]})
