"""The table's cells: each address × role × way of asking, and how one is asked."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http.response import HttpResponseBase

from tests.rights.addresses import Address, everything
from tests.rights.forms import values_of
from tests.rights.row import EVERYONE, MISSING, ROLES, Row
from tests.rights.rows import all_rows
from tests.rights.world import SECRET, World

ROWS = all_rows()
ADDRESSES = {one.name: one for one in everything()}


@dataclass(frozen=True, slots=True)
class Cell:
    name: str
    role: str
    method: str
    is_hidden: bool = False

    @property
    def row(self) -> Row:
        return ROWS[self.name]

    @property
    def address(self) -> Address:
        return ADDRESSES[self.name]

    @property
    def is_allowed(self) -> bool:
        if self.is_hidden:
            return self.role in self.row.hidden_allowed
        if self.method == "POST" and self.row.post_allowed is not None:
            return self.role in self.row.post_allowed
        return self.role in self.row.allowed

    @property
    def is_open(self) -> bool:
        """Whatever is answered here may be read by anybody."""
        return not self.is_hidden and self.row.allowed == EVERYONE and self.role not in self.row.tells

    @property
    def refusal(self) -> str | int:
        if self.method == "POST" and not self.is_hidden and self.role in self.row.allowed:
            return self.row.post_refused
        is_for_readers = self.is_hidden and self.role in self.row.allowed
        mapping = MISSING if is_for_readers else self.row.refusal
        return mapping.get(self.role, mapping["*"])

    @property
    def may_tell(self) -> bool:
        """A refused form shown again to somebody who may open its page shows that page."""
        return self.method == "POST" and not self.is_hidden and self.role in self.row.allowed

    def __str__(self) -> str:
        return f"{self.method} {self.name.partition(' ')[2] or self.name}{' (not public)' if self.is_hidden else ''} for {self.role}"


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    status: int
    location: str
    text: str
    headers: str

    @property
    def leaks(self) -> bool:
        return SECRET in self.text or SECRET in self.headers


def read(answer: HttpResponseBase) -> Answer:
    """To its end. Django's client closes what it answers; a second close would end the world's connection to PostgreSQL."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return Answer(answer.status_code, answer.headers.get("Location", ""), body.decode("utf-8", errors="replace"), str(answer.headers))


def methods_of(name: str, row: Row) -> list[str]:
    if ADDRESSES[name].method:
        return [ADDRESSES[name].method]
    return [*(["GET"] if row.get else []), *(["POST"] if row.posts else [])]


def cells() -> list[Cell]:
    """In the order of names; the right holders first."""
    found = []
    for name in sorted(ROWS.keys() & ADDRESSES.keys()):
        row = ROWS[name]
        for method in methods_of(name, row):
            found += [Cell(name, role, method) for role in ROLES]
            if row.hidden is not None:
                found += [Cell(name, role, method, is_hidden=True) for role in ROLES]
    return found


def ask(world: World, cell: Cell) -> Answer:
    """What is not found without a language is looked for with one: that second answer counts."""
    row, path = cell.row, path_of(world, cell)
    headers = dict(row.headers(world)) if row.headers else {}
    token = world.tokens.get(cell.role) if cell.address.method else None
    if token:
        headers["Authorization"] = f"Bearer {token}"
    client = world.client(cell.role)
    if cell.method == "GET":
        answer = read(client.get(path, headers=headers))
        return read(client.get(answer.location, headers=headers)) if answer.location == f"/fr{path}/" else answer
    data = data_of(world, cell, path)
    if cell.address.method:
        return read(client.generic(cell.method, path, json.dumps(data, default=str), content_type="application/json", headers=headers))
    return read(client.post(path, data, headers=headers))


def path_of(world: World, cell: Cell) -> str:
    args = cell.row.hidden if cell.is_hidden and cell.row.hidden else cell.row.args
    return cell.address.path(args(world)) + cell.row.query


def data_of(world: World, cell: Cell, path: str) -> Mapping[str, Any]:
    row = cell.row
    if cell.is_hidden and row.hidden_data:
        return row.hidden_data(world)
    if row.form is None:
        return row.data(world) if row.data else {}
    changes = row.form(world) if callable(row.form) else row.form
    return {**form_of(world, cell, path), **changes}


def form_of(world: World, cell: Cell, path: str) -> dict[str, list[str]]:
    """As its right holder's page shows it, read once: a refused sender sends exactly what would be accepted."""
    kept = world.things.setdefault("forms", {})
    if path not in kept:
        kept[path] = values_of(read(world.client(holder_of(cell.row)).get(path)).text, path)
    return dict(kept[path])


def holder_of(row: Row) -> str:
    """Who of those allowed tries first."""
    return row.first or next(role for role in ("team", "lead", *ROLES) if role in row.allowed)
