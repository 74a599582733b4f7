"""The team's pages of webhooks: the secret is shown once, the log says what came of each call, nobody else gets in."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from essaim.desk.actions.webhook import add_webhook
from essaim.desk.models import Delivery, Webhook
from essaim.forum.models import Edition
from tests.factories.forum import make_account, make_edition, make_organiser

pytestmark = pytest.mark.django_db
State = Delivery.State


@pytest.fixture
def edition() -> Edition:
    return make_edition("ici")


@pytest.fixture
def team(edition: Edition) -> Client:
    client = Client()
    client.force_login(make_organiser(edition))
    return client


def address(name: str, *rest: object) -> str:
    return reverse(f"team:{name}", args=["ici", *rest])


def made(edition: Edition, n: int = 1, url: str = "https://example.org/hook", state: str = State.FAILED) -> Webhook:
    hook = add_webhook(scope=edition, url=url, events=[], by=None)
    for number in range(n):
        Delivery.objects.create(
            webhook=hook,
            event="proposal.sent",
            event_id=uuid.uuid4(),
            payload={"edition": "ici", "number": number},
            state=state,
            attempts=9,
            status=500,
            answer=f"broken {number}",
            duration_ms=12,
            tried_at=timezone.now(),
        )
    return hook


def test_secret_is_shown_once(edition, team):
    answer = team.post(address("webhooks"), {"url": "https://example.org/hook", "events": ["programme.released"]})
    hook = Webhook.objects.get()
    assert hook.secret in answer.content.decode()
    assert hook.events == ["programme.released"]
    assert "no-store" in answer["Cache-Control"]
    for name, rest in (("webhooks", ()), ("webhook", (hook.pk,))):
        assert hook.secret not in team.get(address(name, *rest)).content.decode()
    again = team.post(address("webhooks"), {"url": "https://example.org/hook"})
    assert "https://example.org/hook" in again.content.decode()
    assert Webhook.objects.count() == 1


@pytest.mark.parametrize(
    ("url", "words"),
    [("http://example.org/", "https://"), ("https://10.0.0.8/", "10.0.0.8"), ("bad", "“bad”"), ("https://a:b@example.org/", "example.org")],
)
def test_refused_address_says_what_and_what_next_at_its_input(team, url, words):
    answer = team.post(address("webhooks").replace("/fr/", "/en/"), {"url": url})
    assert words in answer.content.decode()
    assert answer.context["form"].errors["url"]
    assert Webhook.objects.count() == 0


def test_unknown_event_is_refused(team):
    answer = team.post(address("webhooks"), {"url": "https://example.org/", "events": ["proposal.eaten"]})
    assert "proposal.eaten" in answer.content.decode()
    assert Webhook.objects.count() == 0


def test_log_shows_payload_answer_and_duration_and_narrows_by_state(edition, team):
    hook = made(edition, 3)
    Delivery.objects.filter(pk=Delivery.objects.earliest("pk").pk).update(state=State.DONE)
    assert team.get(address("webhook", hook.pk), {"state": "failed"}).context["page"].paginator.count == 2
    assert team.get(address("webhook", hook.pk), {"state": "nonsense"}).context["page"].paginator.count == 3
    one = Delivery.objects.latest("pk")
    said = team.get(address("webhook_delivery", hook.pk, one.pk)).content.decode()
    assert [part for part in ("broken 2", "500", "12 ms", str(one.event_id), "&quot;number&quot;: 2") if part not in said] == []


def test_replaying_one_leads_to_the_new_delivery(edition, team):
    hook = made(edition)
    first = Delivery.objects.get()
    answer = team.post(address("webhook_replay", hook.pk, first.pk), follow=True)
    again = Delivery.objects.get(replays=first)
    assert answer.redirect_chain[-1][0] == address("webhook_delivery", hook.pk, again.pk)
    assert str(again.event_id) in answer.content.decode()


@pytest.mark.parametrize(("act", "is_active", "n"), [("off", False, 1), ("trial", True, 2), ("replay", True, 2), ("nonsense", True, 1)])
def test_acts(edition, team, act, is_active, n):
    hook = made(edition)
    answer = team.post(address("webhook_act", hook.pk), {"act": act})
    assert answer.status_code == (404 if act == "nonsense" else 302)
    hook.refresh_from_db()
    assert (hook.is_active, Delivery.objects.count()) == (is_active, n)


def test_new_secret_is_shown_in_the_answer_alone(edition, team):
    hook = made(edition)
    answer = team.post(address("webhook_act", hook.pk), {"act": "secret"})
    assert Webhook.objects.get().secret != hook.secret
    assert Webhook.objects.get().secret in answer.content.decode()


def test_removing_asks_first(edition, team):
    hook = made(edition)
    assert "https://example.org/hook" in team.get(address("webhook_remove", hook.pk)).content.decode()
    assert Webhook.objects.exists()
    team.post(address("webhook_remove", hook.pk))
    assert not Webhook.objects.exists()


def test_another_edition_s_team_and_participants_find_nothing(edition):
    hook = made(edition)
    one = Delivery.objects.get()
    other = make_edition("ailleurs")
    for account in (make_organiser(other), make_account("paul@example.org")):
        client = Client()
        client.force_login(account)
        pages = [("webhooks",), ("webhook", hook.pk), ("webhook_remove", hook.pk), ("webhook_delivery", hook.pk, one.pk)]
        assert [client.get(address(*page)).status_code for page in pages] == [404] * 4
        posts = [("webhooks",), ("webhook", hook.pk), ("webhook_act", hook.pk), ("webhook_replay", hook.pk, one.pk)]
        assert [client.post(address(*page), {"act": "off"}).status_code for page in posts] == [404] * 4
    hook.refresh_from_db()
    assert hook.is_active


def test_webhook_is_not_reached_through_another_edition(edition, team):
    other = make_edition("ailleurs")
    hook = made(other)
    assert team.get(address("webhook", hook.pk)).status_code == 404
    mine = made(edition, 0)
    strange = Delivery.objects.get(webhook=hook)
    assert team.get(address("webhook_delivery", mine.pk, strange.pk)).status_code == 404


@pytest.mark.parametrize("n", [1, 3])
def test_lists_cost_the_same(edition, team, django_assert_num_queries, n):
    hooks = [made(edition, n, url=f"https://example.org/{number}") for number in range(n)]
    team.get(address("webhooks"))
    with django_assert_num_queries(5):
        team.get(address("webhooks"))
    with django_assert_num_queries(8):
        team.get(address("webhook", hooks[0].pk))
