"""A session's page: what is known, what is not, and in which language."""

import json
import re

import pytest

from essaim.forum.models import Download, Note, Session, Video
from tests.factories.forum import (
    at,
    make_appearance,
    make_edition,
    make_format,
    make_involvement,
    make_organisation,
    make_path,
    make_person,
    make_release,
    make_room,
    make_session,
    make_site,
    make_slot,
    make_source,
    make_territory,
    text,
)

pytestmark = pytest.mark.django_db


def page(client, session, language="fr", query="", status=200):
    response = client.get(f"/{language}/forum/{session.edition.slug}/sessions/{session.code}/{query}")
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def edition():
    return make_edition("forum-2027")


@pytest.fixture
def session(edition):
    """Everything known."""
    room = make_room(make_site(edition, "Centre"), "Sèvre", capacity=120)
    session = make_session(
        edition,
        {"fr": "Panorama mondial", "en": "World panorama"},
        code="panorama",
        paths=[make_path(edition, "E", "Coopération internationale")],
        format=make_format(edition, "round_table", name="Table ronde"),
        spoken=["en"],
        interpreted=["fr", "eu"],
    )
    Session.objects.filter(pk=session.pk).update(
        summary=text({"fr": "Cinq pays."}), source=make_source(title="Compte rendu du GSEF"), note=text("Jour déduit.")
    )
    person = make_person("Rachid Exemple", slug="rachid")
    make_appearance(
        session, person, organisation=make_organisation("Lab'ESS"), country=make_territory("TN", "Tunisie"), printed_as="Rachid Exmple"
    )
    make_involvement(session, make_organisation("GSEF"))
    make_slot(session, "10:45", "12:15", room=room)
    make_release(edition)
    session.refresh_from_db()
    return session


def test_what_is_known_is_said(client, session):
    html = page(client, session)
    for words in (
        "Panorama mondial", "Cinq pays.", "Coopération internationale", "Table ronde", "Sèvre", "Centre", "anglais", "français, basque",
        "Rachid Exemple", "Lab&#x27;ESS", "Tunisie", "GSEF", "Compte rendu du GSEF", "Jour déduit.", "mercredi 9 juin 2027",
    ):  # fmt: skip
        assert words in html, words


def test_a_name_printed_otherwise_is_shown_beside(client, session):
    assert "Printed “Rachid Exmple” there." in page(client, session, "en")


def test_what_is_unknown_says_so(client, edition):
    session = make_session(edition, {"fr": ""}, spoken=[])
    Session.objects.filter(pk=session.pk).update(title="")
    make_slot(session)
    make_release(edition)
    html = page(client, session, "en")
    assert '<span class="unknown">Title not found</span>' in html
    for term in ("Day", "Time", "Place", "Spoken", "Format", "Led by"):
        assert re.search(rf'<dt>{term}</dt><dd>[^<]*<span class="unknown">', html), term
    assert "None" not in re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)


def test_a_text_in_another_language_says_which(client, session):
    html = page(client, session, "es")
    assert 'lang="en" dir="ltr">World panorama' in html
    assert 'lang="fr" dir="ltr"' in html


def test_a_cancelled_session_says_so_first(client, session):
    Session.objects.filter(pk=session.pk).update(state=Session.State.CANCELLED)
    html = page(client, session, "en")
    assert html.index("This session is cancelled") < html.index("At a glance")


def test_what_comes_before_after_and_meanwhile(client, edition, session):
    after = make_session(edition, "Atelier suivant", code="suite")
    Session.objects.filter(pk=after.pk).update(follows=session)
    make_slot(after, "14:00", "15:00")
    make_slot(make_session(edition, "En parallèle", code="meanwhile"), "11:00", "12:00")
    make_slot(make_session(edition, "Bien plus tard", code="later"), "18:00", "19:00")
    make_release(edition)
    html = page(client, session)
    assert "Atelier suivant" in html
    assert "En parallèle" in html
    assert "Bien plus tard" not in html
    assert "Panorama mondial" in page(client, after)


def test_documents_films_and_published_notes(client, edition, session):
    Download.objects.create(edition=edition, session=session, title=text("Note de cadrage"), note=text("adresse non trouvée"))
    Video.objects.create(edition=edition, session=session, title=text("Film"), url="https://example.org/film", languages=["fr"])
    Note.objects.create(session=session, body=text("Note publiée"), is_published=True)
    Note.objects.create(session=session, body=text("Note retenue"), is_published=False)
    html = page(client, session)
    assert '<span class="unknown">Note de cadrage</span>' in html
    assert 'href="https://example.org/film"' in html
    assert "Note publiée" in html
    assert "Note retenue" not in html


def test_a_person_without_a_public_page_is_named_without_a_link(client, edition):
    session = make_session(edition)
    make_appearance(session, make_person("Discrète Exemple", slug="discrete", is_public=False))
    make_slot(session)
    make_release(edition)
    html = page(client, session)
    assert "Discrète Exemple" in html
    assert "/discrete/" not in html


def test_a_draft_session_and_one_of_another_edition_are_not_found(client, edition, session):
    hidden = make_session(edition, "Brouillon", state=Session.State.DRAFT)
    make_slot(hidden, "20:00", "21:00")
    make_release(edition)
    page(client, hidden, status=404)
    assert client.get(f"/fr/forum/{make_edition().slug}/sessions/panorama/").status_code == 404


def test_data_for_machines_is_valid_and_cannot_break_out(client, edition):
    session = make_session(edition, "</script><script>alert(1)</script>")
    make_slot(session, "09:00", "10:00")
    make_release(edition)
    html = page(client, session)
    assert "<script>alert" not in html
    found = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1])
    assert found["@type"] == "Event"
    assert found["startDate"] == at(edition, "09:00").isoformat()


def test_head_names_the_page_in_every_language_and_its_picture(client, session):
    html = page(client, session, "en")
    assert '<link rel="canonical" href="http://127.0.0.1:8000/en/forum/forum-2027/sessions/panorama/">' in html
    assert 'hreflang="es" href="http://127.0.0.1:8000/es/forum/forum-2027/sessions/panorama/"' in html
    assert 'content="http://127.0.0.1:8000/forum/forum-2027/sessions/panorama/share-en.png"' in html


@pytest.mark.parametrize("people", [1, 3])
def test_statements_do_not_grow_with_people(client, edition, people, django_assert_num_queries):
    session = make_session(edition, paths=[make_path(edition)])
    for _ in range(people):
        make_appearance(session, organisation=make_organisation(), country=make_territory())
        make_involvement(session)
        make_slot(make_session(edition), "09:00", "10:00")
    make_slot(session, "09:00", "10:00")
    make_release(edition)
    with django_assert_num_queries(8):
        page(client, session)
