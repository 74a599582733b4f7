"""A replacement taken back: no letter about it leaves that had not left."""

import pytest
from django.core import mail
from django.urls import reverse

from essaim.desk.actions.outbox import release_mailing
from essaim.desk.actions.stopping import stop_message
from essaim.desk.models import Mailing, Message
from essaim.desk.worker import Station
from essaim.forum.actions.substitution import undo_substitution
from essaim.forum.models import Substitution
from tests.factories import forum as make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mailing(stage):
    """Let go, and not sent yet: to whoever steps in, and to the session's contact."""
    stage.absent(stage.awa)
    zoe = make.make_person("Zoé Ya")
    stage.another("Autre", "15:00", "16:00", people=(zoe,))
    stage.speaker(zoe, "zoe@example.org")
    make.make_appearance(stage.session, stage.moderator, role="contact")
    stage.speaker(stage.moderator, "maya@example.org")
    stage.client("team").post(
        reverse("team:absence_choose", args=["ici", "cantines", stage.bill(stage.session, stage.awa).pk, f"p{zoe.pk}"]), {"role": "speaker"}
    )
    made = Mailing.objects.get(kind="forum.substitution")
    release_mailing(mailing=made, by=stage.team)
    return made


def test_letter_let_go_and_not_yet_sent_is_kept_back(stage, mailing):
    undo_substitution(substitution=Substitution.objects.get(), by=stage.team)
    Station().work(until_empty=True)
    assert [letter.to for letter in mail.outbox] == []
    assert set(mailing.messages.values_list("state", flat=True)) == {Message.State.WITHHELD}


def test_letter_sent_stays_sent_and_one_stopped_is_kept_back(stage, mailing):
    stop_message(message=mailing.messages.get(to_email="maya@example.org"), by=stage.team)
    Station().work(until_empty=True)
    undo_substitution(substitution=Substitution.objects.get(), by=stage.team)
    assert dict(mailing.messages.values_list("to_email", "state")) == {
        "zoe@example.org": Message.State.SENT,
        "maya@example.org": Message.State.WITHHELD,
    }
