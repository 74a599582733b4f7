"""A timetable costs in our rules, term by term, what CoSPLib's scorer says of its JSON."""

import json
import random
from pathlib import Path
from types import ModuleType

import pytest

from essaim.scheduling.problem import Place, Problem, Timetable
from essaim.scheduling.read import Instance, cosplib_json, read_cosplib_json, read_instance
from tests.scheduling.read.books import COSPLIB, write_book
from tests.scheduling.read.conftest import Judge
from tests.scheduling.read.invented import invented

INSTANCES = (
    "GECCO19",
    "GECCO20",
    "GECCO20Poster",
    "GECCO21",
    "GECCO21Workshop",
    "GECCO22Workshop",
    "GECCO23",
    "ISF22",
    "N2OR",
    "OR60",
    "OR60F",
    "OR60F3",
)
PUBLISHED = (
    *((f"exact/{name}", name) for name in ("GECCO19", "GECCO20", "GECCO21", "N2OR", "OR60F", "OR60F3")),
    *((f"extended/{name}", name) for name in ("GECCO19", "GECCO20", "GECCO21", "N2OR", "OR60F")),
)
HARD = {"room_clash", "one_theme_a_cell", "slot_not_allowed"}


def random_timetable(problem: Problem, seed: int) -> Timetable:
    """Sessions in random cells of their theme as long as there is room, with some marks; those that find none are unplaced."""
    dice = random.Random(seed)  # noqa: S311 - a seeded test
    blocks: dict[str, list[str]] = {}
    for slot in problem.slots:
        blocks.setdefault(slot.block, []).append(slot.id)
    cells = [(block, room.id) for block in blocks for room in problem.rooms]
    used: dict[tuple[str, str], int] = {}
    theme: dict[tuple[str, str], str] = {}
    timetable = {}
    for session in sorted(problem.sessions, key=lambda session: (-session.n_slots, dice.random())):
        if session.is_optional and dice.random() < 0.5:
            continue
        dice.shuffle(cells)
        for cell in cells:
            start = 0 if session.is_optional else used.get(cell, 0)
            if theme.get(cell, session.themes[0]) == session.themes[0] and start + session.n_slots <= len(blocks[cell[0]]):
                timetable[session.id] = Place(blocks[cell[0]][start], cell[1])
                used[cell] = start + session.n_slots
                theme[cell] = session.themes[0]
                break
    return timetable


def scored(score: ModuleType, book: Path, written: Path) -> dict[str, int]:
    facts = score.Instance(str(book))
    _, terms, _ = score.evaluate(facts, *score.read_json(facts, written))
    return {term: amount * facts.w[term] for term, amount in terms.items() if amount * facts.w[term]}


def agrees(instance: Instance, timetable: Timetable, judge: Judge, score: ModuleType, book: Path, folder: Path) -> dict[str, int]:
    """Asserts it for the timetable, and for what is read back from its JSON; hands over the terms."""
    written = folder / "out.json"
    written.write_text(json.dumps(cosplib_json(instance, timetable)), encoding="utf-8")
    terms = scored(score, book, written)
    assert judge(instance.problem, timetable) == terms
    assert judge(instance.problem, read_cosplib_json(instance, written)) == terms
    return terms


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", INSTANCES)
def test_random_timetable_of_a_published_instance(scheduling_data, score, judge, tmp_path, name: str, seed: int) -> None:
    book = scheduling_data / "cosplib" / "instances" / f"{name}.xlsx"
    instance = read_instance(book)
    agrees(instance, random_timetable(instance.problem, seed), judge, score, book, tmp_path)


def test_random_timetables_of_a_small_instance_meet_every_term(score, judge, tmp_path) -> None:
    book = write_book(tmp_path, COSPLIB)
    instance = read_instance(book)
    met: set[str] = set()
    for seed in range(150):
        met |= agrees(instance, random_timetable(instance.problem, seed), judge, score, book, tmp_path).keys()
    assert met == set(score.TERMS)


@pytest.mark.parametrize("seed", range(40))
def test_random_timetable_of_an_invented_instance(score, judge, tmp_path, seed: int) -> None:
    book = write_book(tmp_path, invented(seed))
    instance = read_instance(book)
    for other in range(3):
        agrees(instance, random_timetable(instance.problem, other), judge, score, book, tmp_path)


@pytest.mark.parametrize(("solution", "name"), PUBLISHED)
def test_published_timetable(scheduling_data, score, judge, tmp_path, solution: str, name: str) -> None:
    folder = scheduling_data / "cosplib"
    book = folder / "instances" / f"{name}.xlsx"
    facts, instance = score.Instance(str(book)), read_instance(book)
    tracks, slots = score.read_solution(facts, str(folder / f"solutions_{solution}Solution.xlsx"))
    tracks_named = [[None if at is None else facts.tracks[at] for at in row] for row in tracks]
    slots_named = [[[None if at is None else facts.subs[at] for at in cell] for cell in row] for row in slots]
    written = tmp_path / "published.json"
    written.write_text(json.dumps({"tracks": tracks_named, "slots": slots_named}), encoding="utf-8")
    timetable = read_cosplib_json(instance, written)
    assert {session.id for session in instance.problem.sessions if not session.is_optional} <= timetable.keys()
    terms = agrees(instance, timetable, judge, score, book, tmp_path)
    assert not HARD & terms.keys()
    assert sum(terms.values()) == score.evaluate(facts, tracks, slots)[0]
