"""Rules on the event as a whole: resources, languages, formats, people's days, lonely sessions."""

from dataclasses import dataclass

import numpy as np

from essaim.scheduling.compile.arrays import Flags, Ints, Smalls
from essaim.scheduling.compile.naming import Numbers
from essaim.scheduling.compile.places import N_LEVELS
from essaim.scheduling.compile.themes import by_level, ragged
from essaim.scheduling.constraints import CompactDays, FormatBalance, LanguageCover, LonelyPairs, Resources
from essaim.scheduling.problem import Problem


@dataclass(frozen=True, slots=True)
class Whole:
    use_ptr: Smalls
    use_resource: Smalls
    use_number: Smalls
    resource_number: Smalls
    resource_cost: Ints
    language_ptr: Smalls
    language: Smalls
    language_people: Ints
    language_cost: Ints
    format: Smalls
    format_share: Ints
    format_cost: Ints
    person_ptr: Smalls
    person: Smalls
    compact_cost: Ints
    lonely: Flags
    lonely_cost: Ints


def whole_of(problem: Problem, numbers: Numbers) -> Whole:
    sessions = problem.sessions
    resource = {one.id: number for number, one in enumerate(problem.resources)}
    use_ptr, use_resource = ragged([[resource[name] for name in one.uses] for one in sessions])
    groups = language_groups(problem)
    codes = {code: number for number, (code, _, _) in enumerate(groups)}
    language_ptr, language = ragged(
        [[n for n, (code, _, _) in enumerate(groups) if code in one.understood] for one in sessions] if codes else [[] for _ in sessions]
    )
    person_ptr, person = ragged([sorted(numbers.person[name] for name in one.people) for one in sessions])
    lonely = np.zeros(len(sessions), bool)
    for rule in problem.rules:
        if isinstance(rule, LonelyPairs) and rule.weight:
            lonely[[numbers.session[name] for name in rule.sessions]] = True
    return Whole(
        use_ptr=use_ptr,
        use_resource=use_resource,
        use_number=np.array([number for one in sessions for number in one.uses.values()], np.int32),
        resource_number=np.array([one.number for one in problem.resources], np.int32),
        resource_cost=by_level(problem, Resources),
        language_ptr=language_ptr,
        language=language,
        language_people=np.array([people for _, people, _ in groups], np.int64),
        language_cost=np.array([cost for _, _, cost in groups], np.int64).reshape(-1, N_LEVELS),
        format=np.array([numbers.format.get(one.format, -1) for one in sessions], np.int32),
        format_share=shares(problem, numbers),
        format_cost=by_level(problem, FormatBalance),
        person_ptr=person_ptr,
        person=person,
        compact_cost=by_level(problem, CompactDays),
        lonely=lonely,
        lonely_cost=by_level(problem, LonelyPairs),
    )


def language_groups(problem: Problem) -> list[tuple[str, int, tuple[int, int, int]]]:
    """(language, people, weight by level), rule by rule."""
    found = []
    for rule in problem.rules:
        if isinstance(rule, LanguageCover) and rule.weight:
            cost = tuple(rule.weight if level == rule.level else 0 for level in range(N_LEVELS))
            found += [(code, people, cost) for code, people in rule.groups.items()]
    return found  # type: ignore[return-value]


def shares(problem: Problem, numbers: Numbers) -> Ints:
    """(n_formats,) sessions of a format a day, rounded up."""
    counts = np.zeros(len(numbers.format), np.int64)
    for one in problem.sessions:
        if one.format:
            counts[numbers.format[one.format]] += 1
    return -(-counts // max(1, len(numbers.day)))
