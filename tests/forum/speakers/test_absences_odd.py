"""Keys no row can have, posted to the pages about people who cannot come: refused, never a fault of the site."""

import pytest
from django.urls import reverse

from essaim.forum.models import Absence, Appearance

pytestmark = pytest.mark.django_db

ODD = ["9" * 30, "9" * 5000, "²", "-1", ""]


@pytest.mark.parametrize("key", ODD, ids=lambda key: key[:6])
def test_odd_keys_are_nobody(stage, key):
    client = stage.client("team")
    noting = reverse("team:absence_note", args=["ici"])
    assert client.post(noting, {"chosen": [key]}).status_code == 422
    assert client.post(noting, {"write": "1", "reason": "visa", "person": [key], "pick1": key}).status_code == 422
    assert not Absence.objects.exists()
    saying = reverse("team:absence_presence", args=["ici", "cantines"])
    assert client.post(saying, {"appearance": key, "presence": "absent"}).status_code == 404
    assert not Appearance.objects.exclude(presence="").exists()


def test_odd_keys_beside_a_good_one_hinder_nothing(stage):
    noting = reverse("team:absence_note", args=["ici"])
    stage.client("team").post(noting, {"write": "1", "reason": "visa", "person": [*ODD, stage.awa.pk]})
    assert [one.person for one in Absence.objects.all()] == [stage.awa]
