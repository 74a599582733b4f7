"""Days a session's own text names, against the day it is placed on and the edition's days. For the programme alone."""

import re
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from itertools import pairwise

from essaim.forum.proofreading.dates import Mention, mentions_of
from essaim.forum.proofreading.finding import Certainty, Facts, Finding
from essaim.forum.proofreading.tokens import SENTENCE_END

NEAR = timedelta(days=14)
"""What is farther from the edition is about something else."""
OTHER_MATTER = re.compile(
    r"\b(?:avant le|jusqu['’]au|au plus tard|à partir du|dès le|depuis|date limite|échéance|clôture|limite|délai|inscri\w+|s['’]inscrire|candidat\w+|dépôt|appel|billetterie|réserv\w+"
    r"|before|until|till|by|no later|deadline|closing|closes|close|due|register|registration|apply|applications?|submit|call|book|booking|since|from"
    r"|antes del|hasta|a más tardar|fecha límite|plazo|cierre|inscri\w+|inscríb\w+|postul\w+|convocatoria|solicitud\w*|reserv\w+|desde|a partir del"
    r"|suite|suivi|prolong\w+|restitu\w+|rappel|préparatoire|préalable|précédent\w*|lendemain|veille|reprend|conclu\w+|final\w*|autres? sessions?"
    r"|follow\w*|prior|preparatory|previous|reminder|continued|continues|conclud\w+|report back|other sessions?|the day (?:before|after)"
    r"|seguimiento|previo|previa|continu\w+|conclu\w+|devolución|clausura|víspera|día siguiente|otras? sesion\w*"
    r"|a eu lieu|s['’]est tenue?|ont eu lieu|publiée?|adoptée?|signée?|née?|fondée?|créée?|was held|took place|published|adopted|signed|born|founded|launched"
    r"|se celebró|tuvo lugar|publicad[oa]|adoptad[oa]|firmad[oa]|nacid[oa]|fundad[oa]|lanzad[oa]|loi du|décret du|act of|law of|ley de[l]?)\b",
    re.IGNORECASE,
)
"""Deadlines, sequels and what is past: a sentence that says so names another day by right."""


def check_placed(text: str, language: str, facts: Facts, days: Collection[date]) -> Iterator[Finding]:
    """`days`: those on which the session is placed; none: only the edition's days are looked at."""
    if not facts.first_day or not facts.last_day:
        return
    named = [one for one in mentions_of(text, language, facts) if is_told(one, facts.first_day, facts.last_day)]
    if any(one.date in days for one in named) or any(is_spanned(first, last, days) for first, last in pairwise(named)):
        return
    for one in named:
        is_outside = one.date is not None and not facts.first_day <= one.date <= facts.last_day
        if (is_outside or days) and not OTHER_MATTER.search(sentence_around(text, one)):
            yield Finding(
                code="outside_days" if is_outside else "other_day",
                start=one.start,
                end=one.end,
                quoted=text[one.start : one.end],
                facts={
                    "date": one.date.isoformat() if one.date else "",
                    "days": [day.isoformat() for day in sorted(days)],
                    "first": facts.first_day.isoformat(),
                    "last": facts.last_day.isoformat(),
                },
                certainty=Certainty.LOOK,
            )


def is_spanned(first: Mention, last: Mention, days: Collection[date]) -> bool:
    """ "du mercredi 29 au vendredi 31 octobre" and it is placed on the 30th."""
    return first.opens_range and first.run == last.run and any(first.date and last.date and first.date <= day <= last.date for day in days)


def is_told(one: Mention, first: date, last: date) -> bool:
    """A day with its weekday or its year, near the edition, whose weekday holds: a wrong one is told already."""
    if one.date is None or not (one.weekday is not None or one.is_year_written):
        return False
    return first - NEAR <= one.date <= last + NEAR and one.weekday in (None, one.date.weekday())


def sentence_around(text: str, one: Mention) -> str:
    start = max((found.end() for found in SENTENCE_END.finditer(text, 0, one.start)), default=0)
    end = SENTENCE_END.search(text, one.end)
    return text[start : end.start() if end else len(text)]
