"""Every row there is: each module of this folder has its own ROWS, and may have a `fill` that makes what they are about."""

from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from tests.rights.row import Row


def areas() -> Iterator[ModuleType]:
    for module in sorted(iter_modules(__path__), key=lambda one: one.name):
        yield import_module(f"{__name__}.{module.name}")


def all_rows() -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for area in areas():
        for name, row in area.ROWS.items():
            if name in rows:
                raise ValueError(f"two rows for {name}, one of them in {area.__name__}")
            rows[name] = row
    return rows


def fills() -> list[Callable[[Any], None]]:
    return [area.fill for area in areas() if hasattr(area, "fill")]
