"""Every code has its sentence, quotes the value, and says what to do next, in three languages."""

import re
from pathlib import Path

import pytest
import yaml
from django.utils import translation

import essaim.forum.interchange
from essaim.forum.interchange import UnreadableSchedule, read
from essaim.forum.interchange.findings import Place
from essaim.forum.interchange.sentences import FINDINGS, UNREADABLE, explain, explain_unreadable, place_text
from tests.forum.interchange.conftest import OWN, reading_of

SOURCES = Path(essaim.forum.interchange.__file__).parent
PARTS = Path(__file__).resolve().parents[3] / "locale" / "parts" / "interchange.po.yaml"


def codes_in_source(pattern: str) -> set[str]:
    return {code for path in SOURCES.glob("*.py") for code in re.findall(pattern, path.read_text())}


def test_every_code_has_a_sentence_and_every_sentence_a_use() -> None:
    assert codes_in_source(r"UnreadableSchedule\(\s*\"(\w+)\"") == set(UNREADABLE)
    assert codes_in_source(r"\.(?:note|warning|error)\(\s*\"(\w+)\"") == set(FINDINGS)


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_every_finding_is_explained_with_its_place(path: Path) -> None:
    for finding in reading_of(path).findings:
        told = explain(finding)
        assert "{" not in told.what
        assert told.next
        if "value" in finding.facts and "{value}" in FINDINGS[finding.code][0]:
            assert finding.facts["value"] in told.what


def test_error_is_explained_with_its_line() -> None:
    with pytest.raises(UnreadableSchedule) as trouble:
        read(b"<schedule>\n<version>")

    told = explain_unreadable(trouble.value)

    assert (told.what, told.where) == ("The XML is broken at column 9: no element found.", "line 2")


def test_places_are_told_in_words() -> None:
    assert place_text(Place(sheet="sessions", cell="C14")) == "sheet sessions, cell C14"
    assert place_text(Place(line=12, component=3)) == "line 12, event 3"
    assert place_text(Place(line=5, path="/schedule/day[1]")) == "line 5 (/schedule/day[1])"
    assert place_text(Place()) == ""


def test_value_with_braces_is_only_a_value() -> None:
    told = explain_unreadable(UnreadableSchedule("too_large", value="{limit}", limit=5))

    assert told.what == "The file has {limit} bytes; 5 are the limit."


def test_every_sentence_is_translated_with_the_same_facts() -> None:
    rows = {row["en"]: row for row in yaml.safe_load(PARTS.read_text()) if isinstance(row["en"], str)}
    sentences = {text for table in (UNREADABLE, FINDINGS) for pair in table.values() for text in pair}

    assert sentences <= rows.keys()
    for sentence in sentences:
        for language in ("fr", "es"):
            assert sorted(re.findall(r"\{\w+\}", rows[sentence][language])) == sorted(re.findall(r"\{\w+\}", sentence)), sentence


def test_sentences_are_made_in_the_language_in_force() -> None:
    with translation.override("en"):
        assert explain(reading_of(OWN[0]).findings[0]).what == "The file names no time zone."
