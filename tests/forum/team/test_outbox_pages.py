"""The outbox's pages: filtered without a script, stopped, read as it leaves, honest about where mail goes."""

import pytest
from django.core import mail
from django.test import Client

from essaim.desk.actions.outbox import Attachment, Letter, release_mailing, write_mailing
from essaim.desk.models import Mailing, Message
from essaim.desk.worker import Station
from essaim.forum.models import Edition
from tests.factories import forum as make

State = Message.State
CALENDAR = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


@pytest.fixture
def edition(db) -> Edition:
    return make.make_edition("ici")


@pytest.fixture
def team(edition) -> Client:
    client = Client()
    client.force_login(make.make_organiser(edition, "odile@example.org"))
    return client


def written(edition: Edition, key: str, *states: str, kind: str = "forum.group", language: str = "fr", **facts: object) -> Mailing:
    """Let go when a letter is in another state than draft; one letter a state."""
    letters = [
        Letter(
            key=str(number),
            to_email=f"{key}{number}@example.org",
            to_name=f"Nom {number}",
            subject="Objet",
            body="Corps.",
            language=language,
        )
        for number in range(len(states))
    ]
    mailing = write_mailing(kind=kind, key=key, label=f"Envoi {key}", letters=letters, by=None, scope=edition, **facts)
    if set(states) - {State.DRAFT}:
        Mailing.objects.filter(pk=mailing.pk).update(state=Mailing.State.RELEASED)
    for message, state in zip(mailing.messages.order_by("pk"), states, strict=True):
        Message.objects.filter(pk=message.pk).update(state=state)
    return Mailing.objects.get(pk=mailing.pk)


# --- the list -------------------------------------------------------------------------------------

CHOICES = [
    ("", {"a", "b", "c", "d"}),
    ("state=failed", {"b"}),
    ("state=draft", {"a", "c"}),
    ("state=draft&language=es", {"c"}),
    ("language=fr", {"a", "b", "d"}),
    ("kind=call.confirmed", {"d"}),
    ("kind=call.confirmed&state=failed", set()),
    ("kind=no.such&state=eaten&language=xx", {"a", "b", "c", "d"}),
]


@pytest.mark.parametrize(("query", "wanted"), CHOICES)
def test_list_is_narrowed_by_state_language_and_kind(edition, team, query, wanted):
    written(edition, "a", "draft")
    written(edition, "b", "sent", "failed")
    written(edition, "c", "sent", "draft", language="es")
    written(edition, "d", "sent", kind="call.confirmed")
    written(make.make_edition("ailleurs"), "e", "failed", "draft")
    page = team.get(f"/en/team/ici/mail/?{query}")
    assert page.status_code == 200
    assert {str(one).removeprefix("Envoi ") for one in (*page.context["waiting"], *page.context["page"])} == wanted
    assert ("No letter fits these choices" in page.text) == (not wanted)


def test_counts_stand_by_state_and_lead_to_it(edition, team):
    written(edition, "a", "draft", "draft")
    written(edition, "b", "sent", "failed", language="es")
    page = team.get("/en/team/ici/mail/")
    assert [(state, number) for state, _label, number, _query in page.context["counts"]] == [("draft", 2), ("sent", 1), ("failed", 1)]
    page = team.get("/en/team/ici/mail/?language=es&state=sent")
    assert [(state, number) for state, _label, number, _query in page.context["counts"]] == [("sent", 1), ("failed", 1)]
    assert "?language=es&amp;state=failed" in page.text.replace("?state=failed&amp;language=es", "?language=es&amp;state=failed")


def test_kinds_are_said_in_words(edition, team):
    written(edition, "a", "draft")
    written(edition, "b", "sent", kind="call.confirmed")
    page = team.get("/en/team/ici/mail/")
    assert [label for _code, label in page.context["form"].fields["kind"].choices] == ["anything", "mail to a group", "proposals confirmed"]


def test_every_kind_the_source_writes_has_words():
    import re
    from pathlib import Path

    import essaim
    from essaim.desk.mail_kinds import KINDS

    found = set()
    for path in Path(essaim.__file__).parent.rglob("*.py"):
        text = path.read_text()
        if "write_mailing(" in text:
            found |= set(re.findall(r'"((?:call|forum|desk)\.(?!proposal|renew|take_over)[a-z_]+)"', text))
    assert {"call.confirmed", "forum.link"} <= found
    assert found - set(KINDS) == set()


@pytest.mark.parametrize("n", [1, 3])
def test_list_costs_the_same(edition, team, django_assert_num_queries, n):
    for number in range(n):
        written(edition, f"a{number}", "draft")
        written(edition, f"b{number}", "sent", "failed")
    team.get("/en/team/ici/mail/")
    with django_assert_num_queries(8):
        page = team.get("/en/team/ici/mail/?state=draft&language=fr&kind=forum.group")
    assert len(page.context["waiting"]) == n


@pytest.mark.parametrize("n", [1, 3])
def test_one_mailing_costs_the_same(edition, team, django_assert_num_queries, n):
    mailing = written(edition, "a", *["failed"] * n)
    team.get(f"/en/team/ici/mail/{mailing.pk}/")
    with django_assert_num_queries(8):
        page = team.get(f"/en/team/ici/mail/{mailing.pk}/?state=failed")
    assert len(page.context["rows"]) == n


# --- stopped --------------------------------------------------------------------------------------


def test_all_that_wait_are_stopped_by_one_button(edition, team):
    mailing = written(edition, "a", "waiting", "waiting", "sent")
    address = f"/en/team/ici/mail/{mailing.pk}/"
    assert "Stop 2 letters that wait" in team.get(address).text
    page = team.post(f"{address}act/", {"stop": ""}, follow=True)
    assert "Stopped: 2 letters are back in the outbox." in page.text
    assert "1 had left before the others were stopped." in page.text
    assert list(mailing.messages.order_by("pk").values_list("state", flat=True)) == ["draft", "draft", "sent"]


def test_one_is_stopped_changed_and_let_go(edition, team):
    mailing = written(edition, "a", "waiting", "sent")
    one = mailing.messages.get(state="waiting")
    address = f"/en/team/ici/mail/{mailing.pk}/"
    team.post(f"{address}{one.pk}/act/", {"act": "stop"})
    assert "Envoi a" in str(team.get("/en/team/ici/mail/").context["waiting"])
    team.post(f"{address}{one.pk}/", {"subject": "Mieux", "body": "Autre."})
    team.post(f"{address}{one.pk}/act/", {"act": "go"})
    one.refresh_from_db()
    assert (one.state, one.subject) == ("waiting", "Mieux")


def test_one_being_sent_says_so(edition, team):
    mailing = written(edition, "a", "sending")
    one = mailing.messages.get()
    page = team.post(f"/en/team/ici/mail/{mailing.pk}/{one.pk}/act/", {"act": "stop"}, follow=True)
    assert "The letter to a0@example.org is being sent at this moment and cannot be called back." in page.text
    assert 'value="stop"' not in page.text


def test_second_of_two_who_edit_one_letter_is_told_and_loses_nothing(edition, team):
    mailing = written(edition, "a", "draft")
    one = mailing.messages.get()
    address = f"/en/team/ici/mail/{mailing.pk}/{one.pk}/"
    other = Client()
    other.force_login(make.make_organiser(edition, "oscar@example.org"))
    seen = team.get(address).context["seen"]
    other.post(address, {"subject": "Celle d’Oscar", "body": "Oscar écrit.", "seen": other.get(address).context["seen"]})
    page = team.post(address, {"subject": "Celle d’Odile", "body": "Odile écrit.", "seen": seen})
    one.refresh_from_db()
    assert one.body == "Oscar écrit."
    assert "Somebody else has changed this letter meanwhile." in page.text
    assert "Celle d’Oscar</strong>" in page.text
    assert '<pre class="letter" lang="fr">Oscar écrit.</pre>' in page.text
    assert (page.context["form"]["subject"].value(), page.context["form"]["body"].value()) == ("Celle d’Odile", "Odile écrit.")
    team.post(address, {"subject": "Celle d’Odile", "body": "Odile écrit.", "seen": page.context["seen"]})
    one.refresh_from_db()
    assert (one.subject, one.body) == ("Celle d’Odile", "Odile écrit.")


def test_letter_page_carries_what_it_was_opened_with(edition, team):
    mailing = written(edition, "a", "draft")
    one = mailing.messages.get()
    assert f'<input type="hidden" name="seen" value="{one.digest}">' in team.get(f"/en/team/ici/mail/{mailing.pk}/{one.pk}/").text


# --- where mail goes --------------------------------------------------------------------------------

LOG_ONLY = "This site has no mail server: nothing reaches anybody."


@pytest.mark.parametrize("backend", ["console", "locmem"])
def test_pages_say_whether_mail_reaches_anybody(edition, team, settings, backend):
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"
    mailing = written(edition, "a", "logged")
    letter = mailing.messages.get()
    for address in ("", f"{mailing.pk}/", f"{mailing.pk}/{letter.pk}/"):
        assert (LOG_ONLY in team.get(f"/en/team/ici/mail/{address}").text) == (backend == "console"), address


@pytest.mark.django_db(transaction=True)
def test_log_alone_is_not_called_sent(edition, team, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    mailing = written(edition, "a", "draft")
    release_mailing(mailing=mailing, by=None)
    Station().work(until_empty=True)
    page = team.get("/en/team/ici/mail/")
    assert "log alone: 1" in page.text
    assert [state for state, _label, _number, _query in page.context["counts"]] == ["logged"]
    assert "written to the log alone" in team.get(f"/en/team/ici/mail/{mailing.pk}/").text


# --- one letter -------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_letter_s_page_shows_what_leaves(edition, team, settings):
    settings.DEFAULT_FROM_EMAIL = "forum@example.org"
    letter = Letter(
        key="a",
        to_email="awa@example.org",
        to_name="Awa Diop",
        subject="Votre séance",
        body="Bonjour Awa,\n\nà bientôt.",
        language="fr",
        may_unsubscribe=True,
        attachments=(Attachment(name="forum.ics", media_type="text/calendar; method=PUBLISH", content=CALENDAR),),
    )
    mailing = write_mailing(
        kind="forum.group", key="a", label="Envoi", letters=[letter], by=None, scope=edition, reply_to="salle@example.org", release=True
    )
    Station().work(until_empty=True)
    (sent,) = mail.outbox
    page = team.get(f"/en/team/ici/mail/{mailing.pk}/{mailing.messages.get().pk}/")
    shown = page.context["shown"]
    assert (sent.from_email, sent.to, sent.reply_to) == (shown.sender, ["awa@example.org"], [shown.reply_to])
    assert sent.subject in page.text
    assert sent.body.split() == f"{letter.body}\n\n{shown.foot}".split()
    for words in ("forum@example.org", "Awa Diop &lt;awa@example.org&gt;", "salle@example.org", "French", "forum.ics"):
        assert words in page.text
    assert "calendar: brings 2 sessions up to date" in page.text
    assert shown.foot.splitlines()[-1] in page.text


TROUBLES = [
    ("SMTPRecipientsRefused: 550 no such user", "The mail server does not take this address. Its words: “550 no such user”."),
    ("SMTPDataError: 451 come back", "The mail server does not take this letter. Its words: “451 come back”."),
    ("ConnectionRefusedError: [Errno 111] refused", "The mail server could not be reached. Its words: “[Errno 111] refused”."),
    ("worker_lost", "The site stopped in the moment of sending: nobody knows whether it went."),
]


@pytest.mark.parametrize(("error", "said"), TROUBLES)
def test_last_trouble_is_said_in_words(edition, team, error, said):
    mailing = written(edition, "a", "failed")
    Message.objects.update(error=error, attempts=7)
    for address in ("", f"{mailing.messages.get().pk}/"):
        page = team.get(f"/en/team/ici/mail/{mailing.pk}/{address}")
        assert said in page.text
        assert "SMTP" not in page.context["shown"].trouble if address else True


@pytest.mark.parametrize(("given", "kept"), [("salle@example.org", "salle@example.org"), ("salle@", "")])
def test_where_answers_go_is_said_before_letters_are_let_go(edition, team, given, kept):
    mailing = written(edition, "a", "draft")
    page = team.post(f"/en/team/ici/mail/{mailing.pk}/act/", {"reply": "", "reply_to": given}, follow=True)
    mailing.refresh_from_db()
    assert mailing.reply_to == kept
    assert ("is no e-mail address" in page.text) == (not kept)
