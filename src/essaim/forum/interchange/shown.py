"""A finding's facts as a reader of one language writes them: numbers, moments, and the model workbook's names of columns.

Only what we measured or worked out is written anew; what stood in the file is quoted as it stood.
"""

import re
from datetime import date, datetime

from django.utils.translation import get_language

from essaim.forum.interchange.columns import LANGUAGES
from essaim.forum.interchange.findings import Finding
from essaim.forum.interchange.sheets import ALL
from essaim.kit.dates import long_day
from essaim.kit.numbers import number

MOMENTS = {
    "year_impossible": ("value",),
    "zone_assumed": ("value",),
    "hour_skipped": ("value",),
    "start_disagrees": ("kept",),
    "end_before_start": ("value", "start"),
    "no_duration": ("value",),
    "day_disagrees": ("value", "kept"),
    "day_date_repaired": ("value", "kept"),
    "outside_dates": ("value",),
    "room_twice": ("at",),
}
"""The facts that are dates or moments of ours, by the finding's code."""
COUNTS = {"too_large": ("value", "limit"), "zip_bomb": ("value", "limit")}
COUNTED = ("limit",)
COLUMNS = {column.key: column for sheet in reversed(ALL) for column in reversed(sheet.columns)}


def finding_facts(finding: Finding) -> dict[str, str]:
    facts = dict(finding.facts)
    for name in MOMENTS.get(finding.code, ()):
        facts[name] = moment_shown(facts.get(name, ""))
    if is_of_table(finding) and "name" in facts:
        facts["name"] = column_shown(facts["name"])
    return facts


def trouble_facts(code: str, facts: dict[str, str]) -> dict[str, str]:
    counts = COUNTS.get(code, COUNTED)
    return {name: number_shown(value) if name in counts else value for name, value in facts.items()}


def is_of_table(finding: Finding) -> bool:
    """A cell's name is a column's; an element's or a property's is the file's own."""
    return not any(place.path or place.component for place in finding.places)


def column_shown(key: str) -> str:
    column = COLUMNS.get(key)
    language = reader()
    return column.names[LANGUAGES.index(language) if language in LANGUAGES else 0] if column else key


def number_shown(value: str) -> str:
    """200,000,008 → 200 000 008 (fr)"""
    bare = value.replace(",", "")
    return number(int(bare), reader()) if re.fullmatch(r"\d{1,18}", bare) else value


def moment_shown(value: str) -> str:
    """2019-11-06T10:45:00+01:00 → 6 novembre 2019, 10:45: the hour as it is where it was told."""
    try:
        if len(value) <= len("2019-11-06"):
            return long_day(date.fromisoformat(value), reader())
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    return f"{long_day(moment.date(), reader())}, {moment:%H:%M}"


def reader() -> str:
    return get_language() or "en"
