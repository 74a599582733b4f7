"""What is known beside a text: the edition's days, people, partners and sessions."""

from datetime import date

from essaim.forum.models import Edition, Session
from essaim.forum.queries.proofreading import facts_of
from essaim.registry.models import Organisation, PersonName
from tests.factories import forum as make
from tests.forum.proofreading.pages import words


def test_what_is_known_of_an_edition(edition, django_assert_num_queries):
    person = make.make_person("Rachid Abidi")
    PersonName.objects.create(person=person, name="Rachid el Abidi")
    partner = Organisation.objects.create(slug="lab", name={"fr": "Laboratoire de l'ESS", "en": "SSE lab"}, acronym="LABESS")
    make.make_partner(edition, partner)
    session = make.make_session(edition, {"fr": "Cantines", "en": "Canteens"}, spoken=["fr"], interpreted=["en"])
    make.make_session(edition, state=Session.State.CANCELLED)
    with django_assert_num_queries(5):
        facts = facts_of(edition, published=date(2025, 9, 1))
    assert (facts.first_day, facts.last_day, facts.zone, facts.published) == (
        date(2025, 10, 29),
        date(2025, 10, 31),
        "Europe/Paris",
        date(2025, 9, 1),
    )
    assert [(one.name, one.spellings) for one in facts.people] == [("Rachid Abidi", ("Rachid el Abidi",))]
    assert set(facts.acronyms["LABESS"]) == {"Laboratoire de l'ESS", "SSE lab"}
    assert [(one.key, set(one.titles), one.spoken, one.interpreted) for one in facts.sessions] == [
        (session.code, {"Cantines", "Canteens"}, ("fr",), ("en",))
    ]


def test_real_people_are_known_to_an_invented_edition(edition, client):
    """A real name in a notice of the example is not taken for another spelling beside it."""
    make.make_person("Rachid Abidi")
    Edition.objects.update(is_fictional=True)
    edition.refresh_from_db()
    assert [one.name for one in facts_of(edition).people] == ["Rachid Abidi"]
    shown = words(client.post("/en/team/ici/proofreading/", {"text_1": "Rachid Abidi ouvre ; Rachid Abibi conclut."}))
    assert "Perhaps: Rachid Abidi" in shown
    assert "1 thing to look at" in shown


def test_two_known_people_with_near_names_are_not_corrected_into_one_another(edition, client):
    for name in ("Rachid Abidi", "Rachid Abibi", "Samira Khedira", "Noor Khadira"):
        make.make_person(name)
    text = "Rachid Abidi ouvre, Rachid Abibi conclut ; Samira Khadira anime."
    assert "Nothing found" in words(client.post("/en/team/ici/proofreading/", {"text_1": text}))


def test_invented_people_are_not_known_to_a_real_edition(edition):
    person = make.make_person("Ana Inventée")
    person.is_fictional = True
    person.save()
    assert facts_of(edition).people == ()
    assert facts_of(None).people == ()


def test_another_spelling_a_letter_away_is_still_looked_for(client, edition):
    """The registry holds both; a notice that uses both, or not the name itself, is asked about."""
    person = make.make_person("Rachid Abibi")
    PersonName.objects.create(person=person, name="Rachid Abidi")
    PersonName.objects.create(person=person, name="Abibi Rachid")
    assert [one.spellings for one in facts_of(edition).people] == [("Abibi Rachid",)]
    shown = words(client.post("/en/team/ici/proofreading/", {"text_1": "Rachid Abibi ouvre ; Rachid Abidi conclut."}))
    assert "The registry knows somebody as “Rachid Abibi”. Is it the same person?" in shown
    assert "1 thing to look at" in shown
