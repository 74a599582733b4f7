"""Frameworks of goals: the SDGs we ship, and those a city writes itself, beside them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from i18nfield.strings import LazyI18nString

from essaim.desk import journal
from essaim.desk.models import Account
from essaim.registry.actions.guards import checked
from essaim.registry.actions.source import save_source
from essaim.registry.errors import RegistryError
from essaim.registry.models import Framework, Goal, Source
from essaim.registry.names import Texts, texts
from essaim.registry.sources.sdg import Item, read_items

SDG = "sdg"
SDG_TABLE = Path(__file__).resolve().parents[1] / "data" / "sdg.csv"
SDG_NAME = {"en": "Sustainable Development Goals", "fr": "Objectifs de développement durable", "es": "Objetivos de Desarrollo Sostenible"}


@dataclass(slots=True)
class GoalsLoaded:
    made: int = 0
    changed: int = 0
    same: int = 0


@transaction.atomic
def load_sdgs(*, by: Account | None = None, table: Path = SDG_TABLE) -> GoalsLoaded:
    """17 goals, their targets and indicators, or none when it fails; loading again writes only what differs."""
    source, _ = save_source(
        code="sdg-framework",
        by=by,
        title="Global indicator framework for the Sustainable Development Goals",
        publisher="United Nations; translations gathered by Open SDG",
        url="https://github.com/open-sdg/sdg-translations",
        licence="MIT (Open SDG)",
    )
    framework = save_framework(code=SDG, name=SDG_NAME, source=source, by=by)
    return load_goals(framework=framework, items=read_items(table), by=by)


@transaction.atomic
def save_framework(*, code: str, name: Texts, by: Account | None, source: Source | None = None) -> Framework:
    """The framework of that code under this name."""
    framework = Framework.objects.select_for_update().filter(code=code).first() or Framework(code=code)
    before = journal.facts_of(framework) if framework.pk else {}
    framework.name, framework.source = texts(name), source
    if before != journal.facts_of(checked(framework)):
        framework.save()
        journal.record(by=by, action="save_framework", thing=framework, before=before, after=journal.facts_of(framework))
    return framework


@transaction.atomic
def load_goals(*, framework: Framework, items: Iterable[Item], by: Account | None) -> GoalsLoaded:
    """Items in their order, parents before children; known again by kind and code. One journal entry for all."""
    loaded = GoalsLoaded()
    known = {f"{goal.kind}:{goal.code}": goal for goal in framework.goals.all()}
    for place, item in enumerate(items, start=1):
        if item.parent and item.parent not in known:
            raise RegistryError("unknown_goal", value=item.parent, framework=framework.code)
        if item.kind not in Goal.Kind.values:
            raise RegistryError("not_a_goal_kind", value=item.kind, allowed=", ".join(Goal.Kind.values))
        name = f"{item.kind}:{item.code}"
        known[name] = save_goal(known.get(name) or Goal(framework=framework, kind=item.kind, code=item.code), item, known, place, loaded)
    if loaded.made or loaded.changed:
        counts = {"made": loaded.made, "changed": loaded.changed}
        journal.record(by=by, action="load_goals", thing=framework, after={**counts})
    return loaded


def save_goal(goal: Goal, item: Item, known: Mapping[str, Goal], place: int, loaded: GoalsLoaded) -> Goal:
    parent = known[item.parent].pk if item.parent else None
    facts = (LazyI18nString(dict(item.name)), LazyI18nString(dict(item.statement)), parent, place)
    if goal.pk and facts == (goal.name, goal.statement, goal.parent_id, goal.place):
        loaded.same += 1
        return goal
    loaded.made += 0 if goal.pk else 1
    loaded.changed += 1 if goal.pk else 0
    goal.name, goal.statement, goal.parent_id, goal.place = facts
    checked(goal).save()
    return goal


@transaction.atomic
def save_own_goal(
    *,
    framework: Framework,
    kind: str,
    code: str,
    name: Texts,
    by: Account | None,
    statement: Texts = "",
    parent: Goal | None = None,
    place: int = 0,
) -> Goal:
    """A goal of a city's own framework. Its parent may be a goal of another framework (an SDG it is a local form of)."""
    goal = Goal.objects.select_for_update().filter(framework=framework, kind=kind, code=code).first()
    goal = goal or Goal(framework=framework, kind=kind, code=code)
    before = journal.facts_of(goal) if goal.pk else {}
    if parent and goal.pk and goal.pk in line_of(parent):
        raise RegistryError("goal_under_itself", value=code)
    goal.name, goal.statement, goal.parent, goal.place = texts(name), texts(statement), parent, place
    if before != journal.facts_of(checked(goal)):
        goal.save()
        journal.record(by=by, action="save_goal", thing=goal, before=before, after=journal.facts_of(goal))
    return goal


def line_of(goal: Goal) -> set[int]:
    """The goal and those above it."""
    found: set[int] = set()
    above: Goal | None = goal
    while above is not None and above.pk not in found:
        found.add(above.pk)
        above = above.parent
    return found
