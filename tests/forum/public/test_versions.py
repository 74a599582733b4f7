"""Released versions: what changed between two, as a page and as an Atom feed."""

from datetime import timedelta

import pytest
from defusedxml.ElementTree import fromstring
from django.utils import translation

from essaim.forum.models import Session
from essaim.forum.queries.version import history, version_changes
from essaim.forum.wording import worded
from tests.factories.forum import (
    make_appearance,
    make_edition,
    make_organisation,
    make_person,
    make_release,
    make_room,
    make_session,
    make_site,
    make_slot,
    text,
)

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def edition():
    """Two releases that differ in every way a reader is told of."""
    edition = make_edition("changing")
    site = make_site(edition, "Acclameur")
    blue, red = make_room(site, "Salle bleue"), make_room(site, "Salle rouge")
    moved, placed, renamed, gone, off, cast = (
        make_session(edition, name) for name in ("Heure", "Salle", "Ancien", "Partie", "Annulée", "Gens")
    )
    make_slot(moved, "09:00", "10:00", room=blue)
    make_slot(placed, "10:00", "11:00", room=blue)
    make_slot(gone, "11:00", "12:00", room=blue)
    make_release(edition, note={"fr": "Première"})
    make_slot(moved, "14:00", "15:00", room=blue)
    make_slot(placed, "10:00", "11:00", room=red)
    renamed.title = text("Nouveau")
    renamed.spoken = ["eu"]
    renamed.save()
    off.state = Session.State.CANCELLED
    off.save()
    make_appearance(cast, make_person("Rachid Abidi"))
    gone.state = Session.State.DRAFT
    gone.save()
    make_session(edition, "Nouvelle")
    make_release(edition, note={"fr": "Deuxième"})
    return edition


def found(edition):
    return {kind: [str(change.title) for change in changes] for kind, changes in version_changes(edition, 1, 2).by_kind.items()}


def test_changes_are_sorted_by_kind(edition):
    with translation.override("fr"):
        assert found(edition) == {
            "cancelled": ["Annulée"],
            "added": ["Nouvelle"],
            "removed": ["Partie"],
            "time": ["Heure"],
            "place": ["Salle"],
            "people": ["Gens"],
            "languages": ["Nouveau"],
            "title": ["Nouveau"],
        }


def test_session_taken_out_of_the_programme_is_told_without_a_link(client, edition):
    page = client.get("/en/forum/changing/versions/1..2/").content.decode()
    gone = edition.sessions.get(title__contains="Partie")
    assert "1 session has left the programme" in page
    assert "Partie" in page
    assert f"/sessions/{gone.code}/" not in page, "a draft has no public page"


def test_changes_say_before_and_after_in_the_readers_language(edition):
    with translation.override("en"):
        groups = {group.kind: group for group in worded(version_changes(edition, 1, 2))}
    time, place, languages = (groups[kind].changes[0] for kind in ("time", "place", "languages"))
    assert (time.before, time.after) == ("Wednesday 9 June 2027, 09:00–10:00", "Wednesday 9 June 2027, 14:00–15:00")
    assert (place.before, place.after) == ("Salle bleue, Acclameur", "Salle rouge, Acclameur")
    assert (languages.before, languages.after) == ("French", "Basque")
    assert groups["people"].changes[0].before == "nobody named"


def test_page_of_changes_lists_them_and_turns_the_order_round(client, edition):
    page = client.get("/en/forum/changing/versions/1..2/").content.decode()
    assert "From version 1 to version 2" in page
    assert "Salle rouge" in page
    assert client.get("/en/forum/changing/versions/2..1/").headers["Location"] == "/en/forum/changing/versions/1..2/"


@pytest.mark.parametrize("pair", ["1..3", "2..2", "0..1"])
def test_versions_that_were_not_released_are_not_found(client, edition, pair):
    make_session(edition, "Brouillon secret")
    response = client.get(f"/en/forum/changing/versions/{pair}/")
    assert response.status_code == 404
    assert "secret" not in response.content.decode()


def test_versions_of_a_private_edition_are_not_found(client, edition):
    edition.is_public = False
    edition.save()
    for address in ("versions/", "versions/1..2/", "versions/feed.xml"):
        assert client.get(f"/en/forum/changing/{address}").status_code == 404


def test_feed_has_defined_ids_and_dates(client, edition):
    response = client.get("/fr/forum/changing/versions/feed.xml")
    feed = fromstring(response.content)
    entries = feed.findall(f"{ATOM}entry")
    assert response["Content-Type"].startswith("application/atom+xml")
    assert [entry.find(f"{ATOM}title").text for entry in entries] == ["Version 2", "Version 1"]
    ids = [entry.find(f"{ATOM}id").text for entry in entries]
    assert len(set(ids)) == 2
    assert ids[0].endswith("/forum/changing/versions/2#fr")
    newest = edition.versions.get(number=2).released_at
    assert feed.find(f"{ATOM}updated").text == entries[0].find(f"{ATOM}updated").text == newest.isoformat(timespec="seconds")
    assert "Nouvelle" in entries[0].find(f"{ATOM}summary").text
    assert "Deuxième" in entries[0].find(f"{ATOM}summary").text


def test_feed_in_another_language_is_another_feed(client, edition):
    one, other = (fromstring(client.get(f"/{language}/forum/changing/versions/feed.xml").content) for language in ("fr", "en"))
    assert one.find(f"{ATOM}id").text != other.find(f"{ATOM}id").text


def test_feed_without_a_release_is_valid_and_empty(client):
    edition = make_edition("quiet")
    feed = fromstring(client.get("/en/forum/quiet/versions/feed.xml").content)
    assert feed.findall(f"{ATOM}entry") == []
    assert feed.find(f"{ATOM}updated").text == f"{edition.starts_on}T00:00:00Z"


@pytest.mark.parametrize("rows", [1, 3])
def test_changes_cost_four_statements(django_assert_num_queries, rows):
    edition = make_edition()
    for _ in range(rows):
        make_session(edition)
    make_release(edition)
    for session in edition.sessions.all():
        make_appearance(session, organisation=make_organisation())
        make_slot(session, day=edition.starts_on + timedelta(days=1))
    make_release(edition)
    with django_assert_num_queries(4):
        changes = version_changes(edition, 1, 2)
        assert len(worded(changes)) == 2
    assert changes.total == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_history_costs_three_statements(django_assert_num_queries, rows):
    edition = make_edition()
    for _ in range(rows + 1):
        make_session(edition)
        make_release(edition)
    with django_assert_num_queries(3):
        steps = history(edition)
    assert [step.total for step in steps] == [1] * rows
