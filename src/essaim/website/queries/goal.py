"""Goals of a framework and what serves them."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404

from essaim.forum.models import Session, Slot
from essaim.forum.queries.released import public_slots
from essaim.registry.models import Framework, Goal
from essaim.website.queries.sessions import released_list


@dataclass(frozen=True, slots=True)
class GoalPage:
    goal: Goal
    targets: tuple[Goal, ...]
    """What stands below it: targets of a goal, indicators of a target."""
    slots: tuple[Slot, ...]
    siblings: tuple[Goal, ...]


def frameworks() -> QuerySet[Framework]:
    """By code; the page lists the goals of each. One statement."""
    return Framework.objects.select_related("source").order_by("pk")


def goals_with_sessions(framework: Framework) -> QuerySet[Goal]:
    """The framework's goals in their place, each with `n_sessions` of released programmes. One statement."""
    released = Session.objects.filter(goals=OuterRef("pk"), pk__in=public_slots().values("session")).order_by()
    counted = released.values("goals").annotate(found=Count("pk", distinct=True)).values("found")
    return framework.goals.filter(kind=Goal.Kind.GOAL).annotate(n_sessions=Coalesce(Subquery(counted), 0)).order_by("place", "pk")


def found_goal(framework: str, code: str) -> Goal:
    """The goal, target or indicator of this code, in that order of preference. One statement, or 404."""
    goals = Goal.objects.filter(framework__code=framework, code=code).select_related("framework__source", "parent__parent")
    order = list(Goal.Kind)
    goal = min(goals, key=lambda one: order.index(Goal.Kind(one.kind)), default=None)
    if goal is None:
        raise Http404(f"no goal {framework}/{code}")
    return goal


def goal_page(goal: Goal) -> GoalPage:
    """Targets in their place; sessions of the goal itself and of what stands below it. Four statements."""
    serving = Q(goals=goal) | Q(goals__parent=goal) | Q(goals__parent__parent=goal)
    siblings = Goal.objects.filter(framework=goal.framework_id, kind=goal.kind, parent=goal.parent_id)
    return GoalPage(
        goal=goal,
        targets=tuple(goal.children.order_by("place", "pk")),
        slots=released_list(serving),
        siblings=tuple(siblings.order_by("place", "pk")),
    )
