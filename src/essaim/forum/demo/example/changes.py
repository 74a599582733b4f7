"""What changed from one release to the next: sessions that first stood elsewhere, came late, or were called off."""

from collections.abc import Sequence
from dataclasses import replace

from essaim.forum.demo.example.timetable import Timetable
from essaim.forum.demo.facts import MoveFact, ReleaseFact, SessionFact, Text

DAYS_AGO = (42, 16, 4)
N_MOVED, N_MOVED_LATER, N_ADDED, N_PENDING = 5, 3, 2, 2
STRIDE = 5
"""Changes are spread over the days and the paths."""


def releases(
    sessions: Sequence[SessionFact], timetable: Timetable, notes: Sequence[Text]
) -> tuple[list[SessionFact], tuple[ReleaseFact, ...]]:
    """The sessions with their first places, and three releases that lead to the last."""
    workshops = movable(sessions)[::STRIDE] + movable(sessions)[1::STRIDE]
    first, later = workshops[:N_MOVED], workshops[N_MOVED : N_MOVED + N_MOVED_LATER]
    added, cancelled = workshops[8 : 8 + N_ADDED], workshops[12]
    elsewhere = {session.code: first_place(session, timetable) for session in (*first, *later)}
    history = (
        ReleaseFact(note=notes[0], days_ago=DAYS_AGO[0]),
        ReleaseFact(note=notes[1], days_ago=DAYS_AGO[1], added=codes(added), cancelled=codes([cancelled]), moved=moves(first)),
        ReleaseFact(note=notes[2], days_ago=DAYS_AGO[2], moved=moves(later)),
    )
    return [elsewhere.get(session.code, session) for session in sessions], history


def movable(sessions: Sequence[SessionFact]) -> list[SessionFact]:
    """Workshops with a known hour that nothing else hangs on."""
    tied = {session.follows for session in sessions}
    return [row for row in sessions if row.format == "atelier" and row.place.start and not row.follows and row.code not in tied]


def first_place(session: SessionFact, timetable: Timetable) -> SessionFact:
    place = timetable.another_place(session.format, [person.person for person in session.people])
    return replace(session, place=place)


def moves(sessions: Sequence[SessionFact]) -> tuple[MoveFact, ...]:
    return tuple(MoveFact(session=session.code, to=session.place, where=session.where) for session in sessions)


def codes(sessions: Sequence[SessionFact]) -> tuple[str, ...]:
    return tuple(session.code for session in sessions)


def pending_moves(sessions: Sequence[SessionFact], timetable: Timetable) -> tuple[MoveFact, ...]:
    """Two moves that stand in the draft and are not released."""
    chosen = movable(sessions)[3::STRIDE][:N_PENDING]
    return tuple(
        MoveFact(session=row.code, to=timetable.another_place(row.format, [person.person for person in row.people]), where=row.where)
        for row in chosen
    )
