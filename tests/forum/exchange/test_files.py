"""The addresses of the exports: what they hold, for whom, at what cost."""

import json

import pytest
from django.test import Client

from essaim.forum.models import Session
from tests.factories.forum import make_account, make_appearance, make_edition, make_organiser, make_programme, make_release, make_session
from tests.forum.interchange.conftest import json_errors, schema, xml_errors, xsd

__all__ = ["schema", "xsd"]
pytestmark = pytest.mark.django_db
KINDS = ("xml", "json", "ics", "csv", "xlsx", "jsonld")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sessions", [1, 3])
def test_export_costs_the_same_for_every_number_of_sessions(client: Client, django_assert_num_queries, settings, kind, sessions):
    settings.KEPT_PAGES_MB = 0
    edition = make_programme(sessions)
    with django_assert_num_queries(13):
        assert client.get(f"/forum/{edition.slug}/schedule.{kind}").status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_export_holds_the_release_and_never_the_draft(client: Client, kind):
    edition = make_programme(2)
    make_session(edition, title="Secret plan", state=Session.State.ACCEPTED)
    make_session(edition, title="Secret draft", state=Session.State.DRAFT)
    answer = client.get(f"/forum/{edition.slug}/schedule.{kind}")
    assert b"Secret" not in answer.content
    make_release(edition)
    assert (b"Secret plan" in client.get(f"/forum/{edition.slug}/schedule.jsonld").content) is True
    assert b"Secret draft" not in client.get(f"/forum/{edition.slug}/schedule.{kind}").content


@pytest.mark.parametrize("kind", KINDS)
def test_private_edition_is_the_teams(client: Client, kind):
    edition = make_programme(1)
    edition.is_public = False
    edition.save()
    address = f"/forum/{edition.slug}/schedule.{kind}"
    assert client.get(address).status_code == 404
    client.force_login(make_account("somebody@example.org"))
    assert client.get(address).status_code == 404
    client.force_login(make_organiser(edition))
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_contacts_and_addresses_stay_inside(client: Client, kind):
    edition = make_programme(1)
    session = edition.sessions.get()
    contact = make_appearance(session, role="contact")
    contact.person.name = "Contact Cachée"
    contact.person.account = make_account("cachee@example.org")
    contact.person.save()
    make_release(edition)
    content = client.get(f"/forum/{edition.slug}/schedule.{kind}").content
    assert "Cachée".encode() not in content
    assert b"cachee@example.org" not in content


def test_edition_without_sessions_gives_valid_empty_days(client: Client, xsd, schema):
    edition = make_edition()
    make_release(edition)
    xml = client.get(f"/forum/{edition.slug}/schedule.xml").content
    data = client.get(f"/forum/{edition.slug}/schedule.json").content
    assert xml_errors(xsd, xml) == []
    assert json_errors(schema, data) == []
    assert len(json.loads(data)["schedule"]["conference"]["days"]) == 3


def test_export_says_how_many_it_leaves_out(client: Client):
    edition = make_programme(1)
    make_session(edition, title="Heure inconnue", state=Session.State.ACCEPTED)
    make_release(edition)
    assert client.get(f"/forum/{edition.slug}/schedule.xml")["X-Sessions-Left-Out"] == "1"
    assert client.get(f"/forum/{edition.slug}/schedule.csv")["X-Sessions-Left-Out"] == "0"


def test_calendar_of_one_session_and_of_one_day(client: Client):
    edition = make_programme(3)
    session = edition.sessions.first()
    one = client.get(f"/forum/{edition.slug}/sessions/{session.code}.ics").content
    day = client.get(f"/forum/{edition.slug}/days/{edition.starts_on}.ics").content
    assert one.count(b"BEGIN:VEVENT") == 1
    assert str(session.guid).encode() in one
    assert day.count(b"BEGIN:VEVENT") >= 1
    assert client.get(f"/forum/{edition.slug}/days/yesterday.ics").status_code == 404
    assert client.get(f"/forum/{edition.slug}/paths/Z.ics", follow=True).status_code == 404
    assert client.get(f"/forum/{edition.slug}/sessions/nowhere.ics").status_code == 404


def test_favourites_calendar_by_codes(client: Client):
    edition = make_programme(3)
    first, second, _ = edition.sessions.all()
    answer = client.get(f"/forum/{edition.slug}/favourites.ics?sessions={first.code},{second.code},nowhere")
    assert answer.content.count(b"BEGIN:VEVENT") == 2
