"""What no form of ours sends, and some browser, script or paste does: a sentence or a refusal, never a crash."""

import json

import pytest
from django.urls import reverse

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
