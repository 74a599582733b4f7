"""The reasons of an offer, the gravity of a hit and the balance of a session in the reader's words."""

from collections.abc import Iterable

from django.utils.translation import get_language, gettext, gettext_noop, ngettext

from essaim.forum.crisis import Candidate, Gravity, Hit
from essaim.forum.crisis.offers import Mark
from essaim.forum.models import Appearance
from essaim.kit.continents import continent_name, country_name
from essaim.kit.languages import language_name


def reader() -> str:
    return (get_language() or "en").split("-")[0]


def joined(parts: Iterable[str]) -> str:
    """With semicolons, as the reader's language sets them."""
    return ("\u00a0; " if reader() == "fr" else "; ").join(parts)


def languages(codes: tuple[str, ...]) -> str:
    return ", ".join(language_name(code, reader()) for code in codes)


def continent(code: str) -> str:
    return continent_name(code, reader()) if code else gettext("unknown country")


def country(code: str) -> str:
    return country_name(code, reader()) if code else gettext("country unknown")


MARKS = {
    "visa_held": gettext_noop("visa held"),
    "visa_not_needed": gettext_noop("needs no visa"),
    "visa_unknown": gettext_noop("visa: unknown"),
    "free": gettext_noop("free at that hour"),
    "hours_unknown": gettext_noop("has not said when they are free; speaks nowhere else at that hour"),
    "session_hour_unknown": gettext_noop("the hour of the session is unknown"),
    "other_hour_unknown": gettext_noop("is in another session that day whose hour is unknown"),
    "speaks_that_day": gettext_noop("is in another session that day"),
    "path": gettext_noop("same path"),
    "session_without_path": gettext_noop("the session has no path"),
    "path_unknown": gettext_noop("path: not said"),
    "other_path": gettext_noop("of another path"),
    "speaks": gettext_noop("speaks %(languages)s, as the session does"),
    "speaks_interpreted": gettext_noop("speaks %(languages)s: interpreted into %(interpreted)s"),
    "speaks_other": gettext_noop("speaks %(languages)s: neither spoken nor interpreted there"),
    "language_unknown": gettext_noop("languages: not said"),
    "session_language_unknown": gettext_noop("speaks %(languages)s; the languages of the session are unknown"),
    "keeps_south": gettext_noop("keeps a voice from the South"),
    "keeps_continent": gettext_noop("keeps the continents’ balance (%(continent)s)"),
}
"""By the mark's code."""


def mark_words(mark: Mark, hit: Hit) -> str:
    """ "speaks Spanish: interpreted into English and Spanish" """
    facts = {
        "languages": languages(mark.values),
        "interpreted": languages(hit.sitting.interpreted),
        "continent": continent(mark.values[0]) if mark.values else "",
    }
    return gettext(MARKS[mark.code]) % facts


def gravity_words(gravity: Gravity) -> str:
    return {
        Gravity.NOBODY: gettext("nobody is left"),
        Gravity.NO_SPEAKER: gettext("no speaker is left"),
        Gravity.NO_SOUTH: gettext("loses its only voice from the South"),
        Gravity.LOSES: gettext("loses a speaker"),
        Gravity.REPLACED: gettext("somebody steps in"),
    }[gravity]


def roles_words(hit: Hit) -> str:
    """ "2 speakers, 1 moderator" """
    if not hit.remaining:
        return gettext("nobody")
    return ", ".join(role_count(role, number) for role, number in hit.remaining_by_role)


def role_count(role: str, number: int) -> str:
    words = {
        "speaker": ngettext("%(n)s speaker", "%(n)s speakers", number),
        "moderator": ngettext("%(n)s moderator", "%(n)s moderators", number),
        "lead": ngettext("%(n)s session lead", "%(n)s session leads", number),
        "rapporteur": ngettext("%(n)s rapporteur", "%(n)s rapporteurs", number),
        "organiser": ngettext("%(n)s organiser", "%(n)s organisers", number),
        "interpreter": ngettext("%(n)s interpreter", "%(n)s interpreters", number),
    }
    return words[role] % {"n": number} if role in words else f"{number} {Appearance.Role(role).label}"


def from_where(candidate: Candidate) -> str:
    """ "RéZAS, Burkina Faso" """
    return ", ".join(part for part in (candidate.organisation, country(candidate.country)) if part)
