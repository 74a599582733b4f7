"""Odd lines in the team's list of people who could step in: told or left out, never a fault of the site, never a wrong offer."""

import html

import pytest
from django.urls import reverse

from essaim.forum.actions.substitution import Choice, step_in
from essaim.forum.models import StandIn
from tests.factories import forum as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("text", ["9999-12-31", "0001-01-01", "9999-12-31 09:00-24:00", "31/12/9999", "1/1/0001 00:00-01:00"])
def test_day_at_the_end_of_the_calendar_is_not_understood(stage, text):
    client = stage.client("team")
    answer = client.post(reverse("team:stand_in_new", args=["ici"]), {"name": "Zoé", "free": text})
    assert answer.status_code == 422
    assert f"“{text}”" in client.post("/en/team/ici/stand-ins/new/", {"name": "Zoé", "free": text}).text
    taken = client.post(reverse("team:stand_ins_take", args=["ici"]), {"text": f"name;free\nZoé;{text}", "write": "1"})
    assert taken.status_code == 302
    assert [row.free for row in StandIn.objects.all()] == [[]]
    assert client.get(reverse("team:stand_ins", args=["ici"])).status_code == 200


@pytest.mark.parametrize("mail", ["josé@example.org", "x@-bad-.com", "a..b@example.org", "x@exa_mple.org"])
def test_address_nobody_can_write_to_is_said_and_left_out(stage, mail):
    client, address = stage.client("team"), "/en/team/ici/stand-ins/take/"
    sheet = {"text": f"name;email;visa\nZoé;{mail};held"}
    assert f"“{mail}”" in client.post(address, sheet).text
    assert client.post(address, {**sheet, "write": "1"}).status_code == 302
    assert [(row.name, row.email, row.visa) for row in StandIn.objects.all()] == [("Zoé", "", "held")]


# --- a visa refused since ---------------------------------------------------------------------------


def take(stage, sheet: str):
    """As the page does: looked at, then what it hands on is taken over."""
    client, address = stage.client("team"), "/en/team/ici/stand-ins/take/"
    checked = client.post(address, {"text": sheet})
    handed = html.unescape(checked.text.split('<textarea name="text" hidden>')[1].split("</textarea>")[0])
    return client.post(address, {"text": handed, "write": "1"}, follow=True)


def offered(stage) -> str:
    address = reverse("team:absence_session", args=["ici", "cantines"])
    stage.client("team").get(address)  # messages are read once
    return stage.client("team").get(address).text


def test_whoever_is_refused_a_visa_in_a_later_list_is_offered_no_more(stage):
    stage.absent(stage.awa)
    stage.stand_in("Zoé Ya", email="zoe@example.org")
    assert "Zoé Ya" in offered(stage)
    answer = take(stage, "name;email;visa\nYa Zoé;ZOE@example.org;refused\nLucía Paz;;held")
    assert "1 of our list is refused a visa in this file and is no longer offered: Zoé Ya." in answer.text
    assert "Zoé Ya" not in offered(stage)
    assert [row.name for row in StandIn.objects.all()] == ["Lucía Paz"]


def test_a_list_of_refusals_alone_can_be_taken_over(stage):
    stage.stand_in("Zoé Ya")
    take(stage, "name;visa\nZoé Ya;denegado")
    assert not StandIn.objects.exists()


def test_whoever_stands_in_stays_but_has_no_visa_any_more(stage):
    stage.absent(stage.awa)
    row = stage.stand_in("Zoé Ya", person=make.make_person("Zoé Ya"))
    step_in(appearance=stage.bill(stage.session, stage.awa), choice=Choice(stand_in=row), by=stage.team)
    take(stage, "name;visa\nZoé Ya;refusé")
    row.refresh_from_db()
    assert row.visa == StandIn.Visa.UNKNOWN
    assert stage.session.appearances.filter(person=row.person).exists()
