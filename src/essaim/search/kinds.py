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
    def scope_key(self) -> str:
        return self.scope.partition(":")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    name: str
    label: str | Promise
    label_one: str | Promise
    contents: Callable[[Collection[str] | None], Iterable[Content]]
    """The public things with these keys (None: all). A key that yields nothing leaves the index."""
    touched: Callable[[Sequence[Change]], set[str] | None]
    """Keys whose contents may be others after these changes; None: any of them. Too many only costs time."""
    version: int = 1
    """Raise it when the contents are made in another way."""


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.name] = kind


def registered() -> list[Kind]:
    """In the order of registration, which is the order of the filters on the page."""
    return list(_kinds.values())


def signature() -> str:
    return " ".join(f"{kind.name}:{kind.version}" for kind in _kinds.values())
