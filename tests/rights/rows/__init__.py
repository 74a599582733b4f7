"""Every row there is: each module of this folder has its own ROWS."""

from importlib import import_module
from pkgutil import iter_modules

from tests.rights.row import Row


def all_rows() -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for module in iter_modules(__path__):
        for name, row in import_module(f"{__name__}.{module.name}").ROWS.items():
            if name in rows:
                raise ValueError(f"two rows for {name}, one of them in {module.name}")
            rows[name] = row
    return rows
