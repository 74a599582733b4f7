"""Countries and their subdivisions (ISO 3166-1 and -2) through pycountry, named through CLDR where it has a name."""

import gettext
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import pycountry
from babel import Locale

LANGUAGES = ("fr", "en", "es")
SHORTER = {"PS": {"fr": "Palestine", "en": "Palestine", "es": "Palestina"}}
"""CLDR's own short forms, where they are the United Nations' name and the long form is not."""
UNKNOWN_LANGUAGE = "und"
"""BCP 47: a text whose language is not determined. ISO 3166-2 names are local ones, in a language the list does not name."""


@dataclass(frozen=True, slots=True)
class Country:
    code: str
    code3: str
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Subdivision:
    code: str
    country: str
    parent: str
    """The code of the subdivision it is part of, or empty."""
    names: Mapping[str, str]


def countries() -> list[Country]:
    locales = {language: Locale(language).territories for language in LANGUAGES}
    found = []
    for country in sorted(pycountry.countries, key=lambda each: each.alpha_2):
        names = {language: locales[language].get(country.alpha_2, "") for language in LANGUAGES}
        names = {language: name for language, name in names.items() if name} or {"en": country.name}
        found.append(Country(country.alpha_2, country.alpha_3, SHORTER.get(country.alpha_2, names)))
    return found


def subdivisions() -> list[Subdivision]:
    """All but France's, which the COG has in full. Parents before children."""
    rows = [each for each in pycountry.subdivisions if each.country_code != "FR"]
    found = [Subdivision(each.code, each.country_code, each.parent_code or "", subdivision_names(each.name)) for each in rows]
    return sorted(found, key=lambda each: (each.parent != "", each.code))


def french_codes() -> Mapping[str, tuple[str, str]]:
    """ISO 3166-2 codes of France → (level, code) of the COG."""
    found = {f"FR-{iso}": ("region", code) for iso, code in FRENCH_REGIONS.items()} | {"FR-69M": ("epci", "200046977")}
    for each in (row for row in pycountry.subdivisions if row.country_code == "FR"):
        code = each.code.removeprefix("FR-")
        if each.code not in found and each.code not in NO_COG_EQUIVALENT:
            found[each.code] = ("department", "75" if code == "75C" else code)
    return found


FRENCH_REGIONS = {
    "ARA": "84",
    "BFC": "27",
    "BRE": "53",
    "CVL": "24",
    "20R": "94",
    "GES": "44",
    "HDF": "32",
    "IDF": "11",
    "NOR": "28",
    "NAQ": "75",
    "OCC": "76",
    "PDL": "52",
    "PAC": "93",
    "BL": "977",
    "CP": "989",
    "MF": "978",
    "NC": "988",
    "PF": "987",
    "PM": "975",
    "TF": "984",
    "WF": "986",
}
NO_COG_EQUIVALENT = {"FR-6AE"}
"""The European Collectivity of Alsace is no level of the COG. (The Métropole de Lyon is one of its EPCI.)"""


def subdivision_names(name: str) -> Mapping[str, str]:
    """The local name, and those pycountry's translators wrote."""
    translated = {language: catalogue(language)[name] for language in LANGUAGES if catalogue(language).get(name)}
    return {UNKNOWN_LANGUAGE: name, **translated}


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Only what was translated: an untranslated name must not pass for a translation."""
    found = gettext.translation("iso3166-2", pycountry.LOCALES_DIR, [language])
    texts: object = getattr(found, "_catalog", {})
    return texts if isinstance(texts, dict) else {}
