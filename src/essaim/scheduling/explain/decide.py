"""Can these sessions be placed while these rules hold? Asked of CP-SAT, and remembered."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ortools.sat.python import cp_model

from essaim.scheduling.check import check
from essaim.scheduling.explain.bars import bars_of
from essaim.scheduling.explain.encode import encode
from essaim.scheduling.explain.facts import Facts, Part
from essaim.scheduling.explain.model import Assumed, Member, Model
from essaim.scheduling.explain.relations import Relations
from essaim.scheduling.problem import Problem, Timetable
from essaim.scheduling.result import Status

Parts = frozenset[Part] | None
MOST_PLACES = 500_000
"""Sessions × starts × rooms that a model is made for: under 2 GiB."""
PLACES_A_SECOND = 20_000
"""Places of a model for which one worker gets a second: small ones are better off with more work soon."""
FEW = 8
"""Sessions that may always be added to a timetable, all others staying where they are."""


@dataclass(frozen=True, slots=True)
class Effort:
    """One run of CP-SAT. work: its deterministic seconds; several workers take turns. Probing is never asked for: on large models it
    takes all of the work."""

    workers: int
    work: float
    symmetry: int = 0
    linear: int = 0


CORE = Effort(1, 0.5)
EFFORTS = (Effort(1, 2.0), Effort(1, 2.0, symmetry=2, linear=1), Effort(8, 60.0, linear=1))
"""Until one answers: large timetables are found by the first, crowds refuted by the second."""


@dataclass(frozen=True, slots=True)
class Answer:
    """status: FEASIBLE with a timetable, INFEASIBLE (proved), or NOT_FOUND: neither in the time."""

    status: Status
    timetable: Timetable

    @property
    def is_infeasible(self) -> bool:
        return self.status == Status.INFEASIBLE

    @property
    def is_feasible(self) -> bool:
        return self.status == Status.FEASIBLE


class Decider:
    """Questions about one problem, until a moment of the monotonic clock."""

    def __init__(self, problem: Problem, *, until: float, seed: int, start: Timetable | None = None) -> None:
        self.facts = Facts(problem)
        self.until, self.seed = until, seed
        self.bars = bars_of(self.facts)
        self.relations = Relations(self.facts)
        self._known: dict[tuple[frozenset[int], Parts], Answer] = {}
        self._last: Timetable = {}
        """The last timetable found that keeps every hard rule."""
        self._loose = replace(problem, rules=self.facts.rules, sessions=tuple(replace(one, is_optional=True) for one in problem.sessions))
        if start and check(self._loose, start).is_feasible:
            self._last = start

    @property
    def is_late(self) -> bool:
        return time.monotonic() >= self.until

    def decide(self, musts: frozenset[int], parts: Parts = None, *, is_quick: bool = False) -> Answer:
        """The sessions of `musts` placed, all others where and if they like; parts None: every hard rule. is_quick: with little work."""
        key = musts, parts
        if key not in self._known:
            near = (self._patched(musts) or self._added(musts)) if parts is None else None
            answer = near or self._decide(musts, parts, is_quick=is_quick)
            if answer.status == Status.NOT_FOUND:
                return answer
            self._known[key] = answer
            if parts is None and answer.is_feasible:
                self._last = answer.timetable
        return self._known[key]

    def _patched(self, musts: frozenset[int]) -> Answer | None:
        """The last timetable found, one session in the place of another if need be; None: the judge finds it broken."""
        placed = frozenset(self.facts.session_number[name] for name in self._last)
        missing = musts - placed
        if not missing:
            return Answer(Status.FEASIBLE, self._last) if musts else None
        if len(missing) > 1:
            return None
        (newcomer,) = self.facts.named(missing)
        for name in self.facts.named(placed - musts):
            rest = {one: place for one, place in self._last.items() if one != name}
            patched = {**rest, newcomer: self._last[name]}
            if not self.is_late and check(self._loose, patched).is_feasible:
                return Answer(Status.FEASIBLE, patched)
        return None

    def _added(self, musts: frozenset[int]) -> Answer | None:
        """The last timetable found with the few sessions that it lacks, all others where they are; None: none such was found."""
        last = self._places(self._last)
        missing = musts - last.keys()
        if self.is_late or not last or len(missing) > max(FEW, len(musts) // 3):
            return None
        model = Model(self.facts, self.bars, self.relations, musts)
        model.fixed = {number: place for number, place in last.items() if number in musts}
        model.build(encode, None, Assumed.NOTHING)
        answer = self._solved(model, EFFORTS[:1], is_whole=True)
        return answer if answer.is_feasible else None

    def _decide(self, musts: frozenset[int], parts: Parts, *, is_quick: bool) -> Answer:
        if self.is_late or self._is_too_large(musts):
            return Answer(Status.NOT_FOUND, {})
        model = self._model(musts, parts, Assumed.NOTHING)
        if model.is_hopeless:
            return Answer(Status.INFEASIBLE, {})
        return self._solved(model, EFFORTS[:2] if is_quick else EFFORTS, is_whole=parts is None)

    def _solved(self, model: Model, efforts: Iterable[Effort], *, is_whole: bool) -> Answer:
        """is_whole: every rule is in the model, so that the judge can confirm what is found."""
        found, solver = cp_model.UNKNOWN, cp_model.CpSolver()
        share = 0.1 + sum(len(places) for places in model.vars.values()) / PLACES_A_SECOND
        for effort in efforts:
            if found == cp_model.UNKNOWN and not self.is_late:
                solver = self._solver(effort, min(effort.work, share) if effort is EFFORTS[0] else effort.work)
                found = solver.solve(model.cp)
        if found in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            timetable = self._timetable(model, solver)
            is_kept = not is_whole or check(self._loose, timetable).is_feasible
            return Answer(Status.FEASIBLE, timetable) if is_kept else Answer(Status.NOT_FOUND, {})
        return Answer(Status.INFEASIBLE if found == cp_model.INFEASIBLE else Status.NOT_FOUND, {})

    def _is_too_large(self, musts: frozenset[int]) -> bool:
        return sum(len(self.facts.spans(number)) for number in musts) * len(self.facts.rooms) > MOST_PLACES

    def core(self, musts: frozenset[int]) -> frozenset[int]:
        """Fewer of the sessions that cannot be placed together, by assumption literals; all of them where none was found in the time.

        To be asked of sessions that cannot be.
        """
        model = self._model(musts, None, Assumed.SESSIONS)
        found = frozenset(member for member in self._core(model) if isinstance(member, int))
        return found or musts

    def core_of_parts(self, musts: frozenset[int], parts: frozenset[Part]) -> frozenset[Part]:
        """Fewer of the parts that forbid to place these sessions; all where none was found. To be asked of what cannot hold."""
        model = self._model(musts, parts, Assumed.PARTS)
        found = frozenset(member for member in self._core(model) if isinstance(member, Part))
        return found or parts

    def _core(self, model: Model) -> list[Member]:
        """Members of the model that cannot all be, as CP-SAT says; none where it has not said so."""
        names: dict[int, Member] = {literal.index: member for member, literal in model.literals.items()}
        model.cp.add_assumptions(list(model.literals.values()))
        solver = self._solver(CORE, CORE.work)
        if solver.solve(model.cp) != cp_model.INFEASIBLE:
            return []
        return [names[index] for index in solver.sufficient_assumptions_for_infeasibility()]

    def parts_of(self, musts: frozenset[int]) -> frozenset[Part]:
        """Everything of the rules that may forbid something while these sessions are to be placed."""
        return frozenset(self._model(musts, None, Assumed.PARTS).seen)

    def _model(self, musts: frozenset[int], parts: Parts, assumed: Assumed) -> Model:
        model = Model(self.facts, self.bars, self.relations, musts)
        model.build(encode, parts, assumed)
        return model

    def _solver(self, effort: Effort, work: float) -> cp_model.CpSolver:
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = effort.workers
        solver.parameters.interleave_search = effort.workers > 1
        solver.parameters.cp_model_probing_level = 0
        solver.parameters.symmetry_level = effort.symmetry
        solver.parameters.linearization_level = effort.linear
        solver.parameters.random_seed = self.seed % 2**31
        solver.parameters.max_deterministic_time = work
        solver.parameters.max_time_in_seconds = max(0.01, self.until - time.monotonic())
        return solver

    def _timetable(self, model: Model, solver: cp_model.CpSolver) -> Timetable:
        return self.timetable(model.timetable(solver.boolean_value))

    def _places(self, timetable: Timetable) -> Mapping[int, tuple[int, int]]:
        facts = self.facts
        return {facts.session_number[name]: (facts.slot_number[one.slot], facts.room_number[one.room]) for name, one in timetable.items()}

    def timetable(self, places: Mapping[int, tuple[int, int]]) -> Timetable:
        return {self.facts.sessions[number].id: self.facts.place(*place) for number, place in sorted(places.items())}


def names_of(parts: Iterable[Part]) -> frozenset[str]:
    """The rules they belong to."""
    return frozenset(part.rule for part in parts)
