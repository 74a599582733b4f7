"""Years and moments no clock has are asked for: an empty answer, or a refusal that says where; never a fault of the site."""

from urllib.parse import quote

import pytest
from django.test import Client

from tests.api.keyed import key
from tests.factories import forum as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("year", ["-1", "0", "10000", "9" * 25])
def test_year_of_no_calendar_has_no_edition(year):
    make.make_edition("ici")
    found = Client().get(f"/api/v1/editions?year={year}")
    assert found.status_code == 200
    assert found.json()["count"] == (1 if year == "0" else 0)


@pytest.mark.parametrize(
    ("moment", "status"),
    [
        ("2020-01-01", 200),
        ("2020-01-01T10:00", 200),
        ("2020-01-01T10:00+02:00", 200),
        ("0001-01-01T00:00+14:00", 422),
        ("9999-12-31T23:59-10:00", 422),
        ("hier", 422),
    ],
)
def test_moment_without_offset_is_read_and_one_beyond_every_clock_refused(cast, moment, status):
    address = f"/api/v1/editions/ici/proposals?changed_since={quote(moment)}"
    found = Client(headers={"Authorization": f"Bearer {key(cast.team)}"}).get(address)
    assert found.status_code == status
    assert status != 200 or found.json()["count"] > 0
