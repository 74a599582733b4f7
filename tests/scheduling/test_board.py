"""What the board says of a place is what the checker says of the whole, with the session there and without it."""

from hypothesis import given
from hypothesis import strategies as st

from essaim.scheduling.board import Board
from essaim.scheduling.problem import Place
from essaim.scheduling.result import Cost
from tests.scheduling import strategies
from tests.scheduling.test_agreement import AGREEMENT, judged


def less(one: Cost, other: Cost) -> Cost:
    return Cost(*(a - b for a, b in zip(one, other, strict=True)))


@AGREEMENT
@given(st.data())
def test_every_place_costs_what_the_checker_says(data: st.DataObject) -> None:
    problem = data.draw(strategies.problems())
    timetable = dict(data.draw(strategies.timetables(problem)))
    name = data.draw(st.sampled_from([one.id for one in problem.sessions]))
    board = Board(problem, timetable)
    before = board.cost
    costs = board.costs_of(name)
    without = judged(problem, {other: place for other, place in timetable.items() if other != name})
    assert costs == {place: less(judged(problem, timetable | {name: place}), without) for place in costs}
    assert (board.cost, board.places) == (before, timetable)


@AGREEMENT
@given(st.data())
def test_moves_one_after_another_cost_what_the_checker_says(data: st.DataObject) -> None:
    problem = data.draw(strategies.problems())
    timetable = dict(data.draw(strategies.timetables(problem)))
    board = Board(problem, timetable)
    places = [Place(slot.id, room.id) for slot in problem.slots for room in problem.rooms]
    for name in data.draw(st.lists(st.sampled_from([one.id for one in problem.sessions]), max_size=5)):
        place = data.draw(st.sampled_from([None, *places]))
        timetable.pop(name, None)
        if place is not None:
            timetable[name] = place
        assert board.move(name, place) == judged(problem, timetable)
    assert board.places == timetable
