"""The page that releases says who would be told; and the programmes that hear of it."""

import pytest
from django.urls import reverse

from essaim.desk.models import Delivery, Mailing
from essaim.forum.models import Version
from tests.forum.telling.cast import ON_ONE, ON_TWO, told
from tests.forum.telling.changes import cancelled, later

pytestmark = pytest.mark.django_db


def test_page_says_who_would_be_told_and_leads_to_the_letters(cast, team):
    address = reverse("team:release", args=["ici"])
    page = team.get(address)
    assert len(page.context["touched"]) == len(ON_ONE | ON_TWO)
    assert [number for number, _words in page.context["told"]] == [5, 4, 3]
    answer = team.post(address, {"expected": page.context["draft"].digest})
    mailing = Mailing.objects.get(kind="forum.release")
    assert answer.headers["Location"] == reverse("team:mailing", args=["ici", mailing.pk])
    later(cast)
    again = team.get(address)
    assert again.context["waiting"] == mailing
    assert len(again.context["touched"]) == len(ON_ONE | ON_TWO)
    team.post(reverse("team:mailing_act", args=["ici", mailing.pk]), {"go": ""})
    assert set(mailing.messages.values_list("state", flat=True)) == {"waiting"}
    assert len(team.get(address).context["touched"]) == len(ON_ONE)


def test_release_that_is_refused_writes_nothing(cast, team):
    answer = team.post(reverse("team:release", args=["ici"]), {"expected": "stale"})
    assert answer.status_code == 200
    assert (Mailing.objects.count(), Version.objects.filter(number__isnull=False).count()) == (0, 0)


def test_programmes_that_listen_hear_of_release_and_cancellation(cast):
    from essaim.desk.actions.webhook import add_webhook

    told(cast)
    add_webhook(scope=cast.edition, url="https://example.org/", events=[], by=None)
    cancelled(cast)
    told(cast)
    assert list(Delivery.objects.order_by("pk").values_list("event", "payload")) == [
        ("programme.released", {"edition": "ici", "version": 2, "sessions": 2}),
        ("session.cancelled", {"edition": "ici", "version": 2, "session": "un"}),
    ]
    told(cast)
    assert list(Delivery.objects.order_by("pk").values_list("event", flat=True))[2:] == ["programme.released"]
