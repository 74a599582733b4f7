"""A replacement taken back: letters let go that have not left yet do not leave."""

import pytest

from essaim.desk.actions.outbox import release_mailing
from essaim.desk.models import Message
from essaim.forum.actions.substitution import Choice, step_in, undo_substitution, write_to_those_concerned
from essaim.forum.queries.absences import crisis_of

pytestmark = pytest.mark.django_db


def test_letter_let_go_but_not_gone_is_withheld_when_taken_back(stage):
    stage.absent(stage.awa)
    choice = Choice(stand_in=stage.stand_in("Carla Ruiz", email="carla@example.org"))
    made = step_in(appearance=stage.bill(stage.session, stage.awa), choice=choice, by=stage.team)
    mailing = write_to_those_concerned(made, crisis_of(stage.edition).sittings[stage.session.pk], stage.team)
    assert release_mailing(mailing=mailing, by=stage.team) == 1

    undo_substitution(substitution=made, by=stage.team)

    assert Message.objects.get(mailing=mailing).state == Message.State.WITHHELD
