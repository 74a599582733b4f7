"""What the public may see of programmes: the last release of each public edition, and nothing that went back to draft since."""

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from essaim.forum.models import Appearance, Edition, Path, Session, Slot, Substitution, Version


def public_editions() -> QuerySet[Edition]:
    """Newest first. Preloads series and host territory: one statement."""
    return Edition.objects.filter(is_public=True).select_related("series", "territory").order_by("-starts_on", "slug")


def latest_versions() -> QuerySet[Version]:
    """The last released version of every public edition; to be used inside another statement."""
    newest = Version.objects.filter(edition=OuterRef("edition"), number__isnull=False).order_by("-number").values("pk")[:1]
    return Version.objects.filter(edition__is_public=True, number__isnull=False, pk=Subquery(newest))


def public_slots() -> QuerySet[Slot]:
    """By edition (newest first), day, hour, title's place; unknown day or hour last. No preloads: see with_session."""
    return (
        Slot.objects.filter(version__in=latest_versions().values("pk"))
        .exclude(session__state=Session.State.DRAFT)
        .order_by("-version__edition__starts_on", "version__edition", *PLACE_ORDER)
    )


def on_public_bill() -> Q:
    """On appearances: everybody but whoever was asked to step in for somebody and has not accepted. Joins nothing."""
    return Q(answer=Appearance.Answer.CONFIRMED) | Q(~Exists(Substitution.objects.filter(substitute=OuterRef("pk"))))


PLACE_ORDER = ("day", "starts_at", "session__pk")
"""SQLite puts NULL first and PostgreSQL last: callers sort unknown last with `by_place`."""


def with_session(slots: QuerySet[Slot]) -> QuerySet[Slot]:
    """Preloads what one line of a list shows: session, its format and edition, room, site; paths in one more statement."""
    return slots.select_related("session__format", "session__edition", "room", "site").prefetch_related(
        Prefetch("session__paths", Path.objects.order_by("letter"))
    )


def with_people(slots: QuerySet[Slot]) -> QuerySet[Slot]:
    """Preloads the people of each session with organisation and country: one more statement."""
    people = Appearance.objects.filter(on_public_bill()).select_related("person", "organisation", "country")
    return slots.prefetch_related(Prefetch("session__appearances", people))


def by_place(slots: list[Slot]) -> list[Slot]:
    """Known days first, in order of day and hour; within a day unknown hours last; the same on every database."""
    return sorted(slots, key=_place)


def _place(slot: Slot) -> tuple[bool, str, bool, float, int]:
    return (
        slot.day is None,
        slot.day.isoformat() if slot.day else "",
        slot.starts_at is None,
        slot.starts_at.timestamp() if slot.starts_at else 0.0,
        slot.session_id,
    )
