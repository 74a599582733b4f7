"""Several proposals moved at once: all of them or none."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from essaim.call.actions.board import move_proposal
from essaim.call.actions.declining import decline_proposal
from essaim.call.actions.rerouting import move_to_path
from essaim.call.models import Proposal
from essaim.desk.models import Account
from essaim.forum.models import Path

State = Proposal.State
Seen = Mapping[int, str]
"""What each was shown with, by number."""


@transaction.atomic
def move_proposals(*, proposals: Sequence[Proposal], state: str, by: Account, seen: Seen | None = None, reason: str = "") -> int:
    """All of them or none; how many were elsewhere. `seen` by number. Declined ones get the same reason, their letters wait in the outbox."""
    tokens, count = seen or {}, 0
    for one in proposals:
        if state == State.DECLINED:
            decline_proposal(proposal=one, by=by, reason=reason, seen=tokens.get(one.number, ""))
        else:
            move_proposal(proposal=one, state=state, by=by, seen=tokens.get(one.number, ""))
        count += one.state != state
    return count


@transaction.atomic
def move_all_to_path(*, proposals: Sequence[Proposal], path: Path, by: Account, seen: Seen | None = None) -> int:
    """All of them or none; how many were on another path."""
    tokens = seen or {}
    for one in proposals:
        move_to_path(proposal=one, path=path, by=by, seen=tokens.get(one.number, ""))
    return sum(one.path_id != path.pk for one in proposals)
