"""CoSPLib's timetables as JSON by name, in the form of its scorer: which track holds each session and room, and what fills each slot."""

from collections import defaultdict
from pathlib import Path
from typing import TypedDict

from essaim.scheduling.errors import FileError
from essaim.scheduling.problem import Place, Problem, Session, Slot, Timetable
from essaim.scheduling.read.instance import Instance
from essaim.scheduling.read.jsonfile import as_list, as_name, load

Cell = tuple[int, int]
"""Positions of a session (block) and a room."""


class CosplibTimetable(TypedDict):
    """tracks: [session][room] → track; slots: [session][room][slot] → submission; None: empty."""

    tracks: list[list[str | None]]
    slots: list[list[list[str | None]]]


def cosplib_json(instance: Instance, timetable: Timetable) -> CosplibTimetable:
    """The timetable by name. What the form cannot say is left out: the later of two submissions in one slot, and one that runs over the
    end of its session; the scorer then misses it."""
    problem = instance.problem
    blocks = _blocks(problem)
    rooms = [room.id for room in problem.rooms]
    tracks: list[list[str | None]] = [[None for _ in rooms] for _ in blocks]
    slots: list[list[list[str | None]]] = [[[None for _ in block] for _ in rooms] for block in blocks]
    where = {slot.id: (at, position) for at, block in enumerate(blocks) for position, slot in enumerate(block)}
    for session in problem.sessions:
        if session.id in timetable:
            (block, first), room = where[timetable[session.id].slot], rooms.index(timetable[session.id].room)
            tracks[block][room] = tracks[block][room] or session.themes[0]
            filled = slots[block][room][first : first + session.n_slots]
            if len(filled) == session.n_slots and not any(filled):
                slots[block][room][first : first + session.n_slots] = [session.id] * session.n_slots
    return {"tracks": tracks, "slots": slots}


def _blocks(problem: Problem) -> list[list[Slot]]:
    """The slots of each session of CoSPLib, in the workbook's order."""
    found: dict[str, list[Slot]] = {}
    for slot in problem.slots:
        found.setdefault(slot.block, []).append(slot)
    return list(found.values())


def read_cosplib_json(instance: Instance, path: Path) -> Timetable:
    """The timetable in the file at `path`.

    A submission that is in it nowhere is unplaced. Raises FileError for a name that is not in the instance, lists of another length,
    and what no timetable of the problem can say: a submission split or of another length, a session and room that holds a submission
    and no track, or a track without a submission (but once, where the instance gives it a mark).
    """
    problem = instance.problem
    blocks = _blocks(problem)
    found = load(path)
    tracks = _tracks(problem, blocks, found.get("tracks"))
    timetable: dict[str, Place] = {}
    inside: dict[Cell, set[str]] = defaultdict(set)
    sessions = {session.id: session for session in problem.sessions if session.n_slots}
    for name, spots in _spots(problem, blocks, found.get("slots"), sessions).items():
        cell, first = _together(sessions[name], spots)
        timetable[name] = Place(blocks[cell[0]][first].id, problem.rooms[cell[1]].id)
        inside[cell].add(sessions[name].themes[0])
    return timetable | _marks(problem, blocks, tracks, inside)


def _tracks(problem: Problem, blocks: list[list[Slot]], value: object) -> dict[Cell, str | None]:
    known = {theme: theme for session in problem.sessions for theme in session.themes}
    found = {}
    for at, row in enumerate(as_list(value, "tracks", len(blocks), "sessions")):
        for room, name in enumerate(as_list(row, f"tracks[{at}]", len(problem.rooms), "rooms")):
            found[at, room] = as_name(name, f"tracks[{at}][{room}]", "track", known)
    return found


def _spots(problem: Problem, blocks: list[list[Slot]], value: object, sessions: dict[str, Session]) -> dict[str, list[tuple[Cell, int]]]:
    """Submission → each cell and slot it fills, in the file's order."""
    found: dict[str, list[tuple[Cell, int]]] = defaultdict(list)
    for at, row in enumerate(as_list(value, "slots", len(blocks), "sessions")):
        for room, cell in enumerate(as_list(row, f"slots[{at}]", len(problem.rooms), "rooms")):
            for position, name in enumerate(as_list(cell, f"slots[{at}][{room}]", len(blocks[at]), "slots")):
                submission = as_name(name, f"slots[{at}][{room}][{position}]", "submission", sessions)
                if submission is not None:
                    found[submission].append(((at, room), position))
    return found


def _together(session: Session, spots: list[tuple[Cell, int]]) -> tuple[Cell, int]:
    """The cell and first slot of a submission, when it fills as many slots as it needs, one after the other."""
    cell, first = spots[0]
    for number, (other, position) in enumerate(spots):
        if other != cell or position != first + number:
            raise _misplaced((other, position), session, "is split: it began", f"in slots[{cell[0]}][{cell[1]}][{first}]")
    if len(spots) != session.n_slots:
        raise _misplaced((cell, first), session, f"fills {len(spots)} slots", "here")
    return cell, first


def _misplaced(spot: tuple[Cell, int], session: Session, what: str, there: str) -> FileError:
    (at, room), position = spot
    todo = f"Give it {session.n_slots} slots one after the other, in one session and room."
    return FileError(where=f"slots[{at}][{room}][{position}]", what=f"submission “{session.id}” {what} {there}.", todo=todo)


def _marks(problem: Problem, blocks: list[list[Slot]], tracks: dict[Cell, str | None], inside: dict[Cell, set[str]]) -> dict[str, Place]:
    """Places of the marks of tracks that hold a cell without a submission of theirs."""
    free = {session.themes[0]: session.id for session in problem.sessions if not session.n_slots}
    found = {}
    for (at, room), track in tracks.items():
        if track is None and inside[at, room]:
            raise _untold(at, room, "there are submissions and no track.", "Write their track.")
        if track is not None and track not in inside[at, room]:
            if track not in free:
                raise _untold(at, room, f"track “{track}” has no submission here.", "Write null, or place one of its submissions.")
            found[free.pop(track)] = Place(blocks[at][0].id, problem.rooms[room].id)
    return found


def _untold(at: int, room: int, what: str, todo: str) -> FileError:
    return FileError(where=f"tracks[{at}][{room}]", what=what, todo=todo)
