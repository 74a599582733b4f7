"""Authors brought together by a merger do not get each other's addresses."""

import pytest
from django.urls import reverse

from essaim.call.actions.merger import merge_proposals, undo_merger
from essaim.call.models import Contributor, Merger, Proposal
from essaim.desk.models import Message
from tests.call.conftest import Cast
from tests.factories import call as make

OWN, THEIRS = "claire.b@example.org", "denis@example.org"


@pytest.fixture
def merger(cast, pair) -> Merger:
    Contributor.objects.filter(proposal=pair[1]).update(phone="07 99 88", gender="man")
    make.make_contributor(pair[1], "Solange Seconde", email="solange@example.org", phone="07 55")
    make.make_contributor(pair[0], "Paul Proche", email="paul.proche@example.org", phone="06 44")
    return merge_proposals(proposals=pair, by=cast.lead)


def client_of(cast: Cast, email: str):
    from django.test import Client

    from essaim.desk.models import Account

    client = Client()
    client.force_login(Account.objects.get(email=email))
    return client


def page(cast: Cast, name: str, proposal: Proposal, email: str) -> str:
    return client_of(cast, email).get(reverse(f"call:{name}", args=["ici", proposal.number])).content.decode()


@pytest.mark.parametrize("name", ["proposal", "write"])
def test_authors_see_their_own_and_not_the_others(cast, merger, name):
    body = page(cast, name, merger.result, OWN)
    assert "paul.proche@example.org" in body
    for secret in (THEIRS, "solange@example.org", "07 99", "07 55"):
        assert secret not in body


def test_names_of_the_others_stay(cast, merger):
    body = page(cast, "proposal", merger.result, OWN)
    assert "Denis" in body
    assert "Solange Seconde" in body


def test_saving_the_form_keeps_the_others(cast, merger):
    client, address = client_of(cast, OWN), reverse("call:write", args=["ici", merger.result.number])
    before = set(merger.result.contributors.values_list("name", "email", "phone"))
    client.post(address, {"base": "{}", "was": "{}", "persons": "0", "organisations": "0"})
    assert set(merger.result.contributors.values_list("name", "email", "phone")) == before


def test_undone_result_keeps_them_apart(cast, merger):
    undo_merger(merger=merger, by=cast.lead)
    assert "solange@example.org" not in page(cast, "proposal", merger.result, OWN)


def test_merged_twice_keeps_them_apart(cast, merger):
    third = make.make_proposal(cast.call, "Troisième", path=cast.path)
    outer = merge_proposals(proposals=[merger.result, third], by=cast.lead)
    body = page(cast, "proposal", outer.result, OWN)
    assert "paul.proche@example.org" in body
    assert "solange@example.org" not in body


def test_whoever_decides_sees_all(cast, merger):
    body = cast.client("lead").get(reverse("call_team:proposal", args=["ici", merger.result.number])).content.decode()
    assert "solange@example.org" in body
    assert "paul.proche@example.org" in body


@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize("email", [THEIRS, "solange@example.org", "inconnue@example.org"])
def test_inviting_an_address_does_not_tell_whose_it_is(cast, merger, email, again):
    client, address = client_of(cast, OWN), reverse("call:invite", args=["ici", merger.result.number])
    before = list(merger.result.contributors.filter(email=email).values_list("role", "account"))
    for _ in range(1 + again):
        answer = client.post(address, {"email": email, "name": "Qui ?"}, follow=True)
    (said,) = [str(one) for one in answer.context["messages"]]
    assert said.startswith("Qui ?")
    assert email not in said
    if before:  # a role that changed would tell it, too
        assert list(merger.result.contributors.filter(email=email).values_list("role", "account")) == before
    letter = Message.objects.filter(mailing__kind="call.author").get()
    assert letter.to_email == email
    for secret in ("07 99", "07 55", "06 44", "paul.proche@example.org"):
        assert secret not in letter.body


def test_inviting_ones_own_author_again_is_refused(cast, merger):
    client, address = client_of(cast, OWN), reverse("call:invite", args=["ici", merger.result.number])
    answer = client.post(address, {"email": OWN, "name": ""}, follow=True)
    (said,) = [str(one) for one in answer.context["messages"]]
    assert OWN in said
    assert not Message.objects.filter(mailing__kind="call.author").exists()
