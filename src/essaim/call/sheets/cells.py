"""A question's answer as a cell, and back. Lists have a semicolon between; the reader also takes lines and, where all parts are known, commas."""

import re
from datetime import date
from typing import Any

from essaim.call.sheets.entry import Question, by_name
from essaim.forum.interchange.cells import read_list, write_list
from essaim.forum.interchange.columns import plain

YES = frozenset({"yes", "y", "oui", "o", "si", "s", "x", "1", "true", "vrai", "verdadero", "ok", "d accord", "daccord", "accord", "agreed"})
NO = frozenset({"no", "n", "non", "0", "false", "faux", "falso"})
POINT = re.compile(r"\s*([-−]?\d+(?:[.,]\d+)?)\s*[,;/|\s]\s*([-−]?\d+(?:[.,]\d+)?)\s*")
DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
OTHER = "other"


class Unread(Exception):  # noqa: N818
    """The cell does not answer the question; `known` are the values it may have."""

    def __init__(self, code: str, known: str = "") -> None:
        super().__init__(code)
        self.code, self.known = code, known


def read_yes_no(text: str) -> bool | None:
    """None: neither yes nor no."""
    word = plain(text)
    return True if word in YES else False if word in NO else None


def read_answer(question: Question, text: str) -> Any:
    """The answer as Proposal.answers holds it. Raises Unread."""
    match question.type:
        case "one":
            return read_choice(question, text)
        case "several":
            return read_choices(question, text)
        case "yes_no" | "consent":
            answer = read_yes_no(text)
            if answer is None:
                raise Unread("answer_unread", "yes, no")
            return answer
        case "number":
            digits = re.sub(r"[\s\u00a0\u202f]", "", text)
            if not re.fullmatch(r"-?\d{1,9}", digits, re.ASCII):
                raise Unread("answer_unread", "0, 1, 2…")
            return int(digits)
        case "date":
            return read_day(text)
        case "place":
            return read_place(text)
        case "file":
            raise Unread("file_by_sheet")
        case _:
            return text


def read_choice(question: Question, text: str) -> Any:
    known = by_name(question.choices).get(plain(text))
    if known is not None:
        return known
    if question.allows_other:
        return {OTHER: text}
    raise Unread("choice_unknown", "; ".join(value for value, _labels in question.choices))


def read_choices(question: Question, text: str) -> list[Any]:
    """The export of 2019 puts commas between: taken apart only where every part is a choice."""
    found: list[Any] = []
    for part in read_list(text):
        pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
        known = [read_known(question, piece) for piece in pieces]
        whole = read_known(question, part)
        answers = [whole] if whole else known if len(pieces) > 1 and all(known) else [read_choice(question, part)]
        found += [answer for answer in answers if answer not in found]
    return found


def read_known(question: Question, text: str) -> str:
    try:
        answer = read_choice(question, text)
    except Unread:
        return ""
    return answer if isinstance(answer, str) else ""


def read_day(text: str) -> str:
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        pass
    if found := DAY.fullmatch(text.strip()):
        try:
            return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
        except ValueError:
            pass
    raise Unread("answer_unread", "2024-12-20")


def read_place(text: str) -> dict[str, float]:
    if found := POINT.fullmatch(text):
        lat, lon = (float(part.replace("−", "-").replace(",", ".")) for part in found.groups())
        if -90 <= lat <= 90 and -180 <= lon <= 180:
            return {"lat": lat, "lon": lon}
    raise Unread("answer_unread", "46.3239, -0.4588")


def write_answer(question: Question, answer: Any) -> str:
    match answer:
        case None:
            return ""
        case bool():
            return "yes" if answer else "no"
        case list():
            return write_list(write_answer(question, one) for one in answer)
        case {"other": words}:
            return str(words)
        case {"lat": lat, "lon": lon}:
            return f"{lat}, {lon}"
        case _:
            return str(answer)
