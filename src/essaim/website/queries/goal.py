"""Goals of a framework and what serves them."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from essaim.forum.models import Session, Slot
from essaim.forum.queries.released import public_slots
from essaim.registry.models import Framework, Goal
from essaim.website.queries.sessions import released_list


@dataclass(frozen=True, slots=True)
class GoalPage:
    goal: Goal
    below: tuple[Goal, ...]
    """Targets of a goal, indicators of a target; a local goal under a global one."""
    slots: tuple[Slot, ...]
    siblings: tuple[Goal, ...]


def frameworks() -> QuerySet[Framework]:
    """In the order they were brought in: one statement."""
    return Framework.objects.select_related("source").order_by("pk")


def goals_with_sessions(framework: Framework) -> QuerySet[Goal]:
    """The framework's goals in their place, each with `n_sessions` of released programmes. One statement."""
    released = Session.objects.filter(goals=OuterRef("pk"), pk__in=public_slots().values("session")).order_by()
    counted = released.values("goals").annotate(found=Count("pk", distinct=True)).values("found")
    return framework.goals.filter(kind=Goal.Kind.GOAL).annotate(n_sessions=Coalesce(Subquery(counted), 0)).order_by("place", "pk")


def goal_page(goal: Goal) -> GoalPage:
    """What stands below in its place; sessions of the goal and of what stands below it. Four statements."""
    serving = Q(goals=goal) | Q(goals__parent=goal) | Q(goals__parent__parent=goal)
    siblings = Goal.objects.filter(framework=goal.framework_id, kind=goal.kind, parent=goal.parent_id)
    return GoalPage(
        goal=goal,
        below=tuple(goal.children.select_related("framework").order_by("framework", "place", "pk")),
        slots=released_list(serving),
        siblings=tuple(siblings.select_related("framework").order_by("place", "pk")),
    )
