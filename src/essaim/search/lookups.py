"""Words that begin so, by index on both databases."""

from typing import Any

from django.db.models import CharField, Lookup
from django.db.models.sql.compiler import SQLCompiler

LAST = "\U0010ffff"


@CharField.register_lookup
class Begins(Lookup):
    """`text__begins="econ"`. SQLite's LIKE cannot use the index and PostgreSQL's order is not by code point: each its own form."""

    lookup_name = "begins"

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        column, params = self.process_lhs(compiler, connection)
        return f"({column} >= %s AND {column} < %s)", (*params, str(self.rhs), *params, f"{self.rhs}{LAST}")

    def as_postgresql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        column, params = self.process_lhs(compiler, connection)
        escaped = str(self.rhs).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        return f"{column} LIKE %s", (*params, f"{escaped}%")
