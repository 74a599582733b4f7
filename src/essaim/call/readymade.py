"""Forms and kinds of real forums (data/forms.yaml) as rows of a call that begins with them."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from i18nfield.strings import LazyI18nString

from essaim.call.models import Call, Criterion, Kind, Question
from essaim.kit.languages import spoken

DATA = Path(__file__).parent / "data" / "forms.yaml"
TEXTS = frozenset({"label", "help", "section", "name"})
NOT_FACTS = frozenset({"fact", "added", "part"})


@cache
def read() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return found


def form_choices(reader: str) -> list[tuple[str, str]]:
    return choices_of("forms", reader)


def kind_choices(reader: str) -> list[tuple[str, str]]:
    return choices_of("kinds", reader)


def choices_of(shelf: str, reader: str) -> list[tuple[str, str]]:
    return [(key, spoken(value["name"], reader).text) for key, value in read()[shelf].items()]


def write_kinds(call: Call, key: str) -> list[Kind]:
    """The kinds and, where the source has them, what proposals are marked on. Inside the caller's transaction."""
    facts = read()["kinds"][key]
    Criterion.objects.bulk_create(
        Criterion(call=call, name=LazyI18nString(words), place=place) for place, words in enumerate(facts.get("criteria", ()))
    )
    return Kind.objects.bulk_create(Kind(call=call, place=place, **columns(row)) for place, row in enumerate(facts["kinds"]))


def write_questions(call: Call, key: str) -> list[Question]:
    rows = [row for row in read()["forms"][key]["fields"] if "part" not in row]
    return Question.objects.bulk_create(Question(call=call, place=place, **columns(row)) for place, row in enumerate(rows))


def rules_of(key: str) -> dict[str, str]:
    """The rules that hold for every kind, as one text a language."""
    rules = read()["kinds"].get(key, {}).get("rules", [])
    return {code: "\n\n".join(rule[code] for rule in rules) for code in (rules[0] if rules else ())}


def columns(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: LazyI18nString(value) if name in TEXTS else value for name, value in row.items() if name not in NOT_FACTS}
