"""Webhooks against a real server.

1. What happened is told once the action is committed, signed so that the documented example accepts it. 2. A failure is tried again with
back-off for a day, then given up. 3. No call goes into a private network, follows a redirect, waits or reads without end. 4. A dead address
rests, and is switched off. 5. What failed can be said again: the same event under the same id. 6. Every event the source emits is offered, and every event offered is emitted.
"""

import ast
import json
import re
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.db import transaction
from django.utils import timezone

from essaim.desk.actions.webhook import (
    add_webhook,
    change_webhook,
    remove_webhook,
    renew_secret,
    replay_delivery,
    replay_failed,
    switch_webhook,
    try_webhook,
)
from essaim.desk.errors import DeskError
from essaim.desk.events import EVENTS, emit
from essaim.desk.hooks import delivering
from essaim.desk.hooks import post as calls
from essaim.desk.hooks.addresses import read_target, resolved
from essaim.desk.models import Delivery, Entry, Job, Webhook
from essaim.desk.worker import Station
from essaim.forum.models import Edition
from tests.factories.forum import make_edition

ROOT = Path(__file__).resolve().parents[2]
State = Delivery.State


class Receiver(ThreadingHTTPServer):
    """Answers as told; keeps what it got."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.got: list[tuple[str, dict[str, str], bytes]] = []
        self.status, self.answer, self.headers_back, self.drip_s = 200, b"thanks", {}, 0.0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook?k=1"

    @property
    def ids(self) -> list[str]:
        return [headers["Essaim-Event-Id"] for _path, headers, _body in self.got]


class Answering(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.path, dict(self.headers), body))
        self.send_response(self.server.status)
        for name, value in self.server.headers_back.items():
            self.send_header(name, value)
        self.end_headers()
        for octet in self.server.answer:
            try:
                self.wfile.write(bytes([octet]))
            except OSError:
                return
            time.sleep(self.server.drip_s)

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(autouse=True)
def _local(settings) -> None:
    settings.WEBHOOKS_LOCAL = True


@pytest.fixture
def edition(db) -> Edition:
    return make_edition("ici")


def work() -> None:
    Station().work(until_empty=True)


def come_round() -> None:
    """As if the next attempts' time had come."""
    now = timezone.now()
    Webhook.objects.update(rests_until=None)
    Delivery.objects.filter(state=State.WAITING).update(next_attempt_at=now)
    Job.objects.filter(state=Job.State.WAITING).update(run_after=now)
    work()


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


# --- 3. only where it may -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://example.org/hook", "hook_address_not_secure"),
        ("ftp://example.org/", "hook_address_broken"),
        ("example.org", "hook_address_broken"),
        ("https:///hook", "hook_address_broken"),
        ("https://example.org:99999/", "hook_address_broken"),
        ("https://me:word@example.org/", "hook_address_with_password"),
        ("https://127.0.0.1/", "hook_address_private"),
        ("http://127.0.0.1/", "hook_address_not_secure"),
        ("https://127.1/", "hook_address_private"),
        ("https://2130706433/", "hook_address_private"),
        ("https://0x7f000001/", "hook_address_private"),
        ("https://[::1]/", "hook_address_private"),
        ("https://10.0.0.8/", "hook_address_private"),
        ("https://192.168.1.1/", "hook_address_private"),
        ("https://172.16.0.1/", "hook_address_private"),
        ("https://169.254.169.254/latest/meta-data/", "hook_address_private"),
        ("https://100.64.0.1/", "hook_address_private"),
        ("https://0.0.0.0/", "hook_address_private"),
        ("https://224.0.0.1/", "hook_address_private"),
        ("https://[fe80::1]/", "hook_address_private"),
        ("https://[fd00::1]/", "hook_address_private"),
        ("https://[::ffff:10.0.0.8]/", "hook_address_private"),
        ("https://[64:ff9b::a00:8]/", "hook_address_private"),
        ("https://[2002:a00:8::]/", "hook_address_private"),
    ],
)
def test_address_that_may_not_be_called_is_refused_where_it_is_written(settings, url, code):
    settings.WEBHOOKS_LOCAL = False
    with pytest.raises(DeskError) as refused:
        read_target(url)
    assert refused.value.code == code


@pytest.mark.parametrize("url", ["https://93.184.215.14/", "https://[2606:4700::1111]:8443/x?y=1", "https://example.org"])
def test_public_address_may_be_called(url):
    assert read_target(url).host


def test_name_that_leads_inside_is_refused_at_the_call(settings):
    settings.WEBHOOKS_LOCAL = False
    with pytest.raises(DeskError, match="hook_address_private"):
        resolved(read_target("https://localhost/"))
    reply = calls.post("https://localhost/", b"{}", {})
    assert (reply.status, reply.answer.split(":")[0]) == (None, "hook_address_private")


@pytest.mark.parametrize("url", ["http://localhost:1/", "http://127.0.0.1:1/", "https://10.0.0.8/"])
def test_trial_setting_allows_this_machine_alone(url):
    if "10.0" in url:
        with pytest.raises(DeskError, match="hook_address_private"):
            read_target(url)
    else:
        assert resolved(read_target(url)) in ("127.0.0.1", "::1")


@pytest.mark.django_db(transaction=True)
def test_redirect_is_not_followed(edition, receiver):
    receiver.status, receiver.headers_back = 302, {"Location": receiver.url + "&inside=1"}
    add_webhook(scope=edition, url=receiver.url, events=[], by=None)
    emit("proposal.sent", scope=edition, payload={})
    work()
    assert len(receiver.got) == 1
    assert (Delivery.objects.get().state, Delivery.objects.get().status) == (State.WAITING, 302)


def test_long_answer_is_cut(receiver):
    receiver.answer = b"x" * 100_000
    assert calls.post(receiver.url, b"{}", {}).answer == "x" * 4096


def test_dripping_answer_is_cut_off_in_time(receiver, monkeypatch):
    monkeypatch.setattr(calls, "WHOLE_S", 0.6)
    receiver.answer, receiver.drip_s = b"x" * 1000, 0.1
    began = time.monotonic()
    reply = calls.post(receiver.url, b"{}", {})
    assert time.monotonic() - began < 2
    assert reply.duration_ms < 2000


def test_answer_is_text_that_a_database_takes(receiver):
    receiver.answer = b"\xff\x00ok"
    assert calls.post(receiver.url, b"{}", {}).answer == "\ufffdok"


def test_certificate_of_nobody_is_refused(receiver, tmp_path):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path))
    receiver.socket = context.wrap_socket(receiver.socket, server_side=True)
    reply = calls.post(receiver.url.replace("http:", "https:").replace("127.0.0.1", "localhost"), b"{}", {})
    assert (reply.status, reply.answer.split(":")[0]) == (None, "SSLCertVerificationError")
    assert receiver.got == []


def self_signed(folder: Path) -> str:
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1))
    signed = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False).sign(key, hashes.SHA256())
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "both.pem").write_bytes(pem + signed.public_bytes(serialization.Encoding.PEM))
    return str(folder / "both.pem")


# --- 4. dead addresses ----------------------------------------------------------------------------


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


# --- 5. said again --------------------------------------------------------------------------------


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


# --- what actions refuse, and what the journal holds ----------------------------------------------


@pytest.mark.django_db
def test_secret_is_in_no_journal_entry(edition):
    hook = add_webhook(scope=edition, url="https://example.org/", events=[], by=None)
    secrets = [hook.secret]
    change_webhook(hook=hook, url="https://example.org/2", events=["proposal.sent"], by=None)
    secrets.append(renew_secret(hook=hook, by=None).secret)
    switch_webhook(hook=hook, is_active=False, by=None)
    remove_webhook(hook=hook, by=None)
    assert len(set(secrets)) == 2
    entries = list(Entry.objects.filter(scope=f"forum.edition:{edition.pk}").values("action", "before", "after"))
    assert [one["action"] for one in entries if "webhook" in one["action"] or "secret" in one["action"]]
    assert [secret for secret in secrets if secret in json.dumps(entries)] == []


@pytest.mark.django_db
def test_same_address_twice_and_unknown_event_are_refused(edition):
    add_webhook(scope=edition, url="https://example.org/", events=[], by=None)
    with pytest.raises(DeskError, match="hook_twice"):
        add_webhook(scope=edition, url="https://example.org/", events=[], by=None)
    with pytest.raises(DeskError, match="unknown_event"):
        add_webhook(scope=edition, url="https://example.org/3", events=["proposal.eaten"], by=None)
    assert Webhook.objects.count() == 1


# --- 6. the list of events ------------------------------------------------------------------------


def emitted() -> dict[str, str]:
    """Event → file, for every `emit("…")` of the source; an event that is no plain text counts as its code."""
    found = {}
    for path in (ROOT / "src/essaim").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "emit":
                for one in ast.walk(node.args[0]):
                    if isinstance(one, ast.Constant) and isinstance(one.value, str):
                        found[one.value] = path.name
                if not any(isinstance(one, ast.Constant) for one in ast.walk(node.args[0])):
                    found[ast.unparse(node.args[0])] = path.name
    return found


def test_events_offered_are_those_the_source_emits_and_documented():
    said = emitted()
    assert {name: file for name, file in said.items() if name not in EVENTS} == {}
    assert [name for name in EVENTS if name not in said] == []
    page = (ROOT / "docs/reference/webhooks.md").read_text()
    assert [name for name in EVENTS if f"| `{name}` |" not in page] == []
