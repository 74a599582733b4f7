"""What no form of ours sends, and some browser, script or paste does: a sentence or a refusal, never a crash."""

import json

import pytest
from django.urls import reverse

from essaim.call.models import Criterion, Kind, Question
from tests.factories import forum as make_forum

HUGE = "9" * 5000
FAR = "9" * 30


def post(cast, who: str, name: str, data: dict[str, object], *arguments: object):
    return cast.client(who).post(reverse(name, args=["ici", *arguments]), data)


@pytest.mark.parametrize("number", [HUGE, FAR])
def test_look_at_a_revision_far_too_great(cast, number):
    assert post(cast, "lead", "call_team:look", {"revision": number}, cast.proposal.number).status_code == 302


@pytest.mark.parametrize("number", [HUGE, FAR])
def test_ticked_number_far_too_great(cast, number):
    assert post(cast, "lead", "call_team:move_many", {"chosen": f"{number}:x", "to": "state:kept"}).status_code in (302, 404)


@pytest.mark.parametrize("number", [HUGE, FAR])
@pytest.mark.parametrize(
    ("who", "name", "query"),
    [
        ("team", "call_team:merge", "p"),
        ("lead", "call_team:ask_merger", "other"),
        ("lead", "call_team:attach", "panel"),
        ("contributor", "call:state", "since"),
    ],
)
def test_number_far_too_great_in_an_address(cast, who, name, query, number):
    at = [] if name == "call_team:merge" else [cast.individual.number]
    assert cast.client(who).get(reverse(name, args=["ici", *at]), {query: number}).status_code in (200, 404)


def test_count_of_rows_far_too_great(cast):
    assert post(cast, "contributor", "call:choices", {"persons": HUGE}, cast.proposal.number).status_code == 200


@pytest.mark.parametrize("name", ["call:proposal", "call:write", "call:history", "call_team:proposal", "call_team:merge_with"])
def test_number_in_the_path_far_too_great(cast, name):
    assert cast.client("team").get(reverse(name, args=["ici", int(FAR)])).status_code == 404


@pytest.mark.parametrize(
    "was",
    [
        {"people": 5},
        {"people": {"KEY": "x"}},
        {"people": {"KEY": ["name"]}},
        {"organisations": []},
        {"facts": 5},
        {"facts": ["level"]},
        {"answers": []},
        {"answers": "besoins"},
    ],
)
@pytest.mark.parametrize("name", ["call:choices", "call:write"])
def test_memory_of_the_form_that_is_no_such_thing(cast, was, name):
    row = cast.proposal.contributors.get()
    memory = json.dumps(was).replace("KEY", str(row.pk))
    data = {"was": memory, "base": "[1]", "persons": "1", "organisations": "0", "person-0-pk": str(row.pk), "person-0-name": "Claire C."}
    assert post(cast, "contributor", name, data, cast.proposal.number).status_code in (200, 302)


@pytest.mark.parametrize(
    "asked",
    [
        '{"base": {}, "texts": {"title.fr": "\\ud83d"}}',
        '{"base": {}, "texts": {"title.fr": "a\\u0000b"}}',
        '{"base": {}, "texts": {"title.fr": "a"}, "key": "\\ud83d"}',
        '{"base": {"title.fr": "\\udc00"}, "texts": {"title.fr": "a"}}',
        '{"base": {}, "texts": {"\\udc00": "a"}}',
        "[" * 200_000,
        "NaN",
    ],
)
def test_texts_no_database_can_keep(cast, asked):
    assert post(cast, "contributor", "call:save", {"asked": asked}, cast.proposal.number).status_code in (200, 400, 409)


@pytest.mark.parametrize("name", ["base", "was"])
def test_hidden_input_nested_without_end(cast, name):
    assert post(cast, "contributor", "call:write", {name: "[" * 200_000}, cast.proposal.number).status_code in (200, 302)


@pytest.mark.parametrize("number", [HUGE, FAR, "-1", "x", "1\x00"])
@pytest.mark.parametrize("name", ["path", "format", "goals", "spoken", "audience", "person-0-pk", "person-0-country", "organisation-0-pk"])
def test_choice_that_is_none(cast, name, number):
    make_forum.make_format(cast.edition)
    data = {"persons": "1", "organisations": "1", "person-0-name": "Claire", name: number}
    for address in ("call:choices", "call:write"):
        assert post(cast, "contributor", address, data, cast.proposal.number).status_code in (200, 302)


KIND = {"name__fr": "Table ronde", "nature": "collective"}
QUESTION = {"label__fr": "Combien ?", "type": "number"}
CRITERION = {"name__fr": "Ancrage", "most": "5", "weight": "1"}


@pytest.mark.parametrize("number", [HUGE, FAR, "99999999999", "-1", "", "x", "32768"])
@pytest.mark.parametrize(
    ("name", "data", "field"),
    [
        ("kind_new", KIND, "max_per_organisation"),
        ("kind_new", KIND, "formats"),
        ("question_new", QUESTION, "least"),
        ("question_new", QUESTION, "most"),
        ("question_new", QUESTION, "kinds"),
        ("question_new", QUESTION, "asked_if"),
        ("criteria", CRITERION, "most"),
        ("criteria", CRITERION, "weight"),
    ],
)
def test_number_of_the_composer_that_no_column_holds(cast, name, data, field, number):
    answer = post(cast, "team", f"call_team:{name}", data | {field: number}, cast.call.slug)
    assert answer.status_code in (200, 302)
    for row in (*Kind.objects.all(), *Question.objects.all(), *Criterion.objects.all()):
        row.clean_fields()


@pytest.mark.parametrize(("name", "data"), [("kind_new", KIND), ("question_new", QUESTION), ("criteria", CRITERION)])
def test_what_the_composer_takes(cast, name, data):
    assert post(cast, "team", f"call_team:{name}", data, cast.call.slug).status_code == 302


def test_address_name_of_another_kind(cast):
    first, second = cast.call.kinds.all()[:2]
    answer = post(cast, "team", "call_team:kind_change", KIND | {"slug": first.slug}, cast.call.slug, second.slug)
    assert answer.status_code == 200
    assert answer.context["form"].errors


def test_kind_with_proposals_is_not_removed(cast):
    for kind in cast.call.kinds.all():
        assert post(cast, "team", "call_team:kind_remove", {}, cast.call.slug, kind.slug).status_code == 302
    assert cast.call.kinds.count() == 3


def test_empty_posts(cast):
    call, number = cast.call.slug, cast.proposal.number
    for name in ("kind_new", "question_new", "criteria", "call_change", "call_extend", "questions_order", "sheets", "call_preview"):
        assert post(cast, "team", f"call_team:{name}", {}, call).status_code in (200, 409), name
    for name in ("move", "look", "comment", "mark", "conflict", "path", "decline", "confirm", "ask_merger", "attach"):
        assert post(cast, "lead", f"call_team:{name}", {}, number).status_code in (200, 302, 404, 422), name
    for name in ("save", "choices", "write", "invite"):
        assert post(cast, "contributor", f"call:{name}", {}, number).status_code in (200, 302, 400), name
    assert post(cast, "lead", "call_team:move_many", {}).status_code == 302
