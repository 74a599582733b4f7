"""What each column of a sheet is: one of ours, the answer to a question, both (the statute that is also asked), or not understood."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from essaim.call.sheets.columns import MARKS, SHEET
from essaim.call.sheets.entry import Form, Question, by_name
from essaim.forum.interchange.columns import Column, plain
from essaim.forum.interchange.findings import Findings
from essaim.forum.interchange.grids import Grid

MARK = re.compile(rf"\s*[\[(](?:{'|'.join(sorted(set(MARKS)))})[\])]\s*$", re.IGNORECASE)
ASKED = "q:"
"""Before the name of a question that one of our own columns has, too."""
WITHIN = 20
"""The header stands in one of the first twenty rows."""


@dataclass(frozen=True, slots=True)
class Meaning:
    column: Column | None
    language: str
    part: int
    question: Question | None
    axis: str = ""
    """Which half of a point on the map the column holds: "latitude" or "longitude"."""

    @property
    def key(self) -> str:
        parts = [self.column.key + (f" [{self.language}]" if self.language else "")] if self.column else []
        return " + ".join([*parts, *([f"? {self.question.slug}"] if self.question else [])])


def header_of(question: Question) -> str:
    """Its name; with a mark before it where one of our own columns has that name."""
    return f"{ASKED}{question.slug}" if SHEET.column(question.slug) else question.slug


AXES = {
    "latitude": frozenset({"latitude", "lat", "latitud", "bf latitude"}),
    "longitude": frozenset({"longitude", "lon", "lng", "long", "longitud", "bf longitude"}),
}
"""Plain headers of the two columns of an export that keeps a point in two."""


def axis_of(header: str) -> str:
    return next((axis for axis, names in AXES.items() if plain(header) in names), "")


def half_of(header: str, form: Form) -> Meaning | None:
    """Half of the answer to the first question that asks for a point."""
    axis, asking = axis_of(header), next((one for one in form.questions if one.type == "place"), None)
    return Meaning(None, "", 1, asking, axis) if axis and asking else None


def meaning_of(header: str, form: Form) -> Meaning | None:
    text = MARK.sub("", " ".join(header.split()))
    if text.lower().startswith(ASKED):
        question = question_named(text[len(ASKED) :], form)
        return Meaning(None, "", 1, question) if question else None
    known = SHEET.column(text) if text else None
    question = question_named(text, form)
    if known is None and question is None:
        return half_of(text, form)
    column, language, part = known or (None, "", 1)
    return Meaning(column, language, part, question)


def question_named(header: str, form: Form) -> Question | None:
    """By its name in files first, then by its words in any language."""
    slug = questions_by_name(form.questions).get(plain(header))
    return next((one for one in form.questions if one.slug == slug), None) if slug else None


@lru_cache(maxsize=32)
def questions_by_name(questions: tuple[Question, ...]) -> dict[str, str]:
    return by_name(tuple((one.slug, one.labels) for one in questions)) | by_name(tuple((one.slug, ()) for one in questions))


def header_row(grid: Grid, form: Form) -> tuple[int, int]:
    """Which row is the header, and how many of its columns are known; (-1, 0) when none is. A title is needed."""
    best = (-1, 0)
    for number, row in enumerate(grid.rows[:WITHIN]):
        found = [meaning for text in row if text.strip() and (meaning := meaning_of(text, form))]
        has_title = any(one.column and one.column.key in ("title", "number", "outside_id") for one in found)
        if has_title and len(found) > best[1]:
            best = (number, len(found))
    return best


def best_grid(grids: Sequence[Grid], form: Form) -> tuple[Grid, int] | None:
    """The grid whose header is understood best."""
    scored = [(header_row(grid, form), grid) for grid in grids]
    (top, score), grid = max(scored, key=lambda told: told[0][1])
    return (grid, top) if score else None


def columns_of(grid: Grid, top: int, form: Form, findings: Findings) -> dict[int, Meaning]:
    found: dict[int, Meaning] = {}
    taken: set[tuple[str, str, int]] = set()
    for position, text in enumerate(grid.rows[top]):
        if not text.strip():
            continue
        place = grid.place(top, position)
        meaning = meaning_of(text, form)
        if meaning is None:
            findings.warning("place_not_asked" if axis_of(text) else "header_unknown", place, name=text, value=text)
            continue
        key = (meaning.key + meaning.axis, meaning.language, meaning.part)
        if key in taken:
            findings.warning("header_twice", place, name=text, value=text)
            continue
        taken.add(key)
        found[position] = meaning
    return told_apart(found)


def told_apart(columns: dict[int, Meaning]) -> dict[int, Meaning]:
    """A question with a column of its own is not read from ours of the same name as well."""
    own = {one.question.slug for one in columns.values() if one.question and not one.column}
    return {
        position: replace(one, question=None) if one.column and one.question and one.question.slug in own else one
        for position, one in columns.items()
    }
