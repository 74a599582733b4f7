"""With a key the same actions run as behind the pages, and say the same."""

import pytest
from django.test import Client

from essaim.call.models import Proposal, Question
from essaim.desk.models import Mailing
from tests.api.keyed import Caller, key, personal, proposal, second
from tests.factories import call as make

pytestmark = pytest.mark.django_db
State = Proposal.State


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
    assert {one["name"] for one in made["people"]} == {"paul", "Nina"}
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


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({"answers": {"lieu": "Sa\0lle"}}, "answers.lieu"),
        ({"answers": {"lieu": ["a", {"other": "\0"}]}}, "answers.lieu.1.other"),
        ({"answers": {"li\0eu": "x"}}, "answers"),
        ({"title": {"fr": "Jar\0dins"}}, "title.fr"),
        ({"people": [{"name": "Awa\0"}]}, "people.0.name"),
    ],
)
def test_null_sign_is_refused_where_it_stands(cast, given, where) -> None:
    """PostgreSQL keeps none."""
    make.make_question(cast.call, "lieu", Question.Type.LINE)
    before = Proposal.objects.filter(pk=cast.proposal.pk).values().get()
    said = Caller(key(cast.contributor))("PATCH", proposal(cast), given, 422)
    assert (said["code"], said["errors"][0].split(":")[0]) == ("null_sign", where)
    assert "U+0000" in said["message"]
    assert Proposal.objects.filter(pk=cast.proposal.pk).values().get() == before


def test_null_sign_in_a_question_is_refused_too(cast) -> None:
    said = Caller(key(cast.team))("GET", "/editions/ici/mailings", None, 422, state="dra\0ft")
    assert said["errors"][0].startswith("state:")
    assert Client().get("/api/v1/search", {"q": "a\0b"}).status_code == 422


def test_null_sign_written_as_six_signs_is_a_text_as_any(cast) -> None:
    Caller(key(cast.contributor))("PATCH", proposal(cast), {"title": {"fr": r"Le signe \u0000"}})
    assert r"\u0000" in str(Proposal.objects.get(pk=cast.proposal.pk).title)


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


@pytest.mark.parametrize(
    "answer", ["1e999", "Infinity", "NaN", '{"lat": 1e999, "lon": 1}', '"\\ud83d"', '["\\ud83d"]', '{"other": "\\ud83d"}']
)
def test_an_answer_no_database_or_page_takes_is_refused(cast, answer):
    make.make_question(cast.call, "lieu", Question.Type.PLACE)
    client = Client(headers={"Authorization": f"Bearer {key(cast.contributor)}"})
    told = client.patch(f"/api/v1{proposal(cast)}", f'{{"answers": {{"lieu": {answer}}}}}', content_type="application/json")
    assert 400 <= told.status_code < 500
    assert Proposal.objects.get(pk=cast.proposal.pk).answers == {}
