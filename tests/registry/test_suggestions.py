"""What is suggested while a name is typed: territories to everybody, people and organisations to teams."""

import pytest
from django.test import Client

from essaim.registry.inputs.pick import ORGANISATION, PERSON, TERRITORY, Kind, PickWidget
from tests.factories import forum as make

pytestmark = pytest.mark.django_db


def test_author_of_a_proposal_is_suggested_territories():
    make.make_territory("FRX", {"fr": "Franche-Terre", "en": "Frank Land"})
    client = Client()
    client.force_login(make.make_account("autrice@example.org"))
    answer = client.get(PickWidget(TERRITORY).suggest_address(), {"territory": "fran"})
    assert answer.status_code == 200
    assert "Frank Land" in answer.content.decode() or "Franche-Terre" in answer.content.decode()


@pytest.mark.parametrize("kind", [PERSON, ORGANISATION], ids=["people", "organisations"])
def test_names_of_the_registry_are_not_suggested_outside_a_team(kind: Kind):
    make.make_person("Rachida Cachée", slug="rachida")
    make.make_organisation("Rachides réunies")
    client = Client()
    client.force_login(make.make_account("autrice@example.org"))
    answer = client.get(PickWidget(kind).suggest_address(), {"name": "rach"})
    assert answer.status_code == 404
    assert "Rachid" not in answer.content.decode()
