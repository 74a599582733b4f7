"""What the first page shows beside the edition that matters now."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from essaim.forum.models import Edition, Slot
from essaim.forum.queries.organisations import public_organisations
from essaim.forum.queries.released import by_place, public_editions, public_slots, with_session
from essaim.registry.models import Framework, Goal, Organisation, Person
from essaim.website.queries.person import listed_people
from essaim.website.queries.territory import known_territories

SOON = 6


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much this site holds. Fictional editions and organisations are not counted."""

    n_editions: int
    n_sessions: int
    n_organisations: int
    n_informal: int
    n_people: int
    n_territories: int
    n_goals: int


def holdings() -> Holdings:
    """Six statements."""
    organisations = (
        public_organisations()
        .filter(is_fictional=False)
        .aggregate(all=Count("pk"), informal=Count("pk", filter=Q(kind=Organisation.Kind.INFORMAL_GROUP)))
    )
    return Holdings(
        n_editions=public_editions().filter(is_fictional=False).count(),
        n_sessions=public_slots().filter(version__edition__is_fictional=False).count(),
        n_organisations=organisations["all"],
        n_informal=organisations["informal"],
        n_people=real_people(),
        n_territories=known_territories().count(),
        n_goals=Goal.objects.filter(kind=Goal.Kind.GOAL, framework__in=Framework.objects.order_by("pk").values("pk")[:1]).count(),
    )


def real_people() -> int:
    return listed_people().filter(pk__in=Person.objects.filter(is_fictional=False).values("pk")).count()


def now_and_next(edition: Edition, moment: datetime) -> tuple[tuple[Slot, ...], tuple[Slot, ...]]:
    """Sessions on now, and those of the next starting hour; at most SOON each. Two statements each."""
    slots = public_slots().filter(version__edition=edition, session__state="accepted")
    on_now = with_session(slots.filter(starts_at__lte=moment, ends_at__gt=moment))
    later = slots.filter(starts_at__gt=moment).order_by("starts_at", "pk")
    following = later.values("starts_at")[:1]
    soon = with_session(slots.filter(starts_at__in=following))
    return tuple(by_place(list(on_now))[:SOON]), tuple(by_place(list(soon))[:SOON])
