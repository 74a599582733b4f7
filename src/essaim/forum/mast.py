"""The first screen of an edition: its name, days and question, and the field of grains, which is data."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language, gettext, ngettext

from essaim.forum.charts.swarm import Swarm, swarm
from essaim.forum.figures import short_value
from essaim.forum.models import Edition
from essaim.forum.queries.figures import Figures
from essaim.kit.numbers import number
from essaim.kit.rows import in_a_row
from essaim.registry.models import Claim


@dataclass(frozen=True, slots=True)
class Mast:
    edition: Edition
    swarm: Swarm | None
    caption: str


def mast_of(edition: Edition, figures: Figures, n_sessions: int) -> Mast:
    """One grain a contribution where a source counts them exactly, else one a session of the released programme, else no grains at all."""
    exact, others = contributions(figures)
    if exact is not None and exact.value is not None:
        return Mast(edition, swarm(int(exact.value)), contributions_caption(exact, others))
    if n_sessions:
        return Mast(edition, swarm(n_sessions), sessions_caption(n_sessions))
    return Mast(edition, None, "")


def contributions(figures: Figures) -> tuple[Claim | None, list[Claim]]:
    """The exact count among the claims, and what else was published."""
    found = next((figure for figure in figures if figure.measure == "contributions"), None)
    claims = list(found.claims) if found else []
    exact = next((claim for claim in claims if is_count(claim)), None)
    return exact, [claim for claim in claims if claim is not exact]


def is_count(claim: Claim) -> bool:
    return claim.qualifier == Claim.Qualifier.EXACT and claim.value is not None and claim.upper is None and claim.value == int(claim.value)


def contributions_caption(exact: Claim, others: list[Claim]) -> str:
    language = get_language() or settings.LANGUAGE_CODE
    first = gettext("One grain per contribution: %(count)s, says %(who)s.") % {"count": short_value(exact, language), "who": exact.said_by}
    if not others:
        return first
    said = in_a_row(f"{short_value(claim, language)} ({claim.said_by})" for claim in others)
    also = gettext("Also published: %(figures)s. Every figure is kept.") % {"figures": said}
    return f"{first} {also}"


def sessions_caption(count: int) -> str:
    words = ngettext(
        "One grain per session of the released programme: %(count)s.", "One grain per session of the released programme: %(count)s.", count
    )
    return words % {"count": number(count, get_language() or settings.LANGUAGE_CODE)}
