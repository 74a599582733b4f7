"""What the domains hand to the index. They register their kinds at start-up; the index knows nothing of their tables."""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import TypeAlias

from django.utils.functional import Promise

Texts: TypeAlias = dict[str, str]
"""Language → text; "" is a text without a language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A public thing as the index keeps it. Never hand over what a stranger may not read: no draft, no address of a person."""

    key: str
    route: str
    route_args: tuple[str, ...] = ()
    scope: str = ""
    title: Texts
    context: Texts = field(default_factory=dict)
    people: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    texts: Texts = field(default_factory=dict)

    @property
    def digest(self) -> str:
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Change:
    """A journal entry as the kinds read it: what was changed, and the edition (or other whole) it belongs to."""

    kind: str
    key: str
    scope: str
    action: str

    @property
    def scope_kind(self) -> str:
        return self.scope.partition(":")[0]

    @property
    def number(self) -> int:
        """The key of the row; 0, which no row has, when it is none."""
        return int(self.key) if self.key.isdecimal() else 0

    @property
    def scope_number(self) -> int:
        key = self.scope.partition(":")[2]
        return int(key) if key.isdecimal() else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    name: str
    label: str | Promise
    label_one: str | Promise
    place: int
    """Among the kinds: in lists of filters, and for equals in an answer."""
    contents: Callable[[Collection[str] | None], Iterable[Content]]
    """The public things with these keys (None: all). A key that yields nothing leaves the index."""
    touched: Callable[[Sequence[Change]], set[str] | None]
    """Keys whose contents may be others after these changes; None: any of them. Too many only costs time."""
    version: int = 1
    """Raise it when the contents are made in another way."""


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.name] = kind


def forget(name: str) -> None:
    _kinds.pop(name, None)


def registered() -> list[Kind]:
    """In their places, whichever domain came first."""
    return sorted(_kinds.values(), key=lambda kind: kind.place)


def signature() -> str:
    return " ".join(f"{kind.name}:{kind.version}" for kind in registered())


def texts_of(*values: object) -> Texts:
    """Content texts by language; several are put one after the other, language by language."""
    found: dict[str, list[str]] = {}
    for value in values:
        data = getattr(value, "data", value)
        for language, text in data.items() if isinstance(data, dict) else [("", data)]:
            if text:
                found.setdefault(language, []).append(str(text))
    return {language: " · ".join(parts) for language, parts in found.items()}


def all_of(*values: object) -> tuple[str, ...]:
    """Every text in every language, each once."""
    return tuple(dict.fromkeys(text for value in values for text in texts_of(value).values()))
