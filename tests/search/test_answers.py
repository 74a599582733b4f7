"""What a question finds, in which order, and how it is shown."""

from collections.abc import Callable

import pytest

from essaim.desk import journal
from essaim.forum.models import Edition
from essaim.search.queries import Answer
from tests.factories.forum import (
    make_appearance,
    make_edition,
    make_involvement,
    make_organisation,
    make_path,
    make_person,
    make_release,
    make_session,
    make_slot,
    make_source,
    text,
)

Titles = Callable[..., list[str]]
Ask = Callable[..., Answer]
pytestmark = pytest.mark.django_db


@pytest.fixture
def niort() -> Edition:
    """An edition with three released sessions, two people and an organisation."""
    edition = make_edition("niort2027", name={"fr": "Forum de Niort", "en": "Niort forum"}, languages=["fr", "en", "es"])
    water = make_session(edition, {"fr": "L'eau en commun", "en": "Water as a commons"}, code="eau")
    work = make_session(edition, {"fr": "Coopératives et travail"}, code="travail")
    make_session(edition, {"fr": "Finances solidaires"}, code="finances")
    work.description = text("Ce qu'une ville peut faire pour l'eau et pour ses coopératives.")
    work.save()
    abidi = make_person("Rachid Abidi", slug="rachid-abidi")
    make_appearance(water, abidi, printed_as="Rachid Abibi")
    abidi.other_names.create(name="Rachid Abibi", source=make_source())
    make_appearance(work, make_person("Amélie Œuvrard"), organisation=make_organisation("Réseau des territoires", acronym="RTES"))
    make_slot(water, "09:00", "10:00")
    make_release(edition)
    return edition


def test_title_stands_before_text(niort: Edition, titles: Titles) -> None:
    assert titles("eau") == ["session: Water as a commons", "session: Coopératives et travail"]


@pytest.mark.parametrize("question", ["cooperative", "COOPÉRATIVES", "cooperat", "coperatives", "cooperatvies"])
def test_case_accents_plural_beginning_and_slips_are_forgiven(niort: Edition, titles: Titles, question: str) -> None:
    assert titles(question) == ["session: Coopératives et travail"]


def test_person_is_found_by_every_spelling(niort: Edition, titles: Titles) -> None:
    for question in ("Abibi", "Abidi", "rachid abidi", "Abdii"):
        assert "person: Rachid Abidi" in titles(question), question


def test_ligature_is_found_by_its_letters(niort: Edition, titles: Titles) -> None:
    assert titles("oeuvrard", kind="person") == ["person: Amélie Œuvrard"]


def test_organisation_is_found_by_acronym_and_leads_to_its_sessions(niort: Edition, titles: Titles) -> None:
    assert titles("rtes") == [
        "organisation: Réseau des territoires (RTES)",
        "session: Coopératives et travail",
        "person: Amélie Œuvrard",
    ]


def test_every_language_of_a_text_is_searched(niort: Edition, ask: Ask) -> None:
    (hit,) = ask("commons", reader="fr").hits
    assert (str(hit.title), hit.title.language) == ("L'eau en commun", "fr")


def test_all_words_are_wanted_and_some_when_none_has_all(niort: Edition, ask: Ask) -> None:
    both = ask("eau ville")
    assert [str(hit.title) for hit in both.hits] == ["Coopératives et travail"]
    assert not both.is_loose
    some = ask("finances rtes")
    assert some.is_loose
    assert {str(hit.title) for hit in some.hits} >= {"Finances solidaires", "Réseau des territoires (RTES)"}


def test_found_words_are_marked_where_they_stand(niort: Edition, ask: Ask) -> None:
    hits = ask("ville", reader="fr", kind="session").hits
    marks = [piece.text for piece in hits[0].excerpt.pieces if piece.is_marked]
    assert marks == ["ville"]


def test_guess_says_what_was_found_instead(niort: Edition, ask: Ask) -> None:
    assert ask("fnances").guessed == {"fnances": "Finances"}
    assert ask("finances").guessed == {}


def test_kinds_and_editions_are_counted_and_narrow(niort: Edition, ask: Ask) -> None:
    other = make_edition("bordeaux2025", name={"fr": "Forum de Bordeaux"})
    make_session(other, {"fr": "Coopératives d'habitat"})
    make_release(other)
    found = ask("coopératives")
    assert [(facet.name, facet.count) for facet in found.kinds] == [("session", 2)]
    assert [(facet.name, facet.label, facet.count) for facet in found.scopes] == [
        ("bordeaux2025", "Forum de Bordeaux", 1),
        ("niort2027", "Niort forum", 1),
    ]
    assert [str(hit.title) for hit in ask("coopératives", scope="bordeaux2025").hits] == ["Coopératives d'habitat"]


def test_path_is_found_by_its_name_and_not_when_it_has_none(niort: Edition, titles: Titles) -> None:
    make_path(niort, "A", "Transition énergétique")
    make_path(niort, "B", "")
    journal.raise_revision()
    assert titles("energetique") == ["path: A Transition énergétique"]
    assert not titles("", kind="path")


@pytest.mark.parametrize(
    "question", ["", "   ", "de la", "'", "%", "_", "\\", "\x00", "(" * 400, "x" * 5000, "🐝", "🐝" * 100, "a%' OR 1=1 --"]
)
def test_odd_question_is_answered_with_nothing(niort: Edition, ask: Ask, question: str) -> None:
    assert ask(question).total == 0


def test_number_is_not_guessed(niort: Edition, titles: Titles) -> None:
    assert titles("2028") == []


def test_lead_organisation_named_in_full_finds_the_session(niort: Edition, titles: Titles) -> None:
    session = niort.sessions.get(code="finances")
    make_involvement(session, make_organisation({"fr": "Fédération des monnaies", "en": "Federation of currencies"}))
    journal.raise_revision()
    assert "session: Finances solidaires" in titles("currencies")
