"""Names no name server can be asked for: refused at the form; where one stands already, a failed attempt with its reason, no crash."""

import pytest

from essaim.desk.actions.webhook import add_webhook
from essaim.desk.errors import DeskError
from essaim.desk.events import emit
from essaim.desk.hooks.addresses import read_target
from essaim.desk.hooks.post import post
from essaim.desk.models import Delivery, Job, Webhook
from essaim.desk.worker import Station
from tests.factories.forum import make_edition

UNASKABLE = ["https://" + "a" * 64 + ".example/", "https://a..example/", "https://xn--\u0300.example/"]


@pytest.mark.parametrize("url", UNASKABLE)
def test_name_that_cannot_be_asked_for_is_refused(url):
    with pytest.raises(DeskError) as refused:
        read_target(url)
    assert refused.value.code == "hook_address_broken"


@pytest.mark.parametrize("url", UNASKABLE)
def test_name_that_cannot_be_asked_for_is_a_reply(url):
    reply = post(url, b"{}", {})
    assert (reply.status, reply.answer) == (None, "hook_address_broken")


def test_host_with_accents_is_named_as_name_servers_know_it():
    assert read_target("https://économie.example/hook").named == "xn--conomie-9xa.example"


@pytest.mark.django_db(transaction=True)
def test_delivery_to_such_a_name_is_tried_again(db):
    edition = make_edition("ici")
    hook = add_webhook(scope=edition, url="https://good.example/", events=[], by=None)
    Webhook.objects.filter(pk=hook.pk).update(url=UNASKABLE[0])
    emit("proposal.sent", scope=edition, payload={})
    Station().work(until_empty=True)
    told = Delivery.objects.get()
    assert (told.attempts, told.state) == (1, Delivery.State.WAITING)
    assert told.next_attempt_at is not None
    assert Job.objects.filter(state=Job.State.WAITING).exists()
