"""A published figure in the reader's words: what, how sure, when and by whom. Pure functions; `language` is the reader's."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from essaim.kit.dates import part_day
from essaim.kit.numbers import number
from essaim.registry.models import Claim

Qualifier = Claim.Qualifier


def figure(claim: Claim, language: str) -> str:
    """“more than 1,500”, “entre 800 et 1 200”, “13 %”; the words as printed when it is no number."""
    if claim.value is None:
        return claim.words
    plain = with_unit(number(claim.value.normalize(), language), claim.unit, language)
    if claim.upper is not None:
        with override(language):
            upper = with_unit(number(claim.upper.normalize(), language), claim.unit, language)
            plain = _("between %(least)s and %(most)s") % {"least": number(claim.value.normalize(), language), "most": upper}
    return qualified(plain, claim.qualifier, language)


def qualified(plain: str, qualifier: str, language: str) -> str:
    with override(language):
        words = {
            Qualifier.MORE: _("more than %(figure)s"),
            Qualifier.AT_LEAST: _("at least %(figure)s"),
            Qualifier.ABOUT: _("about %(figure)s"),
            Qualifier.NEARLY: _("nearly %(figure)s"),
            Qualifier.FORECAST: _("%(figure)s (forecast)"),
        }
    return words[Qualifier(qualifier)] % {"figure": plain} if qualifier else plain


def with_unit(plain: str, unit: str, language: str) -> str:
    """English alone writes the sign of per cent without a space."""
    if not unit:
        return plain
    return f"{plain}{unit}" if unit == "%" and language.split("-", maxsplit=1)[0] == "en" else f"{plain}\u00a0{unit}"


def stated(claim: Claim, language: str) -> str:
    """“October 2025”, as precise as it is known, or that the date is unknown."""
    if claim.stated_on:
        return part_day(claim.stated_on, language)
    with override(language):
        return _("date unknown")


def attributed(claim: Claim, language: str) -> str:
    """The figure with who says so and when, for a place without a table: “more than 1,500 (RTES, November 2019)”."""
    return f"{figure(claim, language)} ({claim.said_by}, {stated(claim, language)})"
