"""Webhooks against a real server: what is told, and when again.

1. What happened is told once the action is committed, signed so that the documented example accepts it. 2. A failure is tried again with
back-off for a day, then given up. 3. A dead address rests, and is switched off. 4. What failed can be said again: the same event under the
same id.
"""

import json
import re
import socket
import time
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from essaim.desk.actions.webhook import add_webhook, replay_delivery, replay_failed, switch_webhook, try_webhook
from essaim.desk.errors import DeskError
from essaim.desk.events import emit
from essaim.desk.hooks import delivering
from essaim.desk.models import Delivery, Entry, Job, Webhook
from tests.desk.webhooks.receiver import ROOT, State, come_round, work
from tests.factories.forum import make_edition

# --- 1. told --------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_event_is_told_and_the_documented_example_accepts_it(edition, receiver):
    hook = add_webhook(scope=edition, url=receiver.url, events=["programme.released"], by=None)
    assert emit("programme.released", scope=edition, payload={"version": 3, "note": "é"}) == 1
    assert emit("proposal.sent", scope=edition, payload={}) == 0
    work()
    ((path, headers, body),) = receiver.got
    assert path == "/hook?k=1"
    assert json.loads(body) | {"id": "", "happened_at": ""} == {
        "event": "programme.released",
        "id": "",
        "happened_at": "",
        "replay": False,
        "payload": {"edition": "ici", "version": 3, "note": "é"},
    }
    assert headers["Essaim-Event-Id"] == json.loads(body)["id"]
    accepts = documented()
    assert accepts(hook.secret, headers["Essaim-Signature"], body)
    assert not accepts(hook.secret, headers["Essaim-Signature"], body + b" ")
    assert not accepts("whsec_other", headers["Essaim-Signature"], body)
    assert not accepts(hook.secret, headers["Essaim-Signature"], body, time.time() + 301)
    told = Delivery.objects.get()
    assert (told.state, told.status, told.answer, told.attempts) == (State.DONE, 200, "thanks", 1)
    assert told.duration_ms is not None


def documented():
    """The verifying function, as docs/reference/webhooks.md has it."""
    code = re.search(r"```python\n(.*?)```", (ROOT / "docs/reference/webhooks.md").read_text(), re.DOTALL)[1]
    names: dict[str, object] = {}
    exec(code, names)  # noqa: S102 our own document
    return names["is_from_essaim"]


@pytest.mark.django_db(transaction=True)
def test_action_that_fails_tells_nothing(edition, receiver):
    add_webhook(scope=edition, url=receiver.url, events=[], by=None)

    @transaction.atomic
    def fails() -> None:
        emit("proposal.sent", scope=edition, payload={})
        assert Delivery.objects.count() == 1
        raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    work()
    assert (receiver.got, Delivery.objects.count(), Job.objects.count()) == ([], 0, 0)


@pytest.mark.django_db
def test_other_edition_and_switched_off_hear_nothing(edition, receiver, django_assert_num_queries):
    add_webhook(scope=make_edition("ailleurs"), url=receiver.url, events=[], by=None)
    switch_webhook(hook=add_webhook(scope=edition, url=receiver.url, events=[], by=None), is_active=False, by=None)
    with django_assert_num_queries(1):
        assert emit("proposal.sent", scope=edition, payload={}) == 0


@pytest.mark.parametrize("n", [1, 3])
@pytest.mark.django_db
def test_telling_costs_three_statements(edition, django_assert_num_queries, n):
    for number in range(n):
        add_webhook(scope=edition, url=f"https://example.org/{number}", events=[], by=None)
    with django_assert_num_queries(3):
        assert emit("proposal.sent", scope=edition, payload={}) == n


# --- 2. tried again -------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_failure_is_tried_again_for_a_day_then_given_up(edition, receiver):
    receiver.status = 503
    add_webhook(scope=edition, url=receiver.url, events=[], by=None)
    emit("proposal.sent", scope=edition, payload={})
    work()
    assert Delivery.objects.get().next_attempt_at > timezone.now()
    for _ in range(20):
        come_round()
    told = Delivery.objects.get()
    assert (told.state, told.attempts, told.next_attempt_at) == (State.FAILED, 9, None)
    assert len(receiver.got) == 9
    assert len(set(receiver.ids)) == 1
    assert [headers["Essaim-Attempt"] for _path, headers, _body in receiver.got] == [str(n) for n in range(1, 10)]
    assert timedelta(hours=22) < sum(delivering.WAITS, timedelta()) < timedelta(hours=26)


@pytest.mark.django_db(transaction=True)
def test_nobody_at_home_is_a_failure_with_its_reason(edition):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    add_webhook(scope=edition, url=f"http://127.0.0.1:{port}/", events=[], by=None)
    emit("proposal.sent", scope=edition, payload={})
    work()
    told = Delivery.objects.get()
    assert (told.state, told.status) == (State.WAITING, None)
    assert "ConnectionRefusedError" in told.answer


# --- 3. dead addresses ----------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_after_a_failure_other_events_wait_without_an_attempt(edition, receiver):
    receiver.status = 500
    add_webhook(scope=edition, url=receiver.url, events=[], by=None)
    for number in range(3):
        emit("proposal.sent", scope=edition, payload={"number": number})
    work()
    assert len(receiver.got) == 1
    assert sorted(Delivery.objects.values_list("attempts", flat=True)) == [0, 0, 1]
    receiver.status = 200
    come_round()
    assert set(Delivery.objects.values_list("state", flat=True)) == {State.DONE}
    assert len(receiver.got) == 4
    assert Webhook.objects.get().failures == 0


@pytest.mark.parametrize(("days", "failures", "is_active"), [(3, 9, False), (3, 8, True), (2, 30, True)])
@pytest.mark.django_db(transaction=True)
def test_address_dead_for_three_days_and_ten_attempts_is_switched_off(edition, receiver, days, failures, is_active):
    receiver.status = 500
    hook = add_webhook(scope=edition, url=receiver.url, events=[], by=None)
    Webhook.objects.update(failures=failures, failing_since=timezone.now() - timedelta(days=days, seconds=1))
    emit("proposal.sent", scope=edition, payload={})
    work()
    hook.refresh_from_db()
    assert hook.is_active is is_active
    assert hook.off_reason == ("" if is_active else "failing")
    assert Entry.objects.filter(action="switch_off_webhook", scope=f"forum.edition:{edition.pk}").exists() is not is_active


@pytest.mark.django_db(transaction=True)
def test_gone_switches_off_at_once_and_what_waits_fails(edition, receiver):
    hook = add_webhook(scope=edition, url=receiver.url, events=[], by=None)
    receiver.status = 410
    emit("proposal.sent", scope=edition, payload={})
    emit("proposal.sent", scope=edition, payload={})
    work()
    hook.refresh_from_db()
    assert (hook.is_active, hook.off_reason) == (False, "gone")
    assert set(Delivery.objects.values_list("state", flat=True)) == {State.FAILED}
    assert len(receiver.got) == 1
    with pytest.raises(DeskError, match="hook_off"):
        replay_failed(hook=hook, by=None)
    receiver.status = 200
    switch_webhook(hook=hook, is_active=True, by=None)
    assert replay_failed(hook=hook, by=None) == 2
    work()
    assert len(receiver.got) == 3


# --- 4. said again --------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_failed_events_are_replayed_once_in_their_order_under_the_same_id(edition, receiver):
    hook = add_webhook(scope=edition, url=receiver.url, events=[], by=None)
    for number in range(3):
        emit("proposal.sent", scope=edition, payload={"number": number})
    first, second, third = Delivery.objects.order_by("pk")
    Delivery.objects.exclude(pk=second.pk).update(state=State.FAILED, next_attempt_at=None)
    assert replay_failed(hook=hook, by=None) == 2
    assert replay_failed(hook=hook, by=None) == 0
    work()
    said = [json.loads(body) for _path, _headers, body in receiver.got]
    assert [(one["payload"]["number"], one["replay"]) for one in said] == [(1, False), (0, True), (2, True)]
    assert [one["id"] for one in said] == [str(second.event_id), str(first.event_id), str(third.event_id)]
    assert said[1]["happened_at"] == first.created_at.isoformat()
    assert replay_failed(hook=hook, by=None) == 0
    again = replay_delivery(delivery=Delivery.objects.get(replays=first), by=None)
    assert (again.replays_id, again.event_id) == (first.pk, first.event_id)


@pytest.mark.django_db(transaction=True)
def test_trial_is_one_call_and_is_not_replayed(edition, receiver):
    receiver.status = 500
    hook = add_webhook(scope=edition, url=receiver.url, events=["programme.released"], by=None)
    try_webhook(hook=hook, by=None)
    work()
    come_round()
    assert (len(receiver.got), Delivery.objects.get().state) == (1, State.FAILED)
    assert replay_failed(hook=hook, by=None) == 0


@pytest.mark.django_db(transaction=True)
def test_old_deliveries_are_forgotten_and_waiting_ones_are_not(edition, receiver):
    add_webhook(scope=edition, url=receiver.url, events=[], by=None)
    emit("proposal.sent", scope=edition, payload={})
    emit("proposal.sent", scope=edition, payload={})
    Job.objects.all().delete()
    Delivery.objects.update(created_at=timezone.now() - timedelta(days=61))
    Delivery.objects.filter(pk=Delivery.objects.earliest("pk").pk).update(state=State.FAILED)
    work()
    assert list(Delivery.objects.values_list("state", flat=True)) == [State.WAITING]
