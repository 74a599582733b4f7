"""A long text of any shape is read in linear time: nobody can keep a worker busy with a paste."""

import time

import pytest

from essaim.forum.proofreading import Facts, Known, proofread

LENGTH = 120_000
MOST_S = 2.0
SHAPES = {
    "no spaces": "a",
    "digits": "1",
    "capitals": "A",
    "capitals and small": "Aa",
    "accents": "é",
    "dots": ".",
    "spaces": " ",
    "empty lines": "\n",
    "hyphens": "a-",
    "apostrophes": "a'",
    "brackets": "(",
    "names of one word": "Abc ",
    "dates": "mercredi 11 octobre 2024, ",
    "dates without a year": "le 11 octobre, ",
    "days no month has": "le 32 octobre, ",
    "hours": "10 h à Paris, ",
    "hours and offsets": "10:00 UTC+2 Paris, ",
    "zone names": "10:00 CET ",
    "languages": "en français, anglais et espagnol, sans interprétation. ",
    "trilingual": "trilingue ",
    "acronyms": "ESS désigne ",
    "acronyms in brackets": "Aa bb cc (ABC) ",
    "links": "https://a.",
    "schemes": "http:/",
    "mail": "a.b+",
}


@pytest.fixture(scope="module", autouse=True)
def _places_are_known():
    """The names of places are read once a process."""
    proofread("10 h à Paris", language="fr")


def seconds(text: str, facts: Facts | None = None) -> float:
    start = time.process_time()
    proofread(text, language="fr", facts=facts)
    return time.process_time() - start


@pytest.mark.parametrize("shape", SHAPES)
def test_a_long_text_takes_no_more_than_a_moment(shape):
    piece = SHAPES[shape]
    assert seconds(piece * (LENGTH // len(piece))) < MOST_S


def test_many_names_of_a_text_and_of_the_registry():
    names = [f"Ana{a}{b} Mar{c}{d}ez" for a in "bcdfg" for b in "aeiou" for c in "bcdfghjklm" for d in "aeiou"]
    people = tuple(Known(name=name.replace("ez", "es")) for name in names)
    assert seconds(", ".join(names * 4)[: LENGTH // 3], Facts(people=people)) < MOST_S
