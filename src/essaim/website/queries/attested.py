"""The edition a role is attested at: registry rows keep its code (niort2019), readers get its name."""

import re
from collections.abc import Iterable, Mapping

from essaim.forum.models import Edition
from essaim.kit.dates import part_day
from essaim.kit.languages import spoken
from essaim.registry.models import Affiliation

CODE = re.compile(r"([a-z]+)-?(\d{4})v?")
"""A series and a year; v: the edition held on line."""


def attested_at(affiliations: Iterable[Affiliation], language: str) -> Mapping[str, str]:
    """What to say for each `seen_on`: the public edition's short name, else the year, else the words themselves. One statement, or none."""
    told = {row.seen_on for row in affiliations if row.seen_on}
    slugs = {words: slug_of(words) for words in told if not words[0].isdecimal()}
    found = Edition.objects.filter(slug__in=slugs.values(), is_public=True) if slugs else ()
    names = {edition.slug: edition.short_name or spoken(edition.name, language).text for edition in found}
    return {words: names.get(slugs.get(words, ""), "") or year_of(words, language) for words in told}


def slug_of(words: str) -> str:
    match = CODE.fullmatch(words)
    return f"{match[1]}-{match[2]}" if match else words


def year_of(words: str, language: str) -> str:
    match = CODE.fullmatch(words)
    return match[2] if match else part_day(words, language)
