"""CoSPLib's facts as a problem. Its sixteen penalties are rules named as in `TERMS`; a weight of 0 leaves its rule out.

A session of CoSPLib is a block, each of its slots lasts one minute, and between two blocks lies a minute nobody can use: so a minute of
overlap is a slot, and nothing runs over the end of a session. CoSPLib does not look at the clock either, but for the time zones.
A track may hold a room in a session without a submission there, to keep its run of sessions unbroken. Where that can pay, each track has
one optional mark: a session of no slots, which counts for the rules on themes and cells and for no other.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from essaim.scheduling.constraints import (
    CellCosts,
    Level,
    OneThemeACell,
    Pair,
    Pairs,
    Per,
    RoomClash,
    RoomCosts,
    Rule,
    SlotCosts,
    SlotNotAllowed,
    ThemeCellsTogether,
    ThemePositions,
    ThemeRooms,
    ThemeRuns,
    ThemesTogether,
    When,
)
from essaim.scheduling.problem import Problem, Room, Session, Slot
from essaim.scheduling.read.cosplib import TERMS, Conference, Period
from essaim.scheduling.read.cosplib_conflicts import attendee_conflicts, chair_conflicts, presenter_conflicts

DAY_MIN = 1440


def problem_of(conference: Conference, name: str) -> Problem:
    """The problem of a CoSPLib workbook; ids are the workbook's own names, and "session#1" is a session's first slot."""
    return Problem(
        name=name,
        slots=tuple(_slots(conference.periods)),
        rooms=tuple(Room(id=room) for room in conference.rooms),
        sessions=tuple(_sessions(conference)),
        rules=tuple(_rules(conference)),
    )


def slot_id(period: str, at: int) -> str:
    """The id of the slot `at`, from 0, of a session of CoSPLib."""
    return f"{period}#{at + 1}"


def _slots(periods: Iterable[Period]) -> Iterator[Slot]:
    moment = 0
    for period in periods:
        for at in range(period.capacity):
            yield Slot(id=slot_id(period.name, at), day=period.day, block=period.name, starts_min=moment, ends_min=moment + 1)
            moment += 1
        moment += 1


def _sessions(conference: Conference) -> Iterator[Session]:
    for submission in conference.submissions:
        yield Session(id=submission.name, n_slots=submission.n_slots, themes=(submission.track,))
    if _has_marks(conference):
        taken = {submission.name for submission in conference.submissions}
        firsts = frozenset(slot_id(period.name, 0) for period in conference.periods)
        for track in conference.chairs:
            mark = next(f"{'~' * length}{track}" for length in range(1, len(taken) + 2) if f"{'~' * length}{track}" not in taken)
            taken.add(mark)
            yield Session(id=mark, n_slots=0, themes=(track,), slots=firsts, is_optional=True)


def _has_marks(conference: Conference) -> bool:
    return conference.weights["consecutive_tracks"] > 0


def _rules(conference: Conference) -> Iterator[Rule]:
    yield RoomClash()
    yield OneThemeACell()
    if _has_marks(conference):
        yield SlotNotAllowed()
    for term in TERMS:
        if weight := conference.weights[term]:
            yield RULES[term](conference, weight, term)


def _cells_tracks_sessions(facts: Conference, weight: int, name: str) -> Rule:
    return CellCosts(name=name, weight=weight, theme_block=facts.tracks_sessions)


def _cells_tracks_rooms(facts: Conference, weight: int, name: str) -> Rule:
    return CellCosts(name=name, weight=weight, theme_room=facts.tracks_rooms)


def _cells_sessions_rooms(facts: Conference, weight: int, name: str) -> Rule:
    return CellCosts(name=name, weight=weight, block_room=facts.sessions_rooms)


def _similar_tracks(facts: Conference, weight: int, name: str) -> Rule:
    return ThemesTogether(name=name, weight=weight, numbers=facts.similar_tracks)


def _chairs(facts: Conference, weight: int, name: str) -> Rule:
    return ThemesTogether(name=name, weight=weight, numbers=dict.fromkeys(chair_conflicts(facts), 1))


def _rooms_per_track(facts: Conference, weight: int, name: str) -> Rule:
    return ThemeRooms(name=name, weight=weight)


def _parallel_tracks(facts: Conference, weight: int, name: str) -> Rule:
    return ThemeCellsTogether(name=name, weight=weight)


def _consecutive_tracks(facts: Conference, weight: int, name: str) -> Rule:
    return ThemeRuns(name=name, weight=weight)


def _order(facts: Conference, weight: int, name: str) -> Rule:
    orders = {submission.name: submission.order for submission in facts.submissions if submission.order}
    return ThemePositions(name=name, weight=weight, orders=orders)


def _timezones(facts: Conference, weight: int, name: str) -> Rule:
    numbers = {}
    for submission in facts.submissions:
        shift = 0 if submission.zone_h is None else 60 * (submission.zone_h - facts.hours.zone_h)
        for period in facts.periods:
            local = (period.starts_min + shift) % DAY_MIN, (period.ends_min + shift) % DAY_MIN
            numbers[submission.name, period.name] = facts.hours.penalty(*local)
    return SlotCosts(name=name, weight=weight, costs=_slot_costs(facts, numbers), over="each")


def _submissions_sessions(facts: Conference, weight: int, name: str) -> Rule:
    return SlotCosts(name=name, weight=weight, costs=_slot_costs(facts, facts.submissions_sessions), over="each")


def _slot_costs(facts: Conference, numbers: Mapping[tuple[str, str], int]) -> dict[str, dict[str, int]]:
    """(submission, session) → number, as costs of every slot of that session."""
    capacity = {period.name: period.capacity for period in facts.periods}
    costs: dict[str, dict[str, int]] = {}
    for (submission, period), number in numbers.items():
        if number:
            costs.setdefault(submission, {}).update({slot_id(period, at): number for at in range(capacity[period])})
    return costs


def _submissions_rooms(facts: Conference, weight: int, name: str) -> Rule:
    costs: dict[str, dict[str, int]] = {}
    for (submission, room), number in facts.submissions_rooms.items():
        costs.setdefault(submission, {})[room] = number
    return RoomCosts(name=name, weight=weight, costs=costs, over="each")


def _presenters_session(facts: Conference, weight: int, name: str) -> Rule:
    return _pairs(presenter_conflicts(facts), weight, name, When.SAME_BLOCK_OTHER_ROOM, Per.MATCH)


def _attendees_session(facts: Conference, weight: int, name: str) -> Rule:
    return _pairs(attendee_conflicts(facts), weight, name, When.SAME_BLOCK_OTHER_ROOM, Per.MATCH)


def _presenters_slot(facts: Conference, weight: int, name: str) -> Rule:
    return _pairs(presenter_conflicts(facts), weight, name, When.OVERLAP, Per.OVERLAP_MIN)


def _attendees_slot(facts: Conference, weight: int, name: str) -> Rule:
    return _pairs(attendee_conflicts(facts), weight, name, When.OVERLAP, Per.OVERLAP_MIN)


def _pairs(conflicts: tuple[tuple[str, str], ...], weight: int, name: str, when: When, per: Per) -> Pairs:
    pairs = tuple(Pair(first, second) for first, second in conflicts)
    return Pairs(name=name, level=Level.SOFT, weight=weight, when=when, per=per, pairs=pairs)


RULES: Mapping[str, Callable[[Conference, int, str], Rule]] = {
    "tracks_sessions": _cells_tracks_sessions,
    "tracks_rooms": _cells_tracks_rooms,
    "sessions_rooms": _cells_sessions_rooms,
    "similar_tracks": _similar_tracks,
    "rooms_per_track": _rooms_per_track,
    "parallel_tracks": _parallel_tracks,
    "consecutive_tracks": _consecutive_tracks,
    "timezones": _timezones,
    "order": _order,
    "submissions_sessions": _submissions_sessions,
    "submissions_rooms": _submissions_rooms,
    "presenters_session": _presenters_session,
    "attendees_session": _attendees_session,
    "chairs": _chairs,
    "presenters_slot": _presenters_slot,
    "attendees_slot": _attendees_slot,
}
