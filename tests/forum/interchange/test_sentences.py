"""Every code has its sentence, quotes the value, and says what to do next, in three languages."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from django.utils import translation

import essaim.forum.interchange
from essaim.forum.interchange import UnreadableSchedule, read
from essaim.forum.interchange.findings import Finding, Place, Severity
from essaim.forum.interchange.sentences import FINDINGS, UNREADABLE, explain, explain_unreadable, place_text
from essaim.forum.interchange.shown import finding_facts
from tests.forum.interchange.conftest import OWN, reading_of

SOURCES = Path(essaim.forum.interchange.__file__).parent
PARTS = Path(__file__).resolve().parents[3] / "locale" / "parts" / "interchange.po.yaml"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


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
            assert finding_facts(finding)["value"] in told.what


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


def test_our_own_numbers_and_moments_are_written_as_the_reader_writes_them() -> None:
    kept = Finding(Severity.WARNING, "start_disagrees", {"value": "10:00", "kept": "2019-11-06T09:00:00+01:00"}, (Place(line=3),))
    with translation.override("fr"):
        large = explain_unreadable(UnreadableSchedule("too_large", value="200,000,008", limit="47,700"))
        assert "200\u00a0000\u00a0008" in large.what
        assert "6 novembre 2019, 09:00" in explain(kept).what


def test_columns_are_named_as_the_model_workbook_names_them_and_elements_as_the_file_does() -> None:
    cell = Finding(Severity.ERROR, "value_unreadable", {"name": "day", "value": "2019-13-01"}, (Place(sheet="sessions", cell="C3"),))
    element = Finding(Severity.ERROR, "value_unreadable", {"name": "day", "value": "2019-13-01"}, (Place(line=3, path="/schedule/day[1]"),))
    with translation.override("es"):
        assert "día" in explain(cell).what
        assert "2019-13-01" in explain(cell).what
        assert "day" in explain(element).what
