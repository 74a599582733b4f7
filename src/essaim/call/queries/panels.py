"""Panels an individual proposal could join."""

from essaim.call.models import Kind, Likeness, Proposal
from essaim.call.queries.board import seen_proposals
from essaim.call.rules import MERGEABLE
from essaim.forum.rules import Standing


def panels_for(proposal: Proposal, standing: Standing) -> tuple[list[Proposal], list[Proposal]]:
    """(near ones, nearest first; the others, by number): collective ones on the paths this person leads. Three statements."""
    rows = seen_proposals(standing).filter(kind__nature=Kind.Nature.COLLECTIVE, state__in=MERGEABLE)
    if not standing.is_team:
        rows = rows.filter(path__in=standing.led)
    found = {
        one.pk: one
        for one in rows.exclude(pk=proposal.pk).select_related("path", "kind").prefetch_related("organisations").order_by("number")
    }
    order = Likeness.objects.filter(one=proposal, other__in=found).order_by("-score").values_list("other", flat=True)
    near = [found[key] for key in order]
    return near, [one for one in found.values() if one not in near]
