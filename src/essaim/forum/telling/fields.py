"""Words filled in for each reader of a group mail: {name}, {sessions}, {link}. A brace meant as such is written twice."""

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from essaim.desk.errors import DeskError

FIELDS = ("name", "sessions", "link")
KNOWN = ", ".join(f"{{{name}}}" for name in FIELDS)
PARTS = re.compile(r"\{\{|\}\}|\{(?P<name>[^{}\n]*)\}|[{}]")
TWICE = {"{{": "{", "}}": "}"}


def faults_in(text: str, field: str = "") -> Iterator[DeskError]:
    """What is no field, each with its line, what stands there and the field it resembles most; lone braces."""
    for part in PARTS.finditer(text):
        line = text.count("\n", 0, part.start()) + 1
        name = part["name"]
        if name is not None and name.strip() not in FIELDS:
            facts = {"written": part[0], "nearest": f"{{{nearest(name)}}}", "known": KNOWN}
            yield DeskError("unknown_field", field=field, line=line, **facts)
        elif part[0] in ("{", "}"):
            yield DeskError("lone_brace", field=field, line=line, written=part[0], known=KNOWN)


def nearest(name: str) -> str:
    wanted = name.strip().lower()
    return max(FIELDS, key=lambda known: SequenceMatcher(None, wanted, known).ratio())


def filled(text: str, facts: Mapping[str, str]) -> str:
    """Of a text without faults. What is filled in is not read again: a name with braces stays as it is."""
    return PARTS.sub(lambda part: TWICE.get(part[0]) or facts.get((part["name"] or "").strip(), part[0]), text)
