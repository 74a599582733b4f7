"""The world is built once a module, in a transaction that is thrown away; each cell runs in a savepoint of it.

pytest-django would begin a transaction of its own for every test, and close the connection after it: its helper is replaced here.
"""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import override_settings

from essaim.registry.queries import directory
from tests.rights.fingerprint import Writes, fingerprint
from tests.rights.world import World, build_world

QUICK = {
    "KEPT_PAGES_MB": 0,
    "EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend",
}


@pytest.fixture(scope="module")
def kept_world(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("rights")
    with django_db_blocker.unblock(), override_settings(**QUICK, MEDIA_ROOT=folder), transaction.atomic():
        directory._kept.clear()
        world = build_world()
        world.things["fingerprint"] = fingerprint()
        yield world
        directory._kept.clear()
        transaction.set_rollback(True)


@pytest.fixture
def _django_db_helper(kept_world, django_db_blocker) -> Iterator[None]:
    """Whatever a request does is undone after it; doors that count how often they are knocked at begin anew."""
    cache.clear()  # limits on attempts count by address
    writes = kept_world.things["writes"] = Writes()
    with django_db_blocker.unblock(), transaction.atomic(), connection.execute_wrapper(writes):
        yield
        transaction.set_rollback(True)


@pytest.fixture
def world(kept_world, db) -> World:
    return kept_world
