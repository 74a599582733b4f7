from datetime import date

import pytest

from essaim.forum.models import Session
from essaim.forum.queries.prospect import latest_release
from essaim.forum.rules import is_team
from tests.factories import forum

pytestmark = pytest.mark.django_db


def test_programme_is_released_as_placed():
    edition = forum.make_programme(10)

    version = latest_release(edition)

    assert version is not None
    assert [(slot.day, slot.starts_at and slot.starts_at.astimezone(edition.zone).hour) for slot in version.slots.all()][7:9] == [
        (date(2027, 6, 9), 16),
        (date(2027, 6, 10), 9),
    ]


def test_organiser_is_team_of_that_edition_alone():
    mine, other = forum.make_edition(), forum.make_edition()
    organiser = forum.make_organiser(mine)

    assert is_team(organiser, mine)
    assert not is_team(organiser, other)


def test_session_without_hours_keeps_them_unknown():
    edition = forum.make_edition()
    slot = forum.make_slot(forum.make_session(edition))

    assert (slot.day, slot.starts_at, slot.room) == (None, None, None)
    assert Session.objects.get().state == Session.State.ACCEPTED
