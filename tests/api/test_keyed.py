"""What asks for a key: every operation refuses what it should, does what its page does, and shows nothing personal without the scope.

Who may what is asked role by role in tests/rights; here: the key itself, its scopes, its edition, costs, and what comes back.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from essaim.api.site import api
from essaim.call.actions.merger import merge_proposals
from essaim.call.models import Comment, Proposal
from essaim.desk.actions.outbox import Letter, write_mailing
from essaim.desk.actions.token import create_token, revoke_token
from essaim.desk.actions.webhook import add_webhook
from essaim.desk.events import emit
from essaim.desk.models import Account, Mailing, Token, Webhook
from essaim.desk.scopes import SCOPES
from essaim.forum.models import Absence, Speaker, Version
from essaim.forum.queries.team import draft_changes
from tests.call.conftest import Cast
from tests.factories import call as make
from tests.factories import forum as make_forum

pytestmark = pytest.mark.django_db
State = Proposal.State


def key(account: Account, *scopes: str, limit: str = "") -> str:
    number = Token.objects.count()
    return create_token(
        account=account, name=f"clé {number}", scopes=scopes or tuple(SCOPES), expires_at=timezone.now() + timedelta(30), limit=limit
    )[1]


@dataclass
class Caller:
    secret: str

    def __call__(self, method: str, address: str, body: object = None, status: int = 200, **asked: object) -> Any:
        client = Client(headers={"Authorization": f"Bearer {self.secret}"} if self.secret else {})
        given: dict[str, Any] = {"content_type": "application/json", "data": json.dumps(body)} if body is not None else {"data": asked}
        response = getattr(client, method.lower())(f"/api/v1{address}", **given)
        assert response.status_code == status, response.content[:800]
        assert response["Cache-Control"] == "no-store"
        return response.json()


@dataclass(frozen=True)
class Operation:
    scope: str
    body: Callable[[Cast], object] | None = None
    status: int = 200
    who: str = "team"
    address: Callable[[Cast], str] | None = None


def proposal(cast: Cast, number: int | None = None) -> str:
    return f"/editions/ici/proposals/{number or cast.proposal.number}"


def rows(_cast: Cast) -> object:
    return {"rows": [{"values": {"Titre": "Jardins", "Type de proposition": "collective"}}], "language": "fr"}


OPERATIONS: dict[tuple[str, str], Operation] = {
    ("GET", "/key"): Operation(""),
    ("GET", "/editions/{edition}/proposals"): Operation("proposals:read"),
    ("GET", "/editions/{edition}/proposals/{number}"): Operation("proposals:read"),
    ("PATCH", "/editions/{edition}/proposals/{number}"): Operation("proposals:write", lambda _cast: {"title": {"fr": "Autre"}}),
    ("POST", "/editions/{edition}/calls/{call}/proposals"): Operation(
        "proposals:write", lambda _cast: {"kind": "collective", "language": "fr", "title": {"fr": "Neuve"}}, 201
    ),
    ("POST", "/editions/{edition}/calls/{call}/import"): Operation("proposals:write", rows),
    ("POST", "/editions/{edition}/proposals/{number}/send"): Operation(
        "proposals:write", lambda _cast: {}, who="contributor", address=lambda cast: f"{proposal(cast, drafted(cast).number)}/send"
    ),
    ("POST", "/editions/{edition}/proposals/{number}/withdraw"): Operation("proposals:write", lambda _cast: {}, who="contributor"),
    ("POST", "/editions/{edition}/proposals/{number}/take-up"): Operation(
        "proposals:write", lambda _cast: {}, who="contributor", address=lambda cast: f"{proposal(cast, withdrawn(cast).number)}/take-up"
    ),
    ("POST", "/editions/{edition}/proposals/{number}/move"): Operation("board:write", lambda _cast: {"state": "discussed"}),
    ("POST", "/editions/{edition}/proposals/{number}/path"): Operation("board:write", lambda _cast: {"path": "B"}),
    ("POST", "/editions/{edition}/proposals/{number}/decline"): Operation("board:write", lambda _cast: {"reason": "Trop tard."}),
    ("POST", "/editions/{edition}/proposals/{number}/confirm"): Operation(
        "board:write", lambda _cast: {}, address=lambda cast: f"{proposal(cast, kept(cast).number)}/confirm"
    ),
    ("POST", "/editions/{edition}/proposals/{number}/unconfirm"): Operation(
        "board:write", lambda _cast: {}, address=lambda cast: f"{proposal(cast, confirmed(cast).number)}/unconfirm"
    ),
    ("GET", "/editions/{edition}/proposals/{number}/comments"): Operation("proposals:read"),
    ("POST", "/editions/{edition}/proposals/{number}/comments"): Operation("board:write", lambda _cast: {"body": "Bien."}, 201),
    ("GET", "/editions/{edition}/proposals/{number}/marks"): Operation("proposals:read"),
    ("PUT", "/editions/{edition}/proposals/{number}/marks"): Operation(
        "board:write", lambda cast: [{"criterion": marked(cast), "value": 3}]
    ),
    ("POST", "/editions/{edition}/mergers"): Operation(
        "board:write", lambda cast: {"proposals": [cast.proposal.number, second(cast).number]}, 201
    ),
    ("POST", "/editions/{edition}/mergers/{number}/undo"): Operation(
        "board:write", lambda _cast: {}, address=lambda cast: f"/editions/ici/mergers/{merged(cast).number}/undo"
    ),
    ("POST", "/editions/{edition}/proposals/{number}/attach"): Operation(
        "board:write",
        lambda cast: {"panel": cast.proposal.number},
        address=lambda cast: f"{proposal(cast, cast.individual.number)}/attach",
    ),
    ("POST", "/editions/{edition}/proposals/{number}/detach"): Operation(
        "board:write", lambda _cast: {}, address=lambda cast: f"{proposal(cast, attached(cast).number)}/detach"
    ),
    ("GET", "/editions/{edition}/balance"): Operation("proposals:read"),
    ("GET", "/editions/{edition}/speakers"): Operation("speakers:read"),
    ("GET", "/editions/{edition}/absences"): Operation("speakers:read"),
    ("GET", "/editions/{edition}/mailings"): Operation("mail:read"),
    ("GET", "/editions/{edition}/mailings/{pk}"): Operation("mail:read", address=lambda cast: f"/editions/ici/mailings/{mailed(cast).pk}"),
    ("GET", "/editions/{edition}/mailings/{pk}/letters"): Operation(
        "mail:read", address=lambda cast: f"/editions/ici/mailings/{mailed(cast).pk}/letters"
    ),
    ("GET", "/editions/{edition}/webhooks"): Operation("webhooks:read"),
    ("GET", "/editions/{edition}/webhooks/{pk}/deliveries"): Operation(
        "webhooks:read", address=lambda cast: f"/editions/ici/webhooks/{hooked(cast).pk}/deliveries"
    ),
    ("GET", "/editions/{edition}/draft"): Operation("programme:read"),
    ("POST", "/editions/{edition}/release"): Operation(
        "programme:write", lambda cast: {"expected": draft_changes(cast.edition).digest}, 201
    ),
}


def drafted(cast: Cast) -> Proposal:
    return make.make_proposal(
        cast.call, "Ébauche", state=State.DRAFT, author=cast.contributor, organisations=["Les Tablées"], summary="Un résumé."
    )


def withdrawn(cast: Cast) -> Proposal:
    return make.make_proposal(cast.call, "Retirée", state=State.WITHDRAWN, author=cast.contributor)


def kept(cast: Cast) -> Proposal:
    Proposal.objects.filter(pk=cast.proposal.pk).update(state=State.KEPT)
    return cast.proposal


def confirmed(cast: Cast) -> Proposal:
    from essaim.call.actions.confirming import confirm_proposal

    confirm_proposal(proposal=kept(cast), by=cast.team)
    return cast.proposal


def marked(cast: Cast) -> int:
    return make.make_criterion(cast.call).pk


def second(cast: Cast) -> Proposal:
    return make.make_proposal(cast.call, "Jardins partagés", path=cast.path)


def merged(cast: Cast) -> Proposal:
    return merge_proposals(proposals=[cast.proposal, second(cast)], by=cast.team).result


def attached(cast: Cast) -> Proposal:
    from essaim.call.actions.attach import attach_individual

    return attach_individual(proposal=cast.individual, panel=cast.proposal, by=cast.team)


def mailed(cast: Cast) -> Mailing:
    one = Letter(key="a", to_email="awa@secret.example", to_name="Awa Secret", subject="Bonjour", body="Texte.", language="fr")
    return write_mailing(kind="test", key=f"m{Mailing.objects.count()}", label="Essai", letters=[one], by=cast.team, scope=cast.edition)


def hooked(cast: Cast) -> Webhook:
    hook = add_webhook(scope=cast.edition, url=f"https://example.org/{Webhook.objects.count()}", events=[], by=cast.team)
    emit("proposal.sent", scope=cast.edition, payload={"number": 1})
    return hook


def address_of(cast: Cast, path: str, operation: Operation) -> str:
    if operation.address:
        return operation.address(cast)
    values = {"{edition}": "ici", "{call}": "appel", "{number}": str(cast.proposal.number), "{pk}": "1"}
    for name, value in values.items():
        path = path.replace(name, value)
    return path


def names(pair: tuple[str, str]) -> str:
    return " ".join(pair)


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


# --- personal fields ------------------------------------------------------------------------------


def personal(cast: Cast) -> None:
    make.make_contributor(cast.proposal, "Awa", email="awa@secret.example", phone="06 11 22 33 44")
    make.make_question(cast.call, "besoin", is_personal=True)
    Proposal.objects.filter(pk=cast.proposal.pk).update(answers={"besoin": "secret médical"})
    session = make_forum.make_session(cast.edition, "Séance", code="seance", paths=[cast.path])
    person = make_forum.make_person("Bintou")
    make_forum.make_appearance(session, person)
    Speaker.objects.create(edition=cast.edition, person=person, email="bintou@secret.example", phone="06 22", needs="secret régime")
    Absence.objects.create(edition=cast.edition, person=person, reason=Absence.Reason.VISA, note="secret")
    mailed(cast)


PERSONAL = {
    "/editions/ici/proposals/1": "awa@secret.example",
    "/editions/ici/speakers": "bintou@secret.example",
    "/editions/ici/absences": "visa",
    "/editions/ici/mailings/{pk}/letters": "awa@secret.example",
}


@pytest.mark.parametrize("where", PERSONAL)
def test_personal_fields_need_scope_and_right(cast, where) -> None:
    personal(cast)
    address = where.replace("proposals/1", f"proposals/{cast.proposal.number}").replace("{pk}", str(Mailing.objects.get().pk))
    reads = [scope for scope in SCOPES if scope.endswith(":read") and scope != "people:read"]
    without = json.dumps(Caller(key(cast.team, *reads))("GET", address), ensure_ascii=False)
    assert [word for word in ("secret", "06 ", "visa") if word in without] == []
    assert PERSONAL[where] in json.dumps(Caller(key(cast.team))("GET", address))


def test_reviewer_s_key_shows_no_addresses_whatever_its_scopes(cast) -> None:
    personal(cast)
    said = json.dumps(Caller(key(cast.reviewer))("GET", proposal(cast)), ensure_ascii=False)
    assert "secret" not in said
    assert json.loads(said)["shows_personal"] is False
    own = Caller(key(cast.contributor))("GET", proposal(cast))
    assert own["shows_personal"] is True


def test_conflict_of_interest_keeps_a_key_out_as_well(cast) -> None:
    from essaim.call.actions.review import declare_conflict

    declare_conflict(proposal=cast.proposal, account=cast.lead, by=cast.lead)
    caller = Caller(key(cast.lead))
    caller("GET", f"{proposal(cast)}/comments", status=404)
    caller("POST", f"{proposal(cast)}/comments", {"body": "Bien."}, 409)
    caller("POST", f"{proposal(cast)}/move", {"state": "kept"}, 409)
    assert Comment.objects.count() == 0


# --- the same actions as the pages ----------------------------------------------------------------


def test_proposal_is_written_sent_and_read(cast) -> None:
    caller = Caller(key(cast.participant))
    given = {
        "kind": "collective",
        "language": "fr",
        "title": {"fr": "Jardins", "en": "Gardens"},
        "summary": {"fr": "Des jardins partagés."},
        "path": "a",
        "spoken": ["fr", "es"],
        "organisations": [{"name": "Terre d'ici"}],
        "people": [{"name": "Nina", "role": "speaker", "email": "nina@example.org"}],
        "send": True,
    }
    made = caller("POST", "/editions/ici/calls/appel/proposals", given, 201)["proposal"]
    assert (made["state"], made["path"], made["organisations"], made["revision"]) == ("received", "A", ["Terre d'ici"], 1)
    assert {one["name"] for one in made["people"]} == {"paul@example.org", "Nina"}
    assert [one["number"] for one in caller("GET", "/editions/ici/proposals")["items"]] == [made["number"]]
    assert caller("POST", f"{proposal(cast, made['number'])}/withdraw", {})["state"] == "withdrawn"


def test_what_is_missing_is_named_and_nothing_is_kept(cast) -> None:
    before = Proposal.objects.count()
    given = {"kind": "collective", "language": "fr", "title": {"fr": "Jardins"}, "send": True}
    said = Caller(key(cast.participant))("POST", "/editions/ici/calls/appel/proposals", given, 409)
    assert (said["code"], {error.split(":")[0] for error in said["errors"]}) == ("not_complete", {"summary", "organisation"})
    assert Proposal.objects.count() == before


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({"kind": "nope"}, "kind"),
        ({"path": "Z"}, "path"),
        ({"format": "nope"}, "format"),
        ({"language": "xx!"}, "language"),
        ({"people": [{"name": "A", "country": "ZZ"}]}, "country"),
        ({"people": [{"name": "A", "email": "nobody"}]}, "people.0.email"),
        ({"organisations": [{"name": "A", "organisation": "nope"}]}, "organisations"),
        ({"audience": -1}, "audience"),
        ({"title": "Jardins"}, "title"),
    ],
)
def test_wrong_value_says_where(cast, given, where) -> None:
    before = Proposal.objects.count()
    whole = {"kind": "collective", "language": "fr", "title": {"fr": "Jardins"}, **given}
    said = Caller(key(cast.participant))("POST", "/editions/ici/calls/appel/proposals", whole, 422)
    assert [error.split(":")[0] for error in said["errors"]] == [where]
    assert Proposal.objects.count() == before


def test_body_that_is_no_json_is_told_so(cast) -> None:
    client = Client(headers={"Authorization": f"Bearer {key(cast.team)}"})
    answer = client.post(f"/api/v1{proposal(cast)}/move", "{", content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (400, "unreadable")


def test_two_who_change_one_text_keep_both_their_sentences(cast) -> None:
    caller = Caller(key(cast.team))
    where = proposal(cast)
    first = caller("PATCH", where, {"summary": {"fr": "Un début. Une fin."}})["proposal"]["revision"]
    caller("PATCH", where, {"base": first, "summary": {"fr": "Un début. Un milieu. Une fin."}})
    last = caller("PATCH", where, {"base": first, "summary": {"fr": "Un début. Une fin. Un mot encore."}})["proposal"]
    assert last["summary"]["fr"] == "Un début. Un milieu. Une fin. Un mot encore."
    assert caller("PATCH", where, {"base": 999, "summary": {"fr": "x"}}, 422)["code"] == "unknown_revision"
    assert caller("PATCH", where, {"summary": {"fr": "Tout neuf."}})["proposal"]["summary"]["fr"] == "Tout neuf."


def test_deciding_on_what_has_moved_meanwhile_is_refused(cast) -> None:
    caller = Caller(key(cast.team))
    seen = caller("GET", proposal(cast))["seen"]
    caller("POST", f"{proposal(cast)}/move", {"state": "discussed", "seen": seen})
    caller("POST", f"{proposal(cast)}/move", {"state": "kept", "seen": seen}, 409)
    assert caller("GET", proposal(cast))["state"] == "discussed"


def test_merging_and_undoing_give_back_what_was(cast) -> None:
    caller = Caller(key(cast.team))
    other = second(cast).number
    made = caller("POST", "/editions/ici/mergers", {"proposals": [cast.proposal.number, other], "title": {"fr": "Ensemble"}}, 201)
    assert (made["title"]["fr"], made["parts"]) == ("Ensemble", [cast.proposal.number, other])
    parts = caller("POST", f"/editions/ici/mergers/{made['number']}/undo", {"reason": "Erreur."})
    assert [(one["number"], one["state"]) for one in parts] == [(cast.proposal.number, "received"), (other, "received")]
    refused = caller("POST", "/editions/ici/mergers", {"proposals": [cast.proposal.number, cast.self_managed.number]}, 409)
    assert refused["message"]


def test_batch_says_what_it_would_do_then_does_it_and_updates(cast) -> None:
    caller = Caller(key(cast.team))
    rows = [{"values": {"Identifiant": f"x{n}", "Titre": f"Jardin {n}", "Type de proposition": "collective"}} for n in range(2)]
    before = Proposal.objects.count()
    shown = caller("POST", "/editions/ici/calls/appel/import", {"rows": rows, "language": "fr"})
    assert (shown["state"], shown["counts"].get("create"), Proposal.objects.count()) == ("previewed", 2, before)
    done = caller("POST", "/editions/ici/calls/appel/import", {"rows": rows, "language": "fr", "take": True})
    assert (done["state"], Proposal.objects.count()) == ("done", before + 2)
    rows[0]["values"]["Titre"] = "Jardin neuf"
    again = caller("POST", "/editions/ici/calls/appel/import", {"rows": rows, "language": "fr", "take": True})
    assert (again["counts"].get("create", 0), again["counts"].get("change"), Proposal.objects.count()) == (0, 1, before + 2)
    wrong = caller("POST", "/editions/ici/calls/appel/import", {"rows": [{"values": {"Rien": "x"}}]}, 422)
    assert wrong["code"] == "unreadable_rows"


def test_release_is_of_exactly_what_was_read_and_writes_the_letters(cast) -> None:
    personal(cast)
    caller = Caller(key(cast.team))
    draft = caller("GET", "/editions/ici/draft")
    assert (draft["last"], draft["next"], draft["sessions"]) == (None, 1, 1)
    assert draft["told"] >= 1
    caller("POST", "/editions/ici/release", {"expected": "stale"}, 409)
    made = caller("POST", "/editions/ici/release", {"expected": draft["digest"], "note": {"fr": "Première."}}, 201)
    assert (made["version"], made["letters"]) == (1, draft["told"])
    assert Mailing.objects.get(pk=made["mailing"]).state == Mailing.State.DRAFT
    caller("POST", "/editions/ici/release", {}, 422)


def test_key_tells_about_itself(cast) -> None:
    said = Caller(key(cast.lead, "mail:read", limit=f"forum.edition:{cast.edition.pk}"))("GET", "/key")
    assert (said["account"], said["scopes"], said["edition"]) == ("lea@example.org", ["mail:read"], "ici")


def test_answers_with_a_key_are_for_no_other_site_and_no_cache(cast) -> None:
    client = Client(headers={"Authorization": f"Bearer {key(cast.team)}"})
    response = client.get("/api/v1/editions/ici/proposals")
    assert "Access-Control-Allow-Origin" not in response
    assert response["Vary"].startswith("Authorization") or "Authorization" in response["Vary"]
    assert "ETag" not in response


# --- costs ----------------------------------------------------------------------------------------

COSTS: Mapping[str, int] = {
    "/editions/ici/proposals": 6,
    "/editions/ici/speakers": 11,
    "/editions/ici/absences": 6,
    "/editions/ici/mailings": 5,
    "/editions/ici/webhooks": 5,
}


@pytest.mark.parametrize("n", [1, 3])
@pytest.mark.parametrize("where", COSTS)
def test_list_costs_the_same_for_any_number_of_rows(cast, django_assert_num_queries, where, n) -> None:
    for number in range(n):
        mailed(cast)
        hooked(cast)
        make.make_proposal(cast.call, f"De plus {number}", path=cast.path, organisations=["A", "B"])
        session = make_forum.make_session(cast.edition, f"Séance {number}", paths=[cast.path])
        person = make_forum.make_person(f"Personne {number}")
        make_forum.make_appearance(session, person)
        Speaker.objects.create(edition=cast.edition, person=person, email=f"p{number}@example.org")
        Absence.objects.create(edition=cast.edition, person=person)
    caller = Caller(key(cast.team))
    caller("GET", "/key")
    with django_assert_num_queries(COSTS[where]):
        assert caller("GET", where)["count"] >= n


@pytest.mark.parametrize("n", [1, 3])
def test_one_proposal_costs_the_same_however_many_people_it_has(cast, django_assert_num_queries, n) -> None:
    for _ in range(n):
        make.make_contributor(cast.proposal)
        make.make_question(cast.call, f"q{_}", is_personal=True)
    caller = Caller(key(cast.team))
    caller("GET", "/key")
    with django_assert_num_queries(8):
        caller("GET", proposal(cast))
