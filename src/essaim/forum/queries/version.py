"""Released versions of a programme and what changed between two of them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from django.db.models import Q
from django.http import Http404
from i18nfield.strings import LazyI18nString

from essaim.desk.journal import Facts
from essaim.forum.models import Edition, Session, Slot, Version
from essaim.forum.queries.released import by_place, public_slots

Kind: TypeAlias = Literal["added", "removed", "cancelled", "restored", "time", "place", "title", "people", "languages", "kind"]
KINDS: tuple[Kind, ...] = ("cancelled", "added", "removed", "time", "place", "people", "languages", "title", "kind", "restored")
"""In the order a reader needs them: what does not take place first."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference of one session. `before` or `after` is None when the session is absent from that version."""

    kind: Kind
    before: Slot | None
    after: Slot | None

    @property
    def slot(self) -> Slot:
        slot = self.after or self.before
        if slot is None:  # pragma: no cover - made only from a slot
            raise ValueError("a change without a slot")
        return slot

    @property
    def title(self) -> LazyI18nString:
        """As the newer of the two versions says it."""
        return LazyI18nString(self.slot.facts.get("title") or "")


@dataclass(frozen=True, slots=True)
class Changes:
    before: Version
    after: Version
    by_kind: dict[Kind, tuple[Change, ...]]
    linked: frozenset[int]
    """Sessions that have a public page today."""

    @property
    def total(self) -> int:
        """Sessions touched, each counted once."""
        return len({change.slot.session_id for changes in self.by_kind.values() for change in changes})


def released_versions(edition: Edition) -> tuple[Version, ...]:
    """Newest first. One statement."""
    return tuple(Version.objects.filter(edition=edition, number__isnull=False).order_by("-number"))


def version_changes(edition: Edition, before: int, after: int) -> Changes:
    """What the version numbered `after` says otherwise than `before`; 404 when either was not released. Four statements."""
    versions = {version.number: version for version in Version.objects.filter(Q(number=before) | Q(number=after), edition=edition)}
    if before not in versions or after not in versions:
        raise Http404(f"versions {before} and {after} of {edition.slug} are not both released")
    linked = frozenset(public_slots().filter(version__edition=edition).values_list("session_id", flat=True))
    return changes_between(versions[before], slots_of(versions[before]), versions[after], slots_of(versions[after]), linked)


def slots_of(version: Version) -> list[Slot]:
    """By day and hour. Preloads session, room and site: one statement."""
    return by_place(list(version.slots.select_related("session__edition", "room", "site")))


def history(edition: Edition, limit: int = 50) -> tuple[Changes, ...]:
    """Each of the last releases against the one before it, newest first; the first release has none before it and is left out.
    Three statements."""
    versions = released_versions(edition)[: limit + 1]
    slots: dict[int, list[Slot]] = {version.pk: [] for version in versions}
    for slot in Slot.objects.filter(version__in=versions).select_related("session__edition", "room", "site"):
        slots[slot.version_id].append(slot)
    linked = frozenset(public_slots().filter(version__edition=edition).values_list("session_id", flat=True))
    pairs = zip(versions[1:], versions, strict=False)
    return tuple(changes_between(old, by_place(slots[old.pk]), new, by_place(slots[new.pk]), linked) for old, new in pairs)


def changes_between(
    before: Version, old_slots: Iterable[Slot], after: Version, new_slots: Iterable[Slot], linked: frozenset[int] = frozenset()
) -> Changes:
    """Pure: each slot of the newer version beside the same session's in the older."""
    old = {slot.session_id: slot for slot in old_slots}
    new = {slot.session_id: slot for slot in new_slots}
    found: dict[Kind, list[Change]] = {kind: [] for kind in KINDS}
    for session, slot in new.items():
        for kind in kinds_of(old.get(session), slot):
            found[kind].append(Change(kind, old.get(session), slot))
    for session, slot in old.items():
        if session not in new:
            found["removed"].append(Change("removed", slot, None))
    return Changes(before, after, {kind: tuple(changes) for kind, changes in found.items() if changes}, linked)


def kinds_of(old: Slot | None, new: Slot) -> list[Kind]:
    if old is None:
        return ["added"]
    if is_cancelled(new) != is_cancelled(old):
        return ["cancelled" if is_cancelled(new) else "restored"]
    return [kind for kind, aspect in ASPECTS if aspect(old) != aspect(new)]


def is_cancelled(slot: Slot) -> bool:
    return bool(slot.facts.get("state") == Session.State.CANCELLED)


def _facts(*names: str) -> Callable[[Slot], list[object]]:
    return lambda slot: [_settled(slot.facts, name) for name in names]


def _settled(facts: Facts, name: str) -> object:
    """Empty text, empty list and nothing at all say the same."""
    return facts.get(name) or None


ASPECTS: Sequence[tuple[Kind, Callable[[Slot], object]]] = (
    ("time", lambda slot: (slot.day, slot.part, slot.starts_at, slot.ends_at)),
    ("place", lambda slot: (slot.room_id, slot.site_id)),
    ("title", _facts("title")),
    ("people", _facts("people", "organisations")),
    ("languages", _facts("spoken", "interpreted")),
    ("kind", _facts("format", "paths")),
)
