"""What asks for a key: every operation refuses what it should. The key itself, its scopes, its edition; roles are asked in tests/rights."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from essaim.api.site import api
from essaim.call.models import Comment, Proposal
from essaim.desk.actions.token import create_token, revoke_token
from essaim.desk.models import Account, Mailing
from essaim.desk.scopes import SCOPES
from essaim.forum.models import Version
from tests.api.keyed import OPERATIONS, Caller, address_of, key, names, proposal
from tests.factories import forum as make_forum

pytestmark = pytest.mark.django_db
State = Proposal.State


EACH = pytest.mark.parametrize("pair", OPERATIONS, ids=names)
OF_THEIR_OWN = {("GET", "/editions/{edition}/proposals"), ("POST", "/editions/{edition}/calls/{call}/proposals")}
"""Open to anybody with an account, for what is their own."""
IN_EDITION = pytest.mark.parametrize("pair", [pair for pair in OPERATIONS if pair[1] != "/key"], ids=names)


def test_table_above_names_every_operation_with_a_key() -> None:
    described = api.get_openapi_schema(path_prefix="/api/v1/")["paths"]
    found = {
        (method.upper(), path.removeprefix("/api/v1"))
        for path, methods in described.items()
        for method, said in methods.items()
        if "security" in said
    }
    assert found == set(OPERATIONS)
    open_ones = {method for methods in described.values() for method, said in methods.items() if "security" not in said}
    assert open_ones == {"get"}, "whatever changes something asks for a key"


@EACH
def test_right_holder_s_key_with_this_one_scope_opens_it(cast, pair) -> None:
    operation = OPERATIONS[pair]
    body = operation.body(cast) if operation.body else None
    caller = Caller(key(getattr(cast, operation.who), operation.scope or "mail:read"))
    caller(pair[0], address_of(cast, pair[1], operation), body, operation.status)


@EACH
def test_without_a_good_key_nothing_opens(cast, pair) -> None:
    operation = OPERATIONS[pair]
    where, body = address_of(cast, pair[1], operation), operation.body(cast) if operation.body else None
    token, revoked = create_token(account=cast.team, name="r", scopes=tuple(SCOPES), expires_at=timezone.now() + timedelta(1))
    revoke_token(token=token, by=cast.team)
    for secret, code in (("", "token_missing"), ("essaim_nope", "token_unknown"), (revoked, "token_revoked")):
        said = Caller(secret)(pair[0], where, body, 401)
        assert said["code"] == code
        assert said["message"]


@IN_EDITION
def test_key_without_the_scope_or_for_another_edition_does_not_open_it(cast, pair) -> None:
    operation = OPERATIONS[pair]
    where, body = address_of(cast, pair[1], operation), operation.body(cast) if operation.body else None
    holder = getattr(cast, operation.who)
    others = [scope for scope in SCOPES if scope != operation.scope]
    said = Caller(key(holder, *others))(pair[0], where, body, 403)
    assert (said["code"], operation.scope in said["message"]) == ("token_lacks", True)
    other = make_forum.make_edition("ailleurs")
    limited = Caller(key(holder, limit=f"forum.edition:{other.pk}"))
    assert limited(pair[0], where, body, 403)["code"] == "token_elsewhere"
    assert limited(pair[0], where.replace("/ici", "/nulle-part"), body, 403)["code"] == "token_elsewhere"


@pytest.mark.parametrize("pair", [pair for pair in OPERATIONS if pair[1] != "/key" and pair not in OF_THEIR_OWN], ids=names)
def test_somebody_s_key_opens_no_more_than_they_may(cast, pair) -> None:
    """A participant, who may read and write proposals of their own alone."""
    operation = OPERATIONS[pair]
    where, body = address_of(cast, pair[1], operation), operation.body(cast) if operation.body else None
    before = fingerprint()
    Caller(key(cast.participant))(pair[0], where, body, 404)
    assert fingerprint() == before


def fingerprint() -> list[object]:
    rows = Proposal.objects.order_by("pk").values_list("pk", "state", "path", "title", "panel", "revision")
    return [*rows, Comment.objects.count(), Version.objects.filter(number__isnull=False).count(), Mailing.objects.count()]


# --- the account's rights now ---------------------------------------------------------------------


def test_key_loses_what_its_account_loses(cast) -> None:
    caller = Caller(key(cast.team))
    caller("GET", "/editions/ici/mailings")
    cast.team.grants.all().delete()
    caller("GET", "/editions/ici/mailings", status=404)
    Account.objects.filter(pk=cast.team.pk).update(is_active=False)
    assert caller("GET", "/editions/ici/mailings", status=401)["code"] == "token_account_closed"


def test_key_of_the_team_opens_nothing_of_it_without_a_second_factor(cast, settings) -> None:
    caller = Caller(key(cast.team))
    settings.SECOND_FACTOR = True
    caller("GET", "/editions/ici/mailings", status=404)
    Authenticator.objects.create(user=cast.team, type=Authenticator.Type.TOTP, data={})
    caller("GET", "/editions/ici/mailings")


def test_lead_s_key_reads_its_own_path_alone(cast) -> None:
    caller = Caller(key(cast.lead))
    numbers = [one["number"] for one in caller("GET", "/editions/ici/proposals")["items"]]
    assert numbers == [cast.proposal.number, cast.individual.number, cast.self_managed.number]
    caller("GET", proposal(cast, cast.elsewhere.number), status=404)
    caller("POST", f"{proposal(cast, cast.elsewhere.number)}/move", {"state": "kept"}, 404)
    Caller(key(cast.reviewer))("POST", f"{proposal(cast)}/move", {"state": "kept"}, 404)
    assert Proposal.objects.get(pk=cast.proposal.pk).state == State.RECEIVED


def test_error_sentence_is_in_the_account_s_language_or_the_one_asked_for(cast) -> None:
    caller = Caller(key(cast.team))
    assert "cannot become" in caller("POST", f"{proposal(cast)}/move?lang=en", {"state": "confirmed"}, 409)["message"]
    Account.objects.filter(pk=cast.team.pk).update(language="en")
    assert "cannot become" in caller("POST", f"{proposal(cast)}/move", {"state": "confirmed"}, 409)["message"]


def test_a_state_there_is_not_is_a_wrong_question(cast) -> None:
    said = Caller(key(cast.team))("GET", "/editions/ici/proposals?state=bogus", None, 422)
    assert said["errors"][0].startswith("state: ")


@pytest.mark.parametrize(("header", "words"), [("en", ("key", "exist", "one of")), ("fr", ("clé", "existe", "l’un de"))])
def test_every_error_is_in_the_language_the_client_accepts(cast, header, words) -> None:
    client, secret = Client(headers={"Accept-Language": header}), key(cast.team)
    bearer = {"Authorization": f"Bearer {secret}"}
    asked = [("/editions/ici/proposals", {}), ("/editions/ici/proposals/99999", bearer), ("/editions/ici/proposals?state=bogus", bearer)]
    said = [client.get(f"/api/v1{where}", headers=headers).json() for where, headers in asked]
    assert words[0] in said[0]["message"]
    assert words[1] in said[1]["message"]
    assert words[2] in said[2]["errors"][0]
