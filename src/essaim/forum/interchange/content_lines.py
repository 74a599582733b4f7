"""iCalendar's content lines (RFC 5545 §3.1): parted and joined, folded at 75 octets, escaped.

The icalendar package reads whole calendars and gives no line numbers, and it stops at the first broken line of a component; a
located report needs the lines themselves. What is written here is read back by that package in the tests.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

FOLD_OCTETS = 75
NAME = re.compile(r"[A-Za-z0-9-]+")
PARAMETER = re.compile(r';([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)')
ESCAPED = re.compile(r"\\(.)", re.DOTALL)
UNESCAPED_COMMA = re.compile(r"(?<!\\)((?:\\\\)*),")
QUOTED = re.compile(r"[:;,]")


@dataclass(frozen=True, slots=True)
class ContentLine:
    line: int
    name: str
    """In upper case."""
    value: str
    parameters: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return unescape(self.value)

    @property
    def texts(self) -> tuple[str, ...]:
        """The value as a list of texts parted by commas (CATEGORIES)."""
        parts = UNESCAPED_COMMA.sub("\\1\0", self.value).split("\0")
        return tuple(unescape(part) for part in parts)


def unfold(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Logical lines and the number of their first physical line. Folds go before decoding: they may part a letter's octets."""
    current, first = b"", 0
    for number, line in enumerate(data.split(b"\n"), 1):
        bare = line.rstrip(b"\r")
        if bare[:1] in (b" ", b"\t") and first:
            current += bare[1:]
            continue
        if current:
            yield first, current
        current, first = bare, number
    if current:
        yield first, current


def part(line: int, text: str) -> ContentLine | None:
    """Name, parameters and value; None when it is no content line."""
    name = NAME.match(text)
    if name is None:
        return None
    position, parameters = name.end(), {}
    while match := PARAMETER.match(text, position):
        parameters[match[1].upper()] = match[2].replace('"', "")
        position = match.end()
    if text[position : position + 1] != ":":
        return None
    return ContentLine(line, name[0].upper(), text[position + 1 :], parameters)


def join(name: str, value: str, **parameters: str) -> str:
    """One folded line with its CRLF; the value stands as given (see `escape`)."""
    told = "".join(f";{key}={_parameter(text)}" for key, text in parameters.items() if text)
    return fold(f"{name}{told}:{value}")


def fold(line: str) -> str:
    """CRLF and a space after at most 75 octets, never inside a letter."""
    if len(line) * 4 <= FOLD_OCTETS or len(line.encode()) <= FOLD_OCTETS:
        return line + "\r\n"
    pieces: list[str] = []
    piece: list[str] = []
    size = 0
    for letter in line:
        octets = 1 if letter < "\x80" else len(letter.encode())
        if size + octets > FOLD_OCTETS:
            pieces.append("".join(piece))
            piece, size = [], 1  # the space that opens a continuation counts
        piece.append(letter)
        size += octets
    pieces.append("".join(piece))
    return "\r\n ".join(pieces) + "\r\n"


def escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def unescape(value: str) -> str:
    return ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)


def _parameter(text: str) -> str:
    """A parameter's value; quotes and controls cannot stand in one."""
    text = "".join(letter for letter in text if letter >= " " and letter not in '"\x7f')
    return f'"{text}"' if QUOTED.search(text) else text
