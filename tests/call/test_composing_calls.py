"""A call composed by its team: made, set, announced, kept; who hears of it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from essaim.call.actions.call import change_call, close_call, create_call, extend_call, remove_call, reopen_call
from essaim.call.actions.question import save_question
from essaim.call.errors import CallError
from essaim.call.models import Call, Question
from essaim.desk.journal import revision
from essaim.desk.models import Delivery, Webhook
from tests.factories import call as make

pytestmark = pytest.mark.usefixtures("english")
Type = Question.Type


def test_new_call_page_makes_a_call_that_is_not_public(cast):
    data = {
        "name__fr": "Appel 2027",
        "name__en": "Call 2027",
        "time_zone": "Europe/Paris",
        "opens_on": "2027-01-01",
        "opens_hour": "",
        "closes_on": "2027-02-01",
        "closes_hour": "23:59",
        "languages": ["fr", "en"],
        "kinds": "bordeaux-2025",
        "form": "niort-2019",
    }
    response = cast.client("team").post("/fr/team/ici/call/calls/new/", data)
    call = Call.objects.get(slug="call-2027")
    assert response["Location"] == "/fr/team/ici/call/calls/call-2027/"
    assert not call.is_public
    assert call.opens_at == datetime(2026, 12, 31, 23, tzinfo=UTC)
    assert call.closes_at == datetime(2027, 2, 1, 22, 59, tzinfo=UTC)
    assert [kind.nature for kind in call.kinds.all()] == ["individual", "collective", "self_managed"]
    assert call.questions.count() > 20


def test_call_without_kind_does_not_become_public(cast):
    call = make.make_call(cast.edition, "vide", is_public=False)
    with pytest.raises(CallError, match="call_without_kind"):
        change_call(call=call, by=cast.team, is_public=True)


@pytest.mark.parametrize("slug", ["proposals", "new"])
def test_address_of_another_page_is_no_name_for_a_call(cast, slug):
    page = cast.client("team").post(
        f"/en/team/ici/call/calls/{cast.call.slug}/settings/", {"name__fr": "Appel", "time_zone": "Europe/Paris", "slug": slug}
    )
    assert page.status_code == 200
    assert slug in page.content.decode()
    assert not Call.objects.filter(slug=slug).exists()


def test_settings_page_shows_and_keeps_what_stands(cast):
    client, address = cast.client("team"), f"/fr/team/ici/call/calls/{cast.call.slug}/settings/"
    form = client.get(address).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    data |= {"opens_on": "2020-01-01", "closes_on": "2099-01-01"}
    client.post(address, data)
    before = (cast.call.opens_at, cast.call.closes_at, cast.call.is_public, str(cast.call.name))
    cast.call.refresh_from_db()
    assert (cast.call.opens_at, cast.call.closes_at, cast.call.is_public, str(cast.call.name)) == before


@pytest.mark.parametrize(("hour", "kept"), [(None, (59, 59)), ("23:58", (58, 0))])
def test_seconds_of_a_deadline_nobody_touched_are_kept(cast, hour, kept):
    end = datetime(2098, 12, 31, 22, 59, 59, tzinfo=UTC)
    Call.objects.filter(pk=cast.call.pk).update(closes_at=end)
    client, address = cast.client("team"), f"/fr/team/ici/call/calls/{cast.call.slug}/settings/"
    form = client.get(address).context["form"]
    assert form["closes_hour"].value() == "23:59"
    data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    data |= {"opens_on": "2020-01-01", "closes_on": "2098-12-31", "name__fr": "Autre nom", **({"closes_hour": hour} if hour else {})}
    client.post(address, data)
    cast.call.refresh_from_db()
    assert "Autre nom" in str(cast.call.name)
    assert cast.call.closes_at == end.replace(minute=kept[0], second=kept[1])


def test_programmes_that_listen_hear_of_a_public_call_and_of_no_other(cast):
    Webhook.objects.create(scope=f"forum.edition:{cast.edition.pk}", url="https://example.org/hook", secret="s")
    hidden = create_call(edition=cast.edition, by=cast.team, name={"fr": "Secret"}, closes_at=timezone.now() + timedelta(days=9))
    extend_call(call=hidden, closes_at=timezone.now() + timedelta(days=19), by=cast.team)
    assert not Delivery.objects.exists()
    hidden.refresh_from_db()
    ends = hidden.closes_at
    shown = change_call(call=hidden, by=cast.team, is_public=True)
    change_call(call=shown, by=cast.team, intro={"fr": "Autre texte"})
    closed = close_call(call=shown, by=cast.team)
    reopen_call(call=shown, by=cast.team)
    extend_call(call=shown, closes_at=ends + timedelta(days=1), by=cast.team)
    shown.refresh_from_db()
    change_call(call=shown, by=cast.team, closes_at=ends + timedelta(days=2))
    told = [(row.event, row.payload["call"], row.payload["closes_at"]) for row in Delivery.objects.order_by("pk")]
    assert told == [
        ("call.announced", "secret", ends.isoformat()),
        ("call.closed", "secret", closed.closed_early_at.isoformat()),
        ("call.reopened", "secret", ends.isoformat()),
        ("call.extended", "secret", (ends + timedelta(days=1)).isoformat()),
        ("call.extended", "secret", (ends + timedelta(days=2)).isoformat()),
    ]


def test_call_with_proposals_is_kept(cast):
    with pytest.raises(Exception, match="in_use"):
        remove_call(call=cast.call, by=cast.team)
    remove_call(call=create_call(edition=cast.edition, by=cast.team, name={"fr": "Vide"}, form="niort-2024"), by=cast.team)
    assert Call.objects.count() == 1


def test_private_call_leaves_kept_pages_alone_and_a_public_one_renews_them(cast):
    number = revision()
    call = create_call(edition=cast.edition, by=cast.team, name={"fr": "Bis"})
    save_question(call=call, question=None, by=cast.team, label={"fr": "Plus ?"}, type=Type.LINE)
    assert revision() == number
    save_question(call=cast.call, question=None, by=cast.team, label={"fr": "Plus ?"}, type=Type.LINE)
    assert revision() > number
