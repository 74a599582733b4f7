"""A number in an address that no row can have leads nowhere: 404 as any other that no row has, never a fault of the site."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from tests.rights.cells import ADDRESSES, ROWS, Answer, methods_of, read
from tests.rights.world import World

pytestmark = pytest.mark.django_db

TOO_GREAT = 10**25
"""More than the columns of any database of ours hold."""


def is_number(one: object) -> bool:
    return isinstance(one, int) or str(one).isdecimal()


def asked(world: World, name: str) -> Iterator[tuple[str, Answer]]:
    address, row = ADDRESSES[name], ROWS[name]
    args = list(row.args(world))
    for at in (place for place, one in enumerate(args) if is_number(one)):
        path = address.path([*args[:at], TOO_GREAT, *args[at + 1 :]])
        headers = {"Authorization": f"Bearer {world.tokens['site']}"} if address.method else {}
        for method in methods_of(name, row):
            with transaction.atomic():
                yield path, read(world.client("site").generic(method, path, "", "application/json", headers=headers))
                transaction.set_rollback(True)


def test_number_too_great_is_nowhere(world):
    found = [(path, answer.status) for name in sorted(ROWS.keys() & ADDRESSES.keys()) for path, answer in asked(world, name)]
    assert len(found) > 100
    assert [one for one in found if one[1] >= 500] == []
