"""A timetable somebody edits by hand: what every place of a session would cost, at once, and what a move changes."""

from dataclasses import dataclass, field

import numpy as np

from essaim.scheduling.compile import Compiled, compiled
from essaim.scheduling.compile.arrays import Ints
from essaim.scheduling.problem import Place, Problem, Timetable
from essaim.scheduling.result import Cost
from essaim.scheduling.solvers.kernel import every_place, move_to, place_all
from essaim.scheduling.solvers.state import State, empty_state


@dataclass
class Board:
    """Costs leave `unplaced` out: a session in the tray costs nothing here. Unknown names raise KeyError; `validate.faults` comes first.

    >>> board = Board(problem, timetable)
    >>> board.costs_of("s1")[Place("monday 9:00", "hall")].hard
    0
    """

    problem: Problem
    timetable: Timetable
    made: Compiled = field(init=False)
    state: State = field(init=False)

    def __post_init__(self) -> None:
        self.made = compiled(self.problem)
        self.state = empty_state(self.made.arrays)
        place_all(self.made.arrays, self.state, *self.made.places(self.timetable))

    @property
    def cost(self) -> Cost:
        return _cost(self.state.cost)

    @property
    def places(self) -> dict[str, Place]:
        return self.made.timetable(self.state.slot, self.state.room)

    def costs_of(self, session: str) -> dict[Place, Cost]:
        """What the whole would cost more if the session stood there, all others staying, than with it in the tray."""
        costs = self.cost_array(session)
        slots, rooms = self.problem.slots, self.problem.rooms
        return {Place(slot.id, room.id): _cost(costs[s, r]) for s, slot in enumerate(slots) for r, room in enumerate(rooms)}

    def cost_array(self, session: str) -> Ints:
        """(n_slots, n_rooms, 3) the same by number: hard, medium, soft."""
        costs = np.zeros((len(self.problem.slots), len(self.problem.rooms), 3), np.int64)
        every_place(self.made.arrays, self.state, self.made.numbers.session[session], costs)
        return costs

    def move(self, session: str, place: Place | None) -> Cost:
        """Into the place, or into the tray (None); what the whole costs then."""
        numbers = self.made.numbers
        slot, room = (numbers.slot[place.slot], numbers.room[place.room]) if place else (-1, -1)
        move_to(self.made.arrays, self.state, numbers.session[session], slot, room)
        return self.cost


def _cost(parts: Ints) -> Cost:
    return Cost(*(int(part) for part in parts))
