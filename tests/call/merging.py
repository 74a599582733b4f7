"""Bringing two proposals together, and who was written to."""

from typing import Any

from essaim.call.actions.merger import merge_proposals
from essaim.call.models import (
    Merger,
    Proposal,
)
from essaim.desk.models import Message
from tests.call.conftest import Cast

State = Proposal.State


def merged(cast: Cast, *parts: Proposal, who: str = "lead", **more: Any) -> Merger:
    return merge_proposals(proposals=parts, by=getattr(cast, who), **more)


def letters_to() -> list[str]:
    return sorted(Message.objects.values_list("to_email", flat=True))
