"""A claim in short words, for charts and first lines; tables use the claim_value tag."""

from essaim.forum.measures import label_of
from essaim.kit.numbers import number
from essaim.registry.models import Claim


def bare_value(claim: Claim, language: str) -> str:
    """1,500 · 800–1,200 · 7th"""
    if claim.value is None:
        return claim.words
    figure = number(claim.value.normalize(), language)
    if claim.upper is not None:
        figure = f"{figure}–{number(claim.upper.normalize(), language)}"
    return f"{figure}\u00a0{claim.unit}" if claim.unit else figure


def short_value(claim: Claim, language: str) -> str:
    """With a plus where the source says more than or at least: 5 000 +"""
    figure = bare_value(claim, language)
    above = {Claim.Qualifier.MORE, Claim.Qualifier.AT_LEAST}
    return f"{figure}\u00a0+" if claim.qualifier in above else figure


def label_with_case(measure: str) -> str:
    """Participants, as the head of a row."""
    label = label_of(measure)
    return label[:1].upper() + label[1:]
