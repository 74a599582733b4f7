"""Names no name server can be asked for: a failed attempt with its reason, so that the delivery is tried again and given up as any other."""

import pytest

from essaim.desk.actions.webhook import add_webhook
from essaim.desk.events import emit
from essaim.desk.hooks.post import post
from essaim.desk.models import Delivery, Job
from essaim.desk.worker import Station
from tests.factories.forum import make_edition

UNASKABLE = ["https://" + "a" * 64 + ".example/", "https://a..example/", "https://xn--\u0300.example/"]


@pytest.mark.parametrize("url", UNASKABLE)
def test_name_that_cannot_be_asked_for_is_a_reply(url):
    reply = post(url, b"{}", {})
    assert reply.status is None
    assert reply.answer.startswith("Unicode")


@pytest.mark.django_db(transaction=True)
def test_delivery_to_such_a_name_is_tried_again(db):
    edition = make_edition("ici")
    add_webhook(scope=edition, url=UNASKABLE[0], events=[], by=None)
    emit("proposal.sent", scope=edition, payload={})
    Station().work(until_empty=True)
    told = Delivery.objects.get()
    assert (told.attempts, told.state) == (1, Delivery.State.WAITING)
    assert told.next_attempt_at is not None
    assert Job.objects.filter(state=Job.State.WAITING).exists()
