"""Letters let go can be stopped until they are being sent: all of a mailing, or one. Who did it stands in the journal."""

import smtplib
import sys
import time
from collections import Counter

import pytest
from django.core import mail

from essaim.desk import sending
from essaim.desk.actions.outbox import drop_mailing, edit_message, release_mailing, withhold_message
from essaim.desk.actions.stopping import release_message, stop_mailing, stop_message
from essaim.desk.errors import DeskError
from essaim.desk.models import Entry, Mailing, Message
from essaim.desk.worker import Station
from tests.desk.test_outbox import N_MAILS, TOLD, WORKER, WRITE, Server, controlled, states, work, written
from tests.factories.forum import make_account, make_edition
from tests.sites.site import Site, until

State = Message.State


@pytest.fixture
def team(db):
    return make_account("odile@example.org")


def code(error: pytest.ExceptionInfo[DeskError]) -> str:
    return error.value.code


@pytest.mark.django_db(transaction=True)
def test_whole_mailing_stopped_leaves_nothing_to_send_and_can_be_let_go_again(team):
    mailing = written("a@example.org", "b@example.org", release=True)
    assert stop_mailing(mailing=mailing, by=team) == 2
    work()
    assert (mail.outbox, states()) == ([], ["draft", "draft"])
    mailing.refresh_from_db()
    assert (mailing.state, mailing.released_at, mailing.released_by) == (Mailing.State.DRAFT, None, None)
    edit_message(message=mailing.messages.first(), subject="Mieux", body="Autre texte.", by=team)
    assert release_mailing(mailing=mailing, by=team) == 2
    work()
    assert [one.subject for one in mail.outbox] == ["Mieux", "Bonjour"]


@pytest.mark.django_db(transaction=True)
def test_stopped_and_thrown_away_is_never_sent_and_what_went_stays_sent(team):
    mailing = written("a@example.org", "b@example.org", release=True)
    Message.objects.filter(to_email="a@example.org").update(state=State.SENT)
    assert stop_mailing(mailing=mailing, by=team) == 1
    drop_mailing(mailing=mailing, by=team)
    work()
    assert (mail.outbox, states()) == ([], ["sent", "withheld"])


@pytest.mark.django_db
def test_being_sent_is_not_called_back_and_says_so(team):
    mailing = written("a@example.org", release=True)
    claimed = sending.claim(mailing.pk)
    with pytest.raises(DeskError) as error:
        stop_message(message=claimed, by=team)
    assert code(error) == "message_being_sent"
    with pytest.raises(DeskError) as error:
        stop_mailing(mailing=mailing, by=team)
    assert (code(error), error.value.facts["being_sent"]) == ("nothing_to_stop", 1)
    mailing.refresh_from_db()
    assert (mailing.state, states()) == (Mailing.State.RELEASED, ["sending"])


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (State.SENT, "message_gone"),
        (State.LOGGED, "message_gone"),
        (State.UNSURE, "message_perhaps_gone"),
        (State.FAILED, "message_not_waiting"),
        (State.DRAFT, "message_not_waiting"),
    ],
)
@pytest.mark.django_db
def test_what_does_not_wait_is_not_stopped(team, state, said):
    message = written("a@example.org", release=True).messages.get()
    Message.objects.update(state=state)
    with pytest.raises(DeskError) as error:
        stop_message(message=message, by=team)
    assert (code(error), states()) == (said, [state])


@pytest.mark.django_db(transaction=True)
def test_one_letter_stopped_is_read_changed_and_let_go_alone(team):
    mailing = written("a@example.org", "b@example.org", release=True)
    one = mailing.messages.get(to_email="a@example.org")
    stop_message(message=one, by=team)
    assert release_mailing(mailing=mailing, by=team) == 0  # pressed twice: what was stopped stays
    work()
    assert ([message.to for message in mail.outbox], states()) == ([["b@example.org"]], ["draft", "sent"])
    edit_message(message=one, subject="Mieux", body="x", by=team)
    withhold_message(message=one, by=team)
    withhold_message(message=one, by=team, withheld=False)
    release_message(message=one, by=team)
    with pytest.raises(DeskError, match="message_not_stopped"):
        release_message(message=one, by=team)
    work()
    assert [message.subject for message in mail.outbox] == ["Bonjour", "Mieux"]


@pytest.mark.django_db
def test_letter_of_a_mailing_that_waits_goes_with_the_others_alone(team):
    one = written("a@example.org").messages.get()
    with pytest.raises(DeskError, match="message_not_stopped"):
        release_message(message=one, by=team)


@pytest.mark.parametrize(("then", "left"), [(lambda _mailing: None, "draft"), (lambda one: drop_mailing(mailing=one, by=None), "withheld")])
@pytest.mark.django_db
def test_refused_for_now_after_it_was_stopped_is_not_tried_again(team, then, left):
    mailing = written("a@example.org", "b@example.org", release=True)
    claimed = sending.claim(mailing.pk)
    stop_mailing(mailing=mailing, by=team)
    then(mailing)
    sending.refused(claimed, smtplib.SMTPDataError(451, b"come back"), 451)
    assert states()[0] == left
    assert sending.claim(mailing.pk) is None


@pytest.mark.django_db
def test_who_stopped_what_stands_in_the_journal(team):
    edition = make_edition()
    mailing = written("a@example.org", "b@example.org", release=True)
    Mailing.objects.update(scope=f"forum.edition:{edition.pk}")
    mailing.refresh_from_db()
    stop_message(message=mailing.messages.first(), by=team)
    release_message(message=mailing.messages.first(), by=team)
    stop_mailing(mailing=mailing, by=team)
    rows = Entry.objects.filter(scope=f"forum.edition:{edition.pk}", account=team).order_by("pk").values_list("action", "after")
    assert [action for action, _after in rows] == ["stop_message", "release_message", "stop_mailing"]
    assert rows[2][1] == {"letters": 2}


@pytest.mark.django_db(transaction=True)
def test_without_a_mail_server_a_letter_is_only_logged_and_can_be_sent_later(team, settings):
    from essaim.desk.actions.outbox import try_message_again

    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    mailing = written("a@example.org", release=True)
    Station().work(until_empty=True)
    assert states() == ["logged"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    try_message_again(message=mailing.messages.get(), by=team)
    work()
    assert (len(mail.outbox), states()) == (1, ["sent"])


STOP = (
    "from essaim.desk.actions.stopping import stop_mailing; from essaim.desk.models import Mailing; "
    "answer = stop_mailing(mailing=Mailing.objects.get(key='kill'), by=None)"
)


@pytest.mark.slow
def test_stopped_while_a_worker_sends_nothing_more_leaves(site: Site) -> None:
    """Another process stops it in the midst: what the server got is `sent`, all else is back, and nothing is lost or sent later."""
    handler = Server()
    handler.delay_s = 0.2
    controller = controlled(handler)
    try:
        site.environment |= {"ESSAIM_MAIL_HOST": "127.0.0.1", "ESSAIM_MAIL_PORT": str(controller.port), "ESSAIM_MAIL_TLS": "0"}
        site.python(WRITE)
        with site.process(sys.executable, "-c", WORKER):
            until(lambda: len(handler.got) >= 3, site=site)
            stopped = site.python(STOP)
            time.sleep(2)
        told = site.python(TOLD)
    finally:
        controller.stop()
    assert 0 < stopped < N_MAILS
    assert {address for address, state in told.items() if state == "sent"} == set(handler.got)
    assert Counter(told.values()) == {"sent": N_MAILS - stopped, "draft": stopped}
