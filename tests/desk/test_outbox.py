"""The outbox: written once, read and edited first, sent by the worker, never twice.

1. What is written with one key is written once. 2. Nothing leaves before it is let go. 3. What failed for now is tried later, what failed for
good is not. 4. A mail whose worker died on the way is `unsure` and is not sent by itself. 5. With workers killed at random moments, no address
gets a mail twice, and all that are not `unsure` arrive.
"""

import random
import signal
import socket
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from django.core import mail
from django.utils import timezone

from essaim.desk import sending
from essaim.desk.actions.outbox import (
    Attachment,
    Letter,
    drop_mailing,
    edit_message,
    release_mailing,
    send_trial,
    settle_message,
    try_message_again,
    withhold_message,
    write_mailing,
)
from essaim.desk.errors import DeskError
from essaim.desk.models import Job, Mailing, Message
from essaim.desk.worker import Station
from tests.factories.forum import make_account, make_edition
from tests.sites.site import Site, until

State = Message.State


def letters(*addresses: str) -> list[Letter]:
    return [Letter(key=address, to_email=address, subject="Bonjour", body="Texte.", language="fr") for address in addresses]


def written(*addresses: str, key: str = "k", release: bool = False) -> Mailing:
    return write_mailing(kind="test", key=key, label="Essai", letters=letters(*addresses), by=None, release=release)


def work() -> None:
    Station().work(until_empty=True)


def states() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


@pytest.mark.django_db
def test_same_key_writes_once():
    """1."""
    assert written("a@example.org").pk == written("b@example.org").pk
    assert Message.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_nothing_leaves_before_it_is_let_go():
    """2."""
    mailing = written("a@example.org", "b@example.org")
    work()
    assert (mail.outbox, states()) == ([], ["draft", "draft"])
    withhold_message(message=mailing.messages.get(to_email="b@example.org"), by=None)
    assert release_mailing(mailing=mailing, by=None) == 1
    assert release_mailing(mailing=mailing, by=None) == 0
    work()
    assert [one.to for one in mail.outbox] == [["a@example.org"]]
    assert states() == ["sent", "withheld"]
    work()
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_letter_has_a_fixed_message_id_its_language_and_its_calendar():
    calendar = Attachment(name="forum.ics", media_type="text/calendar; method=PUBLISH", content="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    one = Letter(key="a", to_email="a@example.org", subject="Deux\nlignes", body="Corps.", language="fr", attachments=(calendar,))
    mailing = write_mailing(kind="test", key="ics", label="", letters=[one], by=None, release=True)
    work()
    sent = mail.outbox[0].message()
    assert sent["Message-ID"] == mailing.messages.get().message_id
    assert sent["Subject"] == "Deux lignes"
    assert sent["Content-Language"] == "fr"
    assert "text/calendar" in sent.as_string()


@pytest.mark.django_db
def test_editing_one_or_all_that_say_the_same():
    mailing = written("a@example.org", "b@example.org", "c@example.org")
    first = mailing.messages.order_by("pk")[0]
    assert edit_message(message=first, subject="Autre", body="Autre texte.", by=None, whole_language=True) == 3
    assert edit_message(message=first, subject="Seule", body="Pour vous.", by=None) == 1
    assert Counter(mailing.messages.values_list("subject", flat=True)) == {"Autre": 2, "Seule": 1}
    with pytest.raises(DeskError, match="empty_message"):
        edit_message(message=first, subject="", body="x", by=None)
    release_mailing(mailing=mailing, by=None)
    with pytest.raises(DeskError, match="message_on_its_way"):
        edit_message(message=first, subject="Trop tard", body="x", by=None)


@pytest.mark.django_db(transaction=True)
def test_thrown_away_is_never_sent():
    mailing = written("a@example.org")
    drop_mailing(mailing=mailing, by=None)
    with pytest.raises(DeskError, match="mailing_dropped"):
        release_mailing(mailing=mailing, by=None)
    work()
    assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_trial_goes_to_oneself_alone():
    mailing = written("a@example.org")
    send_trial(message=mailing.messages.get(), by=make_account("moi@example.org"))
    work()
    assert [one.to for one in mail.outbox] == [["moi@example.org"]]
    assert mailing.messages.get().state == State.DRAFT


class Server:
    """A mail server that answers as told: by recipient, the reply to RCPT or DATA."""

    def __init__(self) -> None:
        self.got: list[str] = []
        self.replies: dict[str, str] = {}
        self.delay_s = 0.0

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802 aiosmtpd's name
        reply = self.replies.get(address, "250 OK")
        if reply.startswith("250"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 aiosmtpd's name
        import asyncio

        self.got += envelope.rcpt_tos
        if self.delay_s:
            await asyncio.sleep(self.delay_s)
        return "250 taken"


def controlled(handler: Server) -> Controller:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    return controller


@pytest.fixture
def server(settings) -> Iterator[Server]:
    handler = Server()
    controller = controlled(handler)
    port = controller.port
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", port, False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    yield handler
    controller.stop()


@pytest.mark.django_db(transaction=True)
def test_refused_for_good_and_refused_for_now(server):
    """3."""
    server.replies = {"gone@example.org": "550 no such user", "later@example.org": "451 come back"}
    mailing = written("a@example.org", "gone@example.org", "later@example.org", "b@example.org", release=True)
    work()
    assert server.got == ["a@example.org", "b@example.org"]
    assert states() == ["sent", "failed", "waiting", "sent"]
    later = mailing.messages.get(to_email="later@example.org")
    assert later.next_attempt_at > timezone.now()
    assert Job.objects.filter(state=Job.State.WAITING, run_after__gt=timezone.now()).count() == 1
    server.replies = {}
    mailing.messages.filter(pk=later.pk).update(next_attempt_at=timezone.now())
    Job.objects.filter(state=Job.State.WAITING).update(run_after=timezone.now())
    work()
    assert server.got == ["a@example.org", "b@example.org", "later@example.org"]
    try_message_again(message=mailing.messages.get(to_email="gone@example.org"), by=None)
    work()
    assert states() == ["sent"] * 4


@pytest.mark.django_db(transaction=True)
def test_no_server_is_tried_later_until_the_attempts_are_used_up(settings):
    """3."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", 9, False
    written("a@example.org", release=True)
    for _ in range(len(sending.WAITS)):
        work()
        assert states() == ["waiting"]
        Message.objects.update(next_attempt_at=timezone.now())
        Job.objects.filter(state=Job.State.WAITING).update(run_after=timezone.now())
    work()
    assert states() == ["failed"]
    assert Message.objects.get().error


@pytest.mark.django_db(transaction=True)
def test_left_on_the_way_by_a_dead_worker_is_for_a_person_to_decide():
    """4."""
    mailing = written("a@example.org", release=True)
    claimed = sending.claim(mailing.pk)
    assert claimed is not None
    work()
    assert (states(), mail.outbox) == (["sending"], [])
    Message.objects.update(next_attempt_at=timezone.now() - timedelta(seconds=1))
    Job.objects.filter(state=Job.State.WAITING).update(run_after=timezone.now())
    work()
    assert (states(), mail.outbox) == (["unsure"], [])
    settle_message(message=mailing.messages.get(), by=None)
    assert states() == ["sent"]
    assert sending.written(claimed, State.SENT) is False


@pytest.mark.django_db
def test_two_workers_never_claim_the_same():
    mailing = written("a@example.org", release=True)
    assert sending.claim(mailing.pk) is not None
    assert sending.claim(mailing.pk) is None


@pytest.mark.django_db
def test_letting_go_stands_in_the_journal_of_the_edition():
    from essaim.desk.models import Entry

    edition = make_edition()
    mailing = write_mailing(kind="test", key="e", label="", letters=letters("a@example.org"), by=None, scope=edition)
    release_mailing(mailing=mailing, by=None)
    assert set(Entry.objects.filter(scope=f"forum.edition:{edition.pk}").values_list("action", flat=True)) >= {
        "write_mailing",
        "release_mailing",
    }


N_MAILS = 40
SHORT = (
    "import essaim.desk.run as r, essaim.desk.worker as w; r.LEASE_S = w.LEASE_S = 2; w.BEAT_S = 0.2; w.POLL_S = 0.1; "
    "import essaim.desk.sending as s; from datetime import timedelta; s.PATIENCE = timedelta(seconds=3); "
)
START = "import signal; s = w.Station(); signal.signal(signal.SIGTERM, lambda *a: s.stop()); s.work()"
WORKER = f"import django; django.setup(); {SHORT}{START}"
WRITE = f"""
from essaim.desk.actions.outbox import Letter, write_mailing
rows = [Letter(key=f"k{{n}}", to_email=f"m{{n}}@example.org", subject="S", body="B") for n in range({N_MAILS})]
answer = write_mailing(kind="t", key="kill", label="", letters=rows, by=None, release=True).pk
"""
TOLD = "from essaim.desk.models import Message; answer = dict(Message.objects.values_list('to_email', 'state'))"


@pytest.mark.slow
def test_workers_killed_at_random_send_nothing_twice(site: Site) -> None:
    """5. SIGKILL ten times, each at a random moment of two workers at work; then they may finish."""
    handler = Server()
    handler.delay_s = 0.02
    controller = controlled(handler)
    try:
        port = controller.port
        site.environment |= {"ESSAIM_MAIL_HOST": "127.0.0.1", "ESSAIM_MAIL_PORT": str(port), "ESSAIM_MAIL_TLS": "0"}
        site.python(WRITE)
        chance = random.Random(7)  # noqa: S311 moments
        for turn in range(1, 6):
            with site.process(sys.executable, "-c", WORKER) as one, site.process(sys.executable, "-c", WORKER) as other:
                until(lambda: site.log().count("waits for jobs") >= 2 * turn, site=site)  # noqa: B023 read at once
                time.sleep(0.05 + chance.random() * 0.25)
                for process in (one, other):
                    process.send_signal(signal.SIGKILL)
                    process.wait()
        with site.process(sys.executable, "-c", WORKER):
            until(lambda: set(site.python(TOLD).values()) <= {"sent", "unsure"}, within_s=60, site=site)
        told = site.python(TOLD)
    finally:
        controller.stop()
    assert max(Counter(handler.got).values()) == 1
    assert {address for address, state in told.items() if state == "sent"} <= set(handler.got)
    assert len(told) == N_MAILS
    assert "unsure" in told.values() or "taken over" in site.log(), "no mail was on its way when its worker was killed: nothing was proven"
