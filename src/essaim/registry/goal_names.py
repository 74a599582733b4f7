"""The goals' official names without a statement: pages that hold only codes name them as others do."""

import csv
from functools import cache

from essaim.registry.actions.framework import SDG_TABLE


@cache
def official_names() -> dict[str, dict[str, str]]:
    """Code → language → name."""
    with SDG_TABLE.open(encoding="utf-8", newline="") as lines:
        return {row["code"]: {code: row[f"name_{code}"] for code in ("en", "fr", "es")} for row in csv.DictReader(lines)}


def goal_name(code: str, language: str) -> str:
    """In this language, else in English; "" for what is no Sustainable Development Goal."""
    names = official_names().get(code, {})
    return names.get(language.split("-", maxsplit=1)[0]) or names.get("en", "")
