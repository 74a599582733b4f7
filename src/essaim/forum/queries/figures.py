"""Published figures about editions: competing claims stand side by side, the kept one first, never averaged."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from essaim.forum.measures import MEASURES
from essaim.forum.models import Edition
from essaim.forum.rules import EDITION
from essaim.registry.models import Claim
from essaim.registry.queries.claim import Measure, claims_about_each


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure of one edition with everything published about it. `kept` is None when several stand and none has been retained."""

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
    found = claims_about_each(EDITION, [edition.pk for edition in editions], order=MEASURES)
    wanted = None if measures is None else set(measures)
    return {int(key): tuple(figure(one) for one in said if wanted is None or one.name in wanted) for key, said in found.items()}


def figure(said: Measure) -> Figure:
    """A claim that stands alone is shown first without our having kept it: there is nothing to choose between."""
    kept = said.kept or (said.claims[0] if len(said.claims) == 1 else None)
    return Figure(said.name, kept, tuple(claim for claim in said.claims if claim is not kept))


def figure_named(figures: Figures, measure: str) -> Figure | None:
    return next((one for one in figures if one.measure == measure), None)
