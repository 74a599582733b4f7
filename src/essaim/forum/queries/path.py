"""What the page of a thematic path shows."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404

from essaim.forum.models import Edition, Path, Session, Slot
from essaim.forum.queries.released import by_place, public_slots, with_session
from essaim.registry.models import Goal, Organisation


@dataclass(frozen=True, slots=True)
class PathPage:
    path: Path
    leads: tuple[Organisation, ...]
    slots: tuple[Slot, ...]
    goals: tuple[Goal, ...]
    others: tuple[Path, ...]
    """The other paths of the edition, by letter."""


def public_path(edition: Edition, letter: str) -> Path:
    """One statement, or 404."""
    path = Path.objects.filter(edition=edition, letter=letter).select_related("source").first()
    if path is None:
        raise Http404(f"no path {letter!r} in {edition.slug}")
    return path


def path_page(path: Path) -> PathPage:
    """The released sessions by day and hour, the goals they name in the framework's order. Five statements."""
    slots = list(with_session(public_slots().filter(version__edition=path.edition_id, session__paths=path)))
    sessions = [slot.session_id for slot in slots]
    return PathPage(
        path=path,
        leads=tuple(path.leads.order_by("pk")),
        slots=tuple(by_place(slots)),
        goals=tuple(Goal.objects.filter(sessions__in=sessions).select_related("framework").distinct().order_by("framework", "place")),
        others=tuple(Path.objects.filter(edition=path.edition_id).exclude(pk=path.pk).order_by("letter")),
    )


def paths_of(edition: Edition) -> tuple[Path, ...]:
    """By letter, each with `n_sessions` released. Preloads leads: two statements."""
    released = Session.objects.filter(paths=OuterRef("pk"), pk__in=public_slots().values("session")).order_by()
    counted = released.values("paths").annotate(found=Count("pk", distinct=True)).values("found")
    paths = Path.objects.filter(edition=edition).annotate(n_sessions=Coalesce(Subquery(counted), 0))
    return tuple(paths.prefetch_related(Prefetch("leads", Organisation.objects.order_by("pk"))).order_by("letter"))
