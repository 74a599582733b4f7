"""Letters nobody has let go yet when the next release comes, and releases that write none."""

import pytest

from essaim.desk.actions.outbox import drop_mailing
from essaim.desk.models import Mailing
from essaim.forum.telling import release_and_tell
from tests.factories import forum as make
from tests.forum.telling.cast import told
from tests.forum.telling.changes import later, other_room, replaced

pytestmark = pytest.mark.django_db


def test_letters_that_have_not_left_are_replaced_by_ones_that_tell_everything(cast):
    told(cast)
    later(cast)
    told(cast, let_go=False)
    waiting = Mailing.objects.get(state=Mailing.State.DRAFT)
    other_room(cast)
    letters = told(cast, let_go=False)
    waiting.refresh_from_db()
    assert waiting.state == Mailing.State.DROPPED
    assert Mailing.objects.filter(state=Mailing.State.DRAFT).count() == 1
    assert "16:00–17:00 (was: Wednesday 9 June 2027, 09:00–10:00)" in letters["awa"].body
    assert "Now in: Rouge" in letters["awa"].body
    assert "SEQUENCE:2" in letters["awa"].attachments[0]["content"]


def test_letters_thrown_away_by_hand_are_not_told_later(cast):
    told(cast)
    later(cast)
    told(cast, let_go=False)
    drop_mailing(mailing=Mailing.objects.get(state=Mailing.State.DRAFT), by=cast.team)
    other_room(cast)
    letters = told(cast)
    assert "Now in: Rouge" in letters["awa"].body
    assert "was: Wednesday" not in letters["awa"].body


def test_change_taken_back_before_the_letters_left_leaves_nothing_to_tell(cast):
    told(cast)
    later(cast)
    told(cast, let_go=False)
    replaced(cast, cast.one, starts_at=make.at(cast.edition, "09:00"), ends_at=make.at(cast.edition, "10:00"))
    assert told(cast) == {}
    assert not Mailing.objects.filter(state=Mailing.State.DRAFT).exists()


def test_quiet_release_tells_nobody_and_the_next_tells_what_is_new_since(cast):
    told(cast)
    later(cast)
    _version, mailing, unreachable = release_and_tell(edition=cast.edition, by=None, quiet=True)
    assert (mailing, unreachable) == (None, [])
    assert Mailing.objects.filter(kind="forum.release").count() == 1
    other_room(cast)
    letters = told(cast)
    assert "Now in: Rouge" in letters["awa"].body
    assert "was: Wednesday" not in letters["awa"].body


def test_quiet_release_leaves_letters_that_wait(cast):
    told(cast)
    later(cast)
    told(cast, let_go=False)
    release_and_tell(edition=cast.edition, by=None, quiet=True)
    assert Mailing.objects.filter(state=Mailing.State.DRAFT).count() == 1
