"""One entry of a fact file, read field by field; what does not fit is a FactError that names file, entry and field."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from pathlib import Path
from typing import TypeAlias

import yaml
from i18nfield.strings import LazyI18nString

from essaim.registry.errors import FactError, RegistryError
from essaim.registry.names import texts

Facts: TypeAlias = Iterable[Mapping[str, object]]
"""What `read_facts` returns: entries as YAML gave them, not looked at yet."""


def read_facts(path: Path) -> list[Mapping[str, object]]:
    """The entries of a YAML list. A file that is none gives one FactError with its line."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise FactError("not_yaml", f"{path.name}:{line}", value=error.problem) from error
    except UnicodeDecodeError as error:
        raise FactError("not_utf8", f"{path.name}:{error.start}") from error
    if not isinstance(data or [], list):
        raise FactError("not_a_list", path.name, value=type(data).__name__)
    for number, entry in enumerate(data or [], start=1):
        if not isinstance(entry, dict):
            raise FactError("not_an_entry", f"{path.name}:#{number}", value=entry)
    return data or []


@dataclass(frozen=True, slots=True)
class Entry:
    file: str
    name: str
    """The entry's slug or code, or its number in the file ("#3")."""
    data: Mapping[str, object]

    def where(self, field: str) -> str:
        return f"{self.file}:{self.name}:{field}".rstrip(":")

    def error(self, code: str, field: str, **facts: object) -> FactError:
        return FactError(code, self.where(field), **{"field": field, **facts})

    @contextmanager
    def located(self, field: str = "") -> Iterator[None]:
        """What an action refuses becomes an error of this entry."""
        try:
            yield
        except FactError:
            raise
        except RegistryError as error:
            place = str(field or error.facts.get("field", ""))
            raise FactError(error.code, self.where(place), **error.facts) from error

    def only(self, *fields: str) -> None:
        """Refuse a field nobody reads: most often a slip of the pen."""
        for field in self.data:
            if field not in fields:
                near = get_close_matches(str(field), fields, 1)
                raise self.error("unknown_field", str(field), meant=near[0] if near else ", ".join(fields))

    def text(self, field: str, *, is_required: bool = False, longest: int = 500) -> str:
        value = self.data.get(field)
        if value is None or value == "":
            if is_required:
                raise self.error("missing", field)
            return ""
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise self.error("not_a_text", field, value=value)
        text = str(value).strip()
        if len(text) > longest:
            raise self.error("too_long", field, value=f"{text[:40]}…", longest=longest)
        return text

    def texts(self, field: str, *, is_required: bool = False) -> LazyI18nString:
        """A text by language ({fr: …, en: …}), or one whose language is not known."""
        value = self.data.get(field)
        if isinstance(value, Mapping):
            for language, text in value.items():
                if not isinstance(text, str):
                    raise self.error("not_a_text", f"{field}.{language}", value=text)
            try:
                result = texts(value)
            except RegistryError as error:
                raise self.error(error.code, field, **error.facts) from error
        else:
            result = texts(self.text(field))
        if is_required and not result:
            raise self.error("missing", field)
        return result

    def word(self, field: str, allowed: Collection[str]) -> str:
        value = self.text(field)
        if value and value not in allowed:
            raise self.error("not_allowed", field, value=value, allowed=", ".join(word for word in allowed if word))
        return value

    def flag(self, field: str) -> bool:
        value = self.data.get(field, False)
        if not isinstance(value, bool):
            raise self.error("not_a_flag", field, value=value)
        return value

    def day(self, field: str) -> date | None:
        value = self.data.get(field)
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        raise self.error("not_a_day", field, value=value)

    def number(self, field: str) -> Decimal | None:
        value = self.data.get(field)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise self.error("not_a_number", field, value=value)
        try:
            number = Decimal(str(value))
        except InvalidOperation as error:
            raise self.error("not_a_number", field, value=value) from error
        if not number.is_finite():
            raise self.error("not_a_number", field, value=value)
        return number

    def entries(self, field: str) -> list["Entry"]:
        """Entries inside this one: names, memberships, affiliations."""
        value = self.data.get(field) or []
        if not isinstance(value, list):
            raise self.error("not_a_list", field, value=value)
        for number, data in enumerate(value):
            if not isinstance(data, Mapping):
                raise self.error("not_an_entry", f"{field}[{number}]", value=data)
        return [Entry(self.file, f"{self.name}:{field}[{number}]", data) for number, data in enumerate(value)]


def entries_of(facts: Facts, *, file: str, named_by: str) -> list[Entry]:
    """Each entry under its own name, of which no two may be the same."""
    found: dict[str, Entry] = {}
    for number, data in enumerate(facts, start=1):
        name = data.get(named_by)
        label = str(name) if isinstance(name, str) and name else f"#{number}"
        if label in found:
            raise FactError("twice", f"{file}:{label}:{named_by}", value=label)
        found[label] = Entry(file, label, data)
    return list(found.values())
