"""A list of choices as lines "value | label", one box a language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from essaim.kit.languages import language_name
from essaim.registry.names import slug_of

BETWEEN = "|"


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    value: str
    """"" when the line is a label alone."""
    label: str


def lines_of(text: str) -> list[Line]:
    found = []
    for number, raw in enumerate(text.splitlines(), start=1):
        value, bar, label = (part.strip() for part in raw.partition(BETWEEN))
        if value or label:
            found.append(Line(number, value if bar else "", label if bar else value))
    return found


def read_choices(
    texts: Mapping[str, str], *, known: Sequence[Mapping[str, object]] = (), reader: str = "en"
) -> tuple[list[dict[str, object]], list[str]]:
    """The choices, and what is wrong with the lines. The first language with lines gives values and order; a line without a value has the
    value it had before (`known`, by its label), else one made from its words. Others name the values, or stand in the same order."""
    by_language = {code: lines for code, text in texts.items() if (lines := lines_of(text))}
    if not by_language:
        return [], []
    first = next(iter(by_language))
    problems: list[str] = []
    choices: dict[str, dict[str, str]] = {}
    for line in by_language[first]:
        value = line.value or value_for(line.label, first, known, choices)
        if value in choices:
            problems.append(_("Line %(line)s: “%(value)s” stands there twice.") % {"line": line.number, "value": value})
        choices[value] = {first: line.label or value}
    for code, lines in by_language.items():
        if code != first:
            problems += label_in(choices, code, lines, language_name(code, reader))
    return [{"value": value, "label": label} for value, label in choices.items()], problems


def label_in(choices: dict[str, dict[str, str]], code: str, lines: Sequence[Line], language: str) -> list[str]:
    order, problems = list(choices), []
    if any(not line.value for line in lines) and len(lines) != len(order):
        said = _(
            "%(language)s: %(count)s lines for %(wanted)s choices. Write “value | label”, or one line for each choice in the same order."
        )
        return [said % {"language": language, "count": len(lines), "wanted": len(order)}]
    for at, line in enumerate(lines):
        value = line.value or order[at]
        if value in choices:
            choices[value][code] = line.label
        else:
            said = _("%(language)s, line %(line)s: “%(value)s” is none of the values: %(values)s.")
            problems.append(said % {"language": language, "line": line.number, "value": value, "values": ", ".join(order)})
    return problems


def value_for(label: str, code: str, known: Sequence[Mapping[str, object]], taken: Mapping[str, object]) -> str:
    for choice in known:
        labels = choice.get("label")
        if isinstance(labels, Mapping) and labels.get(code) == label and str(choice.get("value")) not in taken:
            return str(choice.get("value"))
    base = slug_of([label], "choice")[:40].strip("-")
    return next(value for value in (base, *(f"{base}-{number}" for number in range(2, 1000))) if value not in taken)


def written(choices: Sequence[Mapping[str, object]], code: str) -> str:
    """The box of one language, as people wrote it."""
    rows = ((str(choice.get("value")), choice.get("label")) for choice in choices)
    return "\n".join(f"{value} {BETWEEN} {labels[code]}" for value, labels in rows if isinstance(labels, Mapping) and labels.get(code))
