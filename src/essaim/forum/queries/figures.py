"""Published figures about editions: competing claims stand side by side, the kept one first, never averaged."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from essaim.forum.measures import place_of
from essaim.forum.models import Edition
from essaim.forum.rules import EDITION
from essaim.registry.models import Claim


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure of one edition with everything published about it. `kept` is None when no claim has been retained."""

    measure: str
    kept: Claim | None
    others: tuple[Claim, ...]

    @property
    def claims(self) -> tuple[Claim, ...]:
        return (self.kept, *self.others) if self.kept else self.others

    @property
    def is_disputed(self) -> bool:
        return len(self.claims) > 1


Figures = tuple[Figure, ...]


def figures_of(edition: Edition) -> Figures:
    """In the order of essaim.forum.measures. Preloads sources: one statement."""
    return figures_of_all([edition])[edition.pk]


def figures_of_all(editions: Iterable[Edition], measures: Sequence[str] | None = None) -> dict[int, Figures]:
    """The figures of several editions by their key; an edition without any has an empty tuple. Preloads sources: one statement."""
    keys = [edition.pk for edition in editions]
    claims = Claim.objects.filter(kind=EDITION, key__in=[str(key) for key in keys]).select_related("source").order_by("-is_kept", "pk")
    if measures is not None:
        claims = claims.filter(measure__in=measures)
    grouped: dict[int, dict[str, list[Claim]]] = {key: {} for key in keys}
    for claim in claims:
        grouped[int(claim.key)].setdefault(claim.measure, []).append(claim)
    return {
        key: tuple(figure(measure, said) for measure, said in sorted(by.items(), key=lambda item: place_of(item[0])))
        for key, by in grouped.items()
    }


def figure(measure: str, claims: Sequence[Claim]) -> Figure:
    """A claim that stands alone is shown first without our having kept it: there is nothing to choose between."""
    kept = next((claim for claim in claims if claim.is_kept), claims[0] if len(claims) == 1 else None)
    return Figure(measure, kept, tuple(claim for claim in claims if claim is not kept))
