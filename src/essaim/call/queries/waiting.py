"""What waits for somebody of a path team."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet

from essaim.call.models import Look, Proposal
from essaim.call.queries.board import raised, seen_proposals, still_to_mark, unmarked_by
from essaim.forum.rules import Standing


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many proposals, by path's key (0: no path yet)."""

    unmarked: dict[int, int]
    """Still to be decided, in a call with criteria, without a mark of this person."""
    unanswered: dict[int, int]
    """With a question to their authors that nobody answered."""
    flagged: dict[int, int]
    """With an alert."""
    changed: dict[int, int]
    """Whose texts changed since this person read them."""


def waiting_for(standing: Standing) -> Waiting:
    """Four statements, each counting what the board's filter of that name shows."""
    seen = seen_proposals(standing)
    return Waiting(unmarked_by(standing), *(by_path(seen.filter(raised(code, standing))) for code in ("question_open", "any", "changed")))


def withdrawn_unseen(standing: Standing) -> int:
    """Proposals their authors withdrew and this person has not opened since, of paths this person leads. One statement."""
    seen = Look.objects.filter(proposal=OuterRef("pk"), account=standing.account, at__gte=OuterRef("changed_at"))
    rows = seen_proposals(standing).filter(state=Proposal.State.WITHDRAWN)
    if not standing.is_team:
        rows = rows.filter(path__in=standing.led)
    return rows.exclude(Exists(seen)).count()


def by_path(rows: QuerySet[Proposal]) -> dict[int, int]:
    counted = rows.order_by().values("path").annotate(n=Count("pk"))
    return {row["path"] or 0: row["n"] for row in counted}


def next_unmarked(standing: Standing, proposal: Proposal) -> int | None:
    """The number of the next one of this path still to be marked by this person, round to the first. Two statements at most."""
    rows = still_to_mark(seen_proposals(standing).filter(path=proposal.path_id), standing).exclude(pk=proposal.pk)
    numbers = rows.order_by("number").values_list("number", flat=True)
    return numbers.filter(number__gt=proposal.number).first() or numbers.first()
