"""Which addresses are called, and how: no call goes into a private network, follows a redirect, waits or reads without end."""

import ssl
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from essaim.desk.actions.webhook import add_webhook
from essaim.desk.errors import DeskError
from essaim.desk.events import emit
from essaim.desk.hooks import post as calls
from essaim.desk.hooks.addresses import read_target, resolved
from essaim.desk.models import Delivery
from tests.desk.webhooks.receiver import State, work


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
