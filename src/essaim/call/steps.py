"""Where a proposal may go by hand from where it stands. Confirming, merging and attaching are actions of their own."""

from essaim.call.models import Proposal

State = Proposal.State
STEPS: dict[str, frozenset[str]] = {
    State.RECEIVED: frozenset({State.DISCUSSED, State.KEPT, State.DECLINED}),
    State.DISCUSSED: frozenset({State.RECEIVED, State.KEPT, State.DECLINED}),
    State.KEPT: frozenset({State.RECEIVED, State.DISCUSSED, State.DECLINED}),
    State.MERGED: frozenset({State.DECLINED}),
    State.DECLINED: frozenset({State.RECEIVED, State.DISCUSSED}),
}
MOVABLE = (State.RECEIVED, State.DISCUSSED, State.KEPT, State.MERGED, State.DECLINED)
"""States in which it may go to another path."""


def steps_of(proposal: Proposal) -> frozenset[str]:
    """One statement for a declined one, none when `merger` is preloaded."""
    if proposal.state == State.DECLINED and stands_for_parts(proposal):
        return frozenset({State.MERGED})
    if proposal.state == State.WITHDRAWN and proposal.sent_at is not None:
        return frozenset({State.RECEIVED})  # when its authors ask for it after the call has closed
    return STEPS.get(proposal.state, frozenset())


def stands_for_parts(proposal: Proposal) -> bool:
    """The result of a merger that was not undone."""
    merger = getattr(proposal, "merger", None)
    return merger is not None and merger.undone_at is None


def seen_of(proposal: Proposal) -> str:
    """What a card or page was shown with; whoever acts on it hands it back."""
    return f"{proposal.state}.{proposal.path_id or 0}"
