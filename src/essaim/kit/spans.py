"""Hours somebody said they can, or cannot, be there."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol


class SaidSpan(Protocol):
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...
    @property
    def is_free(self) -> bool: ...


def is_available(spans: Iterable[SaidSpan], starts_at: datetime, ends_at: datetime) -> bool:
    """Nobody said anything: yes. Somebody named free hours: these must cover it. Somebody named hours they cannot: none may touch it."""
    said = list(spans)
    if any(not one.is_free and one.starts_at < ends_at and starts_at < one.ends_at for one in said):
        return False
    free = sorted((one.starts_at, one.ends_at) for one in said if one.is_free)
    if not free:
        return True
    reached = starts_at
    for start, end in free:
        if start <= reached:
            reached = max(reached, end)
    return reached >= ends_at
