"""Hours of the back office are those of the edition's place, and say so."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from essaim.desk.models import Entry
from tests.factories import forum as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("zone", "said"), [("Europe/Paris", "14:05 CEST"), ("America/Bogota", "07:05 -05")])
def test_journal_is_in_the_edition_s_zone_and_names_it(client, zone, said):
    edition = make.make_edition("ici", time_zone=zone)
    team = make.make_account("team@example.org")
    make.make_grant(team, edition)
    Entry.objects.create(
        account=team, action="change_session", kind="forum.edition", key=str(edition.pk), label="x", scope=f"forum.edition:{edition.pk}"
    )
    Entry.objects.update(at=datetime(2027, 6, 9, 12, 5, tzinfo=UTC))
    client.force_login(team)
    page = client.get(reverse("team:journal", args=["ici"])).text
    assert said in page.replace("&nbsp;", " ").replace("\u202f", " ")
    assert timezone.get_current_timezone_name() == "UTC", "nothing of it stays for the next request"
