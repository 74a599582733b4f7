"""What the rights table (tests/rights) does not ask: things of one edition under the address of another, and the form's token."""

from django.urls import reverse

from essaim.forum.models import Series
from essaim.forum.team_urls import SHELVES
from tests.factories import forum as make


def test_series_of_others_is_refused(world):
    """A series is edited by whoever has all its editions."""
    shared = Series.objects.get(editions=world.edition)
    make.make_edition("autre", series=shared)
    assert world.client("organiser").get(reverse("team:series_change", args=[shared.slug])).status_code == 404


def test_things_of_another_edition_are_not_found(world):
    """A key of one edition under the address of another."""
    client = world.client("elsewhere")
    for shelf in SHELVES:
        assert client.get(reverse(f"team:{shelf.name}_change", args=["ailleurs", world.things[shelf.name]])).status_code == 404, shelf.name
    assert client.get(reverse("team:session", args=["ailleurs", world.session.code])).status_code == 404
    assert client.get(reverse("team:statements", args=["ailleurs", world.report.pk])).status_code == 404
    history = client.get(reverse("team:thing_journal", args=["ailleurs", "forum.session", world.session.pk]))
    assert "Cantines" not in history.content.decode()


def test_a_post_without_token_is_refused(world):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(world.organiser)
    got = client.post(reverse("team:session_state", args=[world.edition.slug, world.session.code]), {"state": "cancelled"})
    assert got.status_code == 403
