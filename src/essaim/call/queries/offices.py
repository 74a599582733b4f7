"""What the back office's first pages show of calls: proposals that wait for somebody, and who has a part through a proposal."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from essaim.call.models import Contributor, Proposal
from essaim.call.queries.board import seen_proposals
from essaim.call.queries.waiting import waiting_for, withdrawn_unseen
from essaim.call.rules import may_place
from essaim.forum.models import Session
from essaim.forum.offices import Part, Source, Waiting
from essaim.forum.rules import Standing
from essaim.forum.rules import may_place as may_place_session
from essaim.registry.names import folded


def waiting_proposals(standing: Standing) -> list[Waiting]:
    """For who leads or reviews paths: what is new, and what asks for their word. Six statements."""
    if not standing.is_any:
        return []
    slug = standing.edition.slug
    address = reverse("call_team:board", args=[slug])
    waits = waiting_for(standing)
    received = seen_proposals(standing).filter(state=Proposal.State.RECEIVED).count()
    return [
        Waiting(_("Proposals received, to discuss"), received, address),
        Waiting(_("Proposals without a mark of yours"), sum(waits.unmarked.values()), address),
        Waiting(_("Proposals with a question nobody answered"), sum(waits.unanswered.values()), address),
        Waiting(_("Proposals withdrawn by their authors"), withdrawn_unseen(standing), reverse("call_team:lane", args=[slug, "withdrawn"])),
        Waiting(_("Proposals changed since you read them"), sum(waits.changed.values()), address),
    ]


def proposal_parts(standing: Standing) -> Sequence[Part]:
    """Contributors of proposals this person sees on the board, by name. One statement."""
    rows = Contributor.objects.filter(proposal__in=seen_proposals(standing)).select_related("proposal")
    slug = standing.edition.slug
    parts = [
        Part(row.name, row.get_role_display(), str(row.proposal), reverse("call_team:proposal", args=[slug, row.proposal.number]))
        for row in rows
    ]
    return sorted(parts, key=lambda part: (folded(part.name), folded(part.thing)))


def place_address(standing: Standing, session: Session) -> str:
    """Of the page that places the session of a confirmed proposal. Three statements."""
    if not may_place_session(standing, session):
        return ""
    rows = Proposal.objects.filter(session=session).prefetch_related("contributors", "conflicts")
    proposal = rows.first()
    if proposal is None or not may_place(standing, proposal):
        return ""
    return reverse("call_team:place", args=[standing.edition.slug, proposal.number])


PROPOSALS = Source("proposals", _("Proposals"), proposal_parts)
