"""Published figures about a thing: competing ones side by side, the one we keep first, never averaged."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from essaim.registry.models import Claim


@dataclass(frozen=True, slots=True)
class Measure:
    """What sources say of one thing counted."""

    name: str
    claims: tuple[Claim, ...]
    """The kept one first, then the latest stated, those without a date last."""

    @property
    def first(self) -> Claim:
        return self.claims[0]

    @property
    def is_disputed(self) -> bool:
        """Do two sources give different figures?"""
        return len({(claim.value, claim.upper, claim.words, claim.qualifier) for claim in self.claims}) > 1

    @property
    def kept(self) -> Claim | None:
        return self.first if self.first.is_kept else None


def claims_about(kind: str, key: object, *, order: Iterable[str] = ()) -> list[Measure]:
    """By measure: those named in `order` first, the others by name. One statement."""
    return grouped(claims_of(kind, [str(key)]), order)


def claims_about_each(kind: str, keys: Iterable[object], *, order: Iterable[str] = ()) -> dict[str, list[Measure]]:
    """The same for many things at once (a comparison of editions), by key: one statement."""
    order, names = list(order), [str(key) for key in keys]
    rows = list(claims_of(kind, names))
    return {name: grouped([row for row in rows if row.key == name], order) for name in names}


def claims_of(kind: str, keys: list[str]) -> QuerySet[Claim]:
    return Claim.objects.filter(kind=kind, key__in=keys).select_related("source").order_by("measure", "-is_kept", "-stated_on", "pk")


def grouped(claims: Iterable[Claim], order: Iterable[str]) -> list[Measure]:
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.measure, []).append(claim)
    places = {name: place for place, name in enumerate(order)}
    return [Measure(name, tuple(found[name])) for name in sorted(found, key=lambda name: (places.get(name, len(places)), name))]
