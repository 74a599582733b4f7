"""A timetable's JSON file, and its parts checked one by one; errors name the key: slots[2][0]."""

import json
from collections.abc import Mapping
from pathlib import Path

from essaim.scheduling.errors import FileError

BYTES_MAX = 50_000_000


def load(path: Path) -> Mapping[str, object]:
    """The object in the file. Raises FileError when there is none, or a key stands in it twice."""
    try:
        if path.stat().st_size > BYTES_MAX:
            raise FileError(where="the file", what=f"it has more than {BYTES_MAX:,} bytes.", todo="Give a timetable of this instance.")
        found: object = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_once)
    except json.JSONDecodeError as trouble:
        where = f"line {trouble.lineno}, column {trouble.colno}"
        raise FileError(where=where, what=f"it is no JSON ({trouble.msg}).", todo="Write the file anew with `solve`.") from trouble
    except (OSError, UnicodeDecodeError, RecursionError) as trouble:
        raise FileError(where="the file", what=f"it cannot be read ({trouble}).", todo="Give a JSON file in UTF-8.") from trouble
    return as_object(found, "the file")


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise FileError(where=f"“{key}”", what="it stands here a second time.", todo="Give each its place once.")
        found[key] = value
    return found


def as_object(value: object, where: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise FileError(where=where, what=f"{shown(value)} is no object.", todo="Write {…} with its keys.")
    return value


def as_list(value: object, where: str, length: int, what: str) -> list[object]:
    """A list of `length` entries; what: what they are, in the plural."""
    if not isinstance(value, list):
        raise FileError(where=where, what=f"{shown(value)} is no list.", todo=f"Write a list of {length} {what}.")
    if len(value) != length:
        raise FileError(where=where, what=f"it has {len(value)} entries.", todo=f"Write one for each of the {length} {what}.")
    return value


def as_name(value: object, where: str, what: str, among: Mapping[str, object]) -> str | None:
    """A name that is a key of `among`, or None for null."""
    if value is None:
        return None
    if not isinstance(value, str) or value not in among:
        raise FileError(where=where, what=f"there is no {what} {shown(value)}.", todo=f"Write a {what} of the instance, or null.")
    return value


def shown(value: object) -> str:
    return f"“{json.dumps(value, ensure_ascii=False)[:80]}”" if not isinstance(value, str) else f"“{value[:80]}”"
