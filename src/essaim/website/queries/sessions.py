"""Released sessions as the pages of people, organisations, territories and goals list them."""

from django.db.models import Q, QuerySet

from essaim.forum.models import Session, Slot
from essaim.forum.queries.released import by_place, public_slots, with_session


def released_where(condition: Q) -> QuerySet[Slot]:
    """Public slots whose session meets the condition (written on the session's fields), each once; two statements when read."""
    sessions = Session.objects.filter(condition).values("pk")
    return with_session(public_slots().filter(session__in=sessions))


def released_list(condition: Q, limit: int | None = None) -> tuple[Slot, ...]:
    """Newest edition first, then by day and hour. Two statements."""
    slots = list(released_where(condition)[:limit])
    editions = list(dict.fromkeys(slot.session.edition_id for slot in slots))
    return tuple(sorted(by_place(slots), key=lambda slot: editions.index(slot.session.edition_id)))
