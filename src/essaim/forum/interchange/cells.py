r"""Several things in one cell, losslessly: records end with a line or a semicolon, fields with a bar; \ stands before a sign that is text.

Ana Lima | moderator | Mayor | City of Somewhere | PT | url=https://example.org
Finance \; impact; Research
"""

import re
from collections.abc import Iterable

RECORD_ENDS = "\n;"
FIELD_END = "|"
EXTRA = re.compile(r"([a-z_]+(?:\[[A-Za-z0-9-]*\])?)=(.*)", re.DOTALL)
DANGEROUS = re.compile(r"[\s']*[=+\-@＝＋－＠]")
TEXT_MARK = "'"
CELL_LENGTH = 30_000
"""A cell of a spreadsheet holds 32,767 characters; longer texts go on in a further column."""


def write_field(text: str) -> str:
    for sign in ("\\", "|", ";"):
        text = text.replace(sign, "\\" + sign)
    return text.replace("\n", "\\n")


def write_record(fields: Iterable[str], extras: Iterable[tuple[str, str]] = ()) -> str:
    """Fields by position (empty ones at the end go), then name=value for those that have a value."""
    told = [write_field(field) for field in fields]
    told[1:] = [field.replace("=", "\\=", 1) if EXTRA.match(field) else field for field in told[1:]]
    while told and not told[-1]:
        told.pop()
    told += [f"{name}={write_field(value)}" for name, value in extras if value]
    return " | ".join(told)


def write_list(texts: Iterable[str]) -> str:
    return "; ".join(write_field(text) for text in texts)


def read_records(cell: str) -> list[tuple[list[str], dict[str, str]]]:
    """Each record's fields by position and its name=value fields. The first field is never name=value."""
    records = []
    for record in _parted(cell, RECORD_ENDS):
        fields: list[str] = []
        extras: dict[str, str] = {}
        for number, raw in enumerate(map(str.strip, _parted(record, FIELD_END))):
            if number and (match := EXTRA.fullmatch(raw)):
                extras[match[1]] = _plain(match[2])
            else:
                fields.append(_plain(raw))
        if any(fields) or extras:
            records.append((fields, extras))
    return records


def read_list(cell: str) -> tuple[str, ...]:
    """The texts of a simple list, each once."""
    return tuple(dict.fromkeys(fields[0] for fields, _ in read_records(cell) if fields and fields[0]))


def guarded(text: str) -> str:
    """A text no spreadsheet takes for a formula: one that could be one gets an apostrophe before it."""
    return TEXT_MARK + text if DANGEROUS.match(text) else text


def guarded_if_marked(text: str) -> str:
    """The same for a workbook, where a text is never a formula: only what `unguarded` would take for a mark gets one."""
    return TEXT_MARK + text if unguarded(text) != text else text


def unguarded(text: str) -> str:
    return text[1:] if text.startswith(TEXT_MARK) and DANGEROUS.match(text[1:]) else text


def parts_of(text: str) -> list[str]:
    return [text[at : at + CELL_LENGTH] for at in range(0, len(text), CELL_LENGTH)] or [""]


def _parted(text: str, ends: str) -> list[str]:
    """Cut at each end sign that no backslash stands before."""
    if not any(end in text for end in ends):
        return [text]
    parts, start, position = [], 0, 0
    while position < len(text):
        if text[position] == "\\":
            position += 1
        elif text[position] in ends:
            parts.append(text[start:position])
            start = position + 1
        position += 1
    return [*parts, text[start:]]


def _plain(field: str) -> str:
    return re.sub(r"\\(.)", lambda match: {"n": "\n"}.get(match[1], match[1]), field, flags=re.DOTALL).strip()
