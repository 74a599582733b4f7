"""What waits for somebody of a path team."""

from dataclasses import dataclass

from django.db.models import Count, F, QuerySet

from essaim.call.models import Look, Proposal
from essaim.call.queries.board import OPEN, open_questions, own_interests, raised, seen_proposals, unmarked_by
from essaim.forum.rules import Standing


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many proposals, by path's key (0: no path yet)."""

    unmarked: dict[int, int]
    """Still to be decided, in a call with criteria, without a mark of this person."""
    unanswered: dict[int, int]
    """With a question to their authors that nobody answered."""
    flagged: dict[int, int]
    """Still to be decided, with an alert."""
    changed: dict[int, int]
    """Whose texts changed since this person read them."""


def waiting_for(standing: Standing) -> Waiting:
    """Four statements. What this person has to do with counts nowhere."""
    free = seen_proposals(standing).exclude(pk__in=own_interests(standing))
    unanswered = free.filter(pk__in=open_questions().values("proposal"))
    flagged = free.filter(raised("any", standing), state__in=OPEN)
    looks = Look.objects.filter(account=standing.account, revision__lt=F("proposal__revision"))
    changed = free.filter(pk__in=looks.values("proposal"))
    return Waiting(unmarked_by(standing), *(by_path(rows) for rows in (unanswered, flagged, changed)))


def by_path(rows: QuerySet[Proposal]) -> dict[int, int]:
    counted = rows.order_by().values("path").annotate(n=Count("pk", distinct=True))
    return {row["path"] or 0: row["n"] for row in counted}


def next_unmarked(standing: Standing, proposal: Proposal) -> int | None:
    """The number of the next one of this path still to be marked by this person, round to the first. Two statements at most."""
    rows = seen_proposals(standing).filter(path=proposal.path_id, state__in=OPEN, call__criteria__isnull=False).exclude(pk=proposal.pk)
    numbers = (
        rows.exclude(pk__in=own_interests(standing)).exclude(marks__by=standing.account).order_by("number").values_list("number", flat=True)
    )
    return numbers.filter(number__gt=proposal.number).first() or numbers.first()
