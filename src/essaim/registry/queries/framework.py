"""Goals of a framework as a tree."""

from collections import defaultdict
from dataclasses import dataclass

from essaim.registry.models import Framework, Goal


@dataclass(frozen=True, slots=True)
class GoalNode:
    goal: Goal
    children: "tuple[GoalNode, ...]"


def goal_tree(framework: Framework, *, depth: int = 3) -> list[GoalNode]:
    """Its goals in their place with targets and indicators under them, to that depth: one statement.

    A goal under another framework's goal stands at the top here.
    """
    under: dict[int | None, list[Goal]] = defaultdict(list)
    goals = list(framework.goals.select_related("parent").order_by("place", "pk"))
    own = {goal.pk for goal in goals}
    for goal in goals:
        under[goal.parent_id if goal.parent_id in own else None].append(goal)

    def nodes(parent: int | None, left: int) -> tuple[GoalNode, ...]:
        return tuple(GoalNode(goal, nodes(goal.pk, left - 1)) for goal in under[parent]) if left else ()

    return list(nodes(None, depth))


def find_goal(framework: str, code: str) -> Goal | None:
    """By framework and code, whatever its kind (codes of the SDGs never clash: 11, 11.2, 11.2.1): one statement."""
    found = Goal.objects.filter(framework__code=framework, code=code).select_related("framework", "parent__framework", "parent__parent")
    return found.order_by("place").first()


def local_forms(goal: Goal) -> list[Goal]:
    """Goals of other frameworks that stand under this one: one statement."""
    return list(goal.children.exclude(framework=goal.framework_id).select_related("framework").order_by("framework__code", "place"))
