"""An edition in October 2025, and its organiser at the pages of proofreading."""

from datetime import date

import pytest
from django.test import Client

from essaim.desk.models import Account
from essaim.forum.models import Edition
from tests.factories import forum as make


@pytest.fixture
def edition(db) -> Edition:
    return make.make_edition("ici", starts_on=date(2025, 10, 29))


@pytest.fixture
def organiser(edition) -> Account:
    return make.make_organiser(edition)


@pytest.fixture
def client(organiser) -> Client:
    client = Client()
    client.force_login(organiser)
    return client
