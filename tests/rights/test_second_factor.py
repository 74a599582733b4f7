"""Without a second factor the team's and the site's rights hold nowhere: asked at every address of the table that is not for everybody."""

import pytest
from django.urls import reverse

from tests.rights import fingerprint as finger
from tests.rights.cells import Cell, ask, cells, form_of, path_of, read

pytestmark = pytest.mark.django_db
ORDINARY = frozenset({"stranger", "participant", "speaker", "contributor", "lead", "other_lead", "reviewer"})
ONES_OWN = frozenset({"desk:token_revoke"})
"""About a thing of this very account, whatever else it is."""


def is_a_teams(cell: Cell) -> bool:
    """Open to the role for nothing but its being of a team or running the site."""
    if cell.role not in {"team", "site"} or not cell.is_allowed or cell.name in ONES_OWN:
        return False
    return cell.is_hidden or not cell.row.allowed & ORDINARY


CLOSED = [cell for cell in cells() if is_a_teams(cell)]


def test_there_is_something_to_close():
    assert len({cell.name for cell in CLOSED}) > 80


@pytest.mark.parametrize("cell", CLOSED, ids=str)
def test_team_without_a_second_factor_is_led_to_it(world, settings, cell):
    if cell.method == "POST" and cell.row.form is not None:
        form_of(world, cell, path_of(world, cell))
    settings.SECOND_FACTOR = True
    before = finger.fingerprint()
    answer = ask(world, cell)
    assert answer.status in {302, 401, 404}, answer.status
    if answer.status == 302:
        assert answer.location.startswith(reverse("desk:second_factor")), answer.location
    assert not answer.leaks
    if cell.method != "GET":
        assert finger.fingerprint() == before


def test_others_are_asked_for_none(world, settings):
    settings.SECOND_FACTOR = True
    for role in ("participant", "contributor", "lead"):
        answer = read(world.client(role).get(reverse("desk:jobs")))
        assert answer.status == 200
