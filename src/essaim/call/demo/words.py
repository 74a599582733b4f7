"""The synthetic proposals' words, as the file has them."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from essaim.call.models import Kind

DATA = Path(__file__).parent / "data"
NATURES = {"c": Kind.Nature.COLLECTIVE, "i": Kind.Nature.INDIVIDUAL, "s": Kind.Nature.SELF_MANAGED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One proposal's title and summary in the language it was written in."""

    letter: str
    nature: str
    language: str
    title: str
    summary: str


def proposal_words() -> list[Words]:
    """By path, in the file's order."""
    read = yaml.safe_load((DATA / "proposals.yaml").read_text())
    return [words_of(letter, row) for letter, rows in sorted(read.items()) for row in rows]


def words_of(letter: str, row: dict[str, object]) -> Words:
    language, texts = next((key, value) for key, value in row.items() if key != "kind")
    if not isinstance(texts, list):
        raise TypeError(f"proposals.yaml, path {letter}: {texts!r} is not [title, summary]")
    title, summary = (str(text) for text in texts)
    return Words(letter=letter, nature=NATURES[str(row["kind"])], language=language, title=title, summary=summary)
