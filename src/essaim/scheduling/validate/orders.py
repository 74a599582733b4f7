"""Orders that go round in a circle: each session is to follow one that follows it."""

from collections import deque
from collections.abc import Iterator

from essaim.scheduling.constraints import Level, Pairs, When
from essaim.scheduling.errors import Fault
from essaim.scheduling.problem import Problem

Followers = dict[str, dict[str, str]]
"""session → session that is to follow it → the rule that says so"""


def order_faults(problem: Problem) -> Iterator[Fault]:
    """One cycle for every session that is on one, the shortest; none twice. facts: sessions in order, the first not repeated; rules."""
    followers = on_a_way_round(hard_orders(problem))
    told: set[str] = set()
    for session in followers:
        cycle = () if session in told else shortest_cycle(followers, session)
        if cycle:
            told.update(cycle)
            steps = zip(cycle, (*cycle[1:], cycle[0]), strict=True)
            rules = tuple(dict.fromkeys(followers[one][other] for one, other in steps))
            yield Fault(code="order_cycle", subject=session, facts={"sessions": cycle, "rules": rules})


def hard_orders(problem: Problem) -> Followers:
    followers: Followers = {}
    for rule in problem.rules:
        if isinstance(rule, Pairs) and rule.level == Level.HARD and rule.weight and rule.when in {When.NOT_BEFORE, When.NOT_RIGHT_AFTER}:
            for pair in rule.pairs:
                if pair.number > 0 and pair.first != pair.second:
                    followers.setdefault(pair.first, {}).setdefault(pair.second, rule.rule_name)
                    followers.setdefault(pair.second, {})
    order = {session.id: number for number, session in enumerate(problem.sessions)}
    return dict(sorted(followers.items(), key=lambda item: order.get(item[0], len(order))))


def on_a_way_round(followers: Followers) -> Followers:
    """Without the sessions that nothing follows, again and again: what stays leads into a cycle."""
    before: dict[str, list[str]] = {}
    for one, others in followers.items():
        for other in others:
            before.setdefault(other, []).append(one)
    left = {one: len(others) for one, others in followers.items()}
    ends = [one for one, number in left.items() if not number]
    while ends:
        for one in before.get(ends.pop(), ()):
            left[one] -= 1
            if not left[one]:
                ends.append(one)
    return {one: {other: rule for other, rule in others.items() if left[other]} for one, others in followers.items() if left[one]}


def shortest_cycle(followers: Followers, start: str) -> tuple[str, ...]:
    """From a session back to itself; () where there is no way."""
    came_from: dict[str, str] = {}
    waiting = deque([start])
    while waiting and start not in came_from:
        one = waiting.popleft()
        for other in followers[one]:
            if other not in came_from:
                came_from[other] = one
                waiting.append(other)
    if start not in came_from:
        return ()
    cycle = [came_from[start]]
    while cycle[-1] != start:
        cycle.append(came_from[cycle[-1]])
    return tuple(reversed(cycle))
