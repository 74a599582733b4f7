"""YAML into facts, led by the fact's own field types. Values are read as written (no YAML guesses: `no` is Norwegian, not false)."""

import re
from collections.abc import Callable
from dataclasses import MISSING, Field, fields
from datetime import date, time
from decimal import Decimal, InvalidOperation
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import yaml

from essaim.forum.demo.errors import DemoError
from essaim.forum.demo.facts import Fact
from essaim.kit.languages import is_language

F = TypeVar("F", bound=Fact)
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's, ten times faster, where it was built in."""
NOTHING = frozenset({"", "~", "null"})


def read_facts(kind: type[F], path: Path) -> F:
    """The whole file as one fact."""
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=LOADER)
    except yaml.YAMLError as problem:
        raise DemoError(where=path.name, field="YAML", value=" ".join(str(problem).split()), code="not_yaml") from problem
    return read_fact(kind, node, file=path.name, entry="")


def read_fact(kind: type[F], node: yaml.Node | None, *, file: str, entry: str) -> F:
    where = place(file, node, entry)
    if not isinstance(node, yaml.MappingNode):
        raise DemoError(where=where, field=kind.__name__, value=shown(node), code="not_a_mapping")
    known = {a.name: a for a in fields(kind) if a.name != "where"}
    given = named_values(node, known, where)
    hints = get_type_hints(kind)
    values: dict[str, Any] = {"where": where}
    for name, a in known.items():
        value = given.get(name)
        if value is None or is_nothing(value):
            guard_optional(a, where)
            continue
        values[name] = read_value(hints[name], value, file=file, entry=f"{entry}.{name}".lstrip("."))
    return kind(**values)


def named_values(node: yaml.MappingNode, known: dict[str, "Field[Any]"], where: str) -> dict[str, yaml.Node]:
    given: dict[str, yaml.Node] = {}
    for key, value in node.value:
        if key.value not in known:
            raise DemoError(where=where, field=str(key.value), value=key.value, code="unknown_field", known=", ".join(known))
        if key.value in given:
            raise DemoError(where=where, field=key.value, value=key.value, code="twice")
        given[key.value] = value
    return given


def guard_optional(a: "Field[Any]", where: str) -> None:
    if a.default is MISSING and a.default_factory is MISSING:
        raise DemoError(where=where, field=a.name, value="", code="missing")


def is_nothing(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.style is None and node.value in NOTHING


def read_value(hint: Any, node: yaml.Node, *, file: str, entry: str) -> Any:
    if get_origin(hint) is tuple:
        return read_items(get_args(hint)[0], node, file=file, entry=entry)
    if get_origin(hint) is dict:
        return read_text(node, file=file, entry=entry)
    if isinstance(hint, UnionType):
        hint = next(inner for inner in get_args(hint) if inner is not type(None))
    if isinstance(hint, type) and issubclass(hint, Fact):
        return read_fact(hint, node, file=file, entry=entry)
    return read_scalar(hint, scalar(node, file, entry), where=place(file, node, entry))


def read_items(hint: Any, node: yaml.Node, *, file: str, entry: str) -> tuple[Any, ...]:
    if not isinstance(node, yaml.SequenceNode):
        raise DemoError(where=place(file, node, entry), field=entry, value=shown(node), code="not_a_list")
    return tuple(read_value(hint, item, file=file, entry=f"{entry}[{number}]") for number, item in enumerate(node.value, start=1))


def read_text(node: yaml.Node, *, file: str, entry: str) -> dict[str, str]:
    if not isinstance(node, yaml.MappingNode):
        raise DemoError(where=place(file, node, entry), field=entry, value=shown(node), code="not_a_mapping")
    text: dict[str, str] = {}
    for key, value in node.value:
        if not is_language(key.value):
            raise DemoError(where=place(file, key, entry), field=entry, value=key.value, code="not_a_language")
        if key.value in text:
            raise DemoError(where=place(file, key, entry), field=entry, value=key.value, code="twice")
        text[key.value] = typeset(scalar(value, file, f"{entry}.{key.value}").strip(), key.value)
    return text


def typeset(text: str, language: str) -> str:
    """French wants a no-break space before its double signs and inside its quotation marks."""
    return re.sub(r" (?=[:;?!»])|(?<=«) ", "\u00a0", text) if language == "fr" else text


def read_scalar(kind: Any, value: str, *, where: str) -> object:
    try:
        return READERS[kind](value)
    except (ValueError, InvalidOperation):
        file_and_line, _, entry = where.partition(" ")
        raise DemoError(where=file_and_line, field=entry, value=value, code=NOT_ONE[kind]) from None


def read_flag(value: str) -> bool:
    if value not in {"true", "false"}:
        raise ValueError(value)
    return value == "true"


READERS: dict[Any, Callable[[str], object]] = {
    str: str,
    bool: read_flag,
    int: int,
    Decimal: Decimal,
    date: date.fromisoformat,
    time: time.fromisoformat,
}
NOT_ONE: dict[Any, str] = {bool: "not_a_flag", int: "not_a_number", Decimal: "not_a_number", date: "not_a_day", time: "not_an_hour"}


def scalar(node: yaml.Node, file: str, entry: str) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise DemoError(where=place(file, node, entry), field=entry, value="", code="not_a_value")
    return str(node.value)


def place(file: str, node: yaml.Node | None, entry: str) -> str:
    """`niort-2019.yaml:42 sessions[3]`."""
    line = node.start_mark.line + 1 if node is not None else 1
    return f"{file}:{line} {entry}".rstrip()


def shown(node: yaml.Node | None) -> str:
    value = node.value if node is not None else ""
    return value if isinstance(value, str) else type(node).__name__.removesuffix("Node").lower()
