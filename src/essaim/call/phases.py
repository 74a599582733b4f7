"""Where a call stands at a moment. A call may be written to while it is open; what was begun before may be finished by the team alone."""

from datetime import datetime
from enum import StrEnum

from django.utils import timezone

from essaim.call.models import Call


class Phase(StrEnum):
    HIDDEN = "hidden"
    """Not public: only the team sees it."""
    BEFORE = "before"
    OPEN = "open"
    CLOSED = "closed"


def phase_of(call: Call, moment: datetime | None = None) -> Phase:
    now = moment or timezone.now()
    if not call.is_public:
        return Phase.HIDDEN
    end = ends_at(call)
    if end is not None and now >= end:
        return Phase.CLOSED
    if call.opens_at is not None and now < call.opens_at:
        return Phase.BEFORE
    return Phase.OPEN


def ends_at(call: Call) -> datetime | None:
    """When it closes or was closed; None: no end is set."""
    ends = [at for at in (call.closes_at, call.closed_early_at) if at is not None]
    return min(ends, default=None)


def next_change(call: Call, moment: datetime | None = None) -> datetime | None:
    """When its phase changes by itself, for pages that are kept until then."""
    now = moment or timezone.now()
    return min((at for at in (call.opens_at, ends_at(call)) if at is not None and at > now), default=None)


def is_open(call: Call, moment: datetime | None = None) -> bool:
    return phase_of(call, moment) == Phase.OPEN
