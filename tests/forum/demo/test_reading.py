"""A demo file that is wrong says where, what, and what to do."""

from datetime import date
from pathlib import Path

import pytest

from essaim.forum.demo.errors import DemoError, sentences
from essaim.forum.demo.facts import EditionFact, PathFact
from essaim.forum.demo.reading import read_facts

EDITION = """\
slug: a-forum
series: {slug: a-series, name: {fr: Série}}
name: {fr: Un forum}
starts_on: 2027-06-09
ends_on: 2027-06-11
languages: [fr, en]
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "a-forum.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def refused(folder: Path, text: str) -> DemoError:
    with pytest.raises(DemoError) as caught:
        read_facts(EditionFact, written(folder, text))
    return caught.value


def test_edition_is_read_with_its_places(tmp_path):
    edition = read_facts(EditionFact, written(tmp_path, EDITION + "paths:\n  - {letter: A}\n"))

    assert edition.starts_on == date(2027, 6, 9)
    assert edition.paths == (PathFact(letter="A", where="a-forum.yaml:8 paths[1]"),)


def test_norwegian_is_a_language_not_false(tmp_path):
    edition = read_facts(EditionFact, written(tmp_path, EDITION.replace("[fr, en]", "[fr, no]")))

    assert edition.languages == ("fr", "no")


def test_french_gets_its_no_break_spaces_and_english_none(tmp_path):
    text = EDITION.replace("{fr: Un forum}", '{fr: "Qui décide ? « Nous »", en: "Who decides ? « We »"}')

    edition = read_facts(EditionFact, written(tmp_path, text))

    assert edition.name == {"fr": "Qui décide\u00a0? «\u00a0Nous\u00a0»", "en": "Who decides ? « We »"}


@pytest.mark.parametrize(
    ("change", "code", "where", "value"),
    [
        (("starts_on: 2027-06-09", "starts_on: 9 juin"), "not_a_day", "a-forum.yaml:4", "9 juin"),
        (("ends_on: 2027-06-11", "ends_on: 2027-06-31"), "not_a_day", "a-forum.yaml:5", "2027-06-31"),
        (("slug: a-forum\n", ""), "missing", "a-forum.yaml:1", ""),
        (("slug: a-forum", "slogan: a-forum"), "unknown_field", "a-forum.yaml:1", "slogan"),
        (("ends_on: 2027-06-11", "ends_on: 2027-06-11\nends_on: 2027-06-12"), "twice", "a-forum.yaml:1", "ends_on"),
        (("{fr: Un forum}", "{xx-yy-zz-q: Un forum}"), "not_a_language", "a-forum.yaml:3 name", "xx-yy-zz-q"),
        (("{fr: Un forum}", "Un forum"), "not_a_mapping", "a-forum.yaml:3 name", "Un forum"),
        (("[fr, en]", "fr"), "not_a_list", "a-forum.yaml:6 languages", "fr"),
        (("[fr, en]", "[fr, {en: oui}]"), "not_a_value", "a-forum.yaml:6 languages[2]", ""),
        (("[fr, en]", "[fr, en]\nnumber: cinq"), "not_a_number", "a-forum.yaml:7", "cinq"),
        (("[fr, en]", "[fr, en]\nis_online: oui"), "not_a_flag", "a-forum.yaml:7", "oui"),
    ],
)
def test_wrong_value_is_refused_where_it_stands(tmp_path, change, code, where, value):
    error = refused(tmp_path, EDITION.replace(*change))

    assert (error.code, error.where, error.value) == (code, where, value)
    assert value in error.sentence()


def test_file_that_is_no_yaml_says_so_with_the_line(tmp_path):
    error = refused(tmp_path, EDITION + "paths: [unclosed\n")

    assert error.code == "not_yaml"
    assert "line 8" in error.sentence()


def test_hour_of_a_session_is_located(tmp_path):
    error = refused(tmp_path, EDITION + "sessions:\n  - code: a\n    place: {day: 2027-06-09, start: neuf heures}\n")

    assert (error.where, error.field, error.code) == ("a-forum.yaml:9", "sessions[1].place.start", "not_an_hour")


def test_every_sentence_can_be_said():
    class Anything(dict[str, object]):
        def __missing__(self, key: str) -> str:
            return f"<{key}>"

    for code, words in sentences().items():
        assert words % Anything(value="x"), code
