"""The pages of whoever proposes: the whole way without a script, closed to others, questions answered, calls that take nothing."""

import pytest
from django.urls import reverse

from essaim.call.actions.writing import begin_proposal
from essaim.call.errors import CallError
from essaim.call.models import Call, Comment, Contributor, Proposal
from essaim.desk.models import Message
from tests.call.drafts import save
from tests.factories import call as make
from tests.factories import forum as make_forum

State = Proposal.State


def test_whole_way_without_a_script(cast, kind):
    client = cast.client("participant")
    begun = client.post(reverse("call:propose", args=["ici", "appel", kind.slug]), {"language": "fr"})
    address = begun["Location"]
    page = client.get(address)
    assert page.status_code == 200
    data = {
        "base": "{}", "title.fr": "Cantines", "summary.fr": "Manger.", "persons": "1", "organisations": "1",
        "person-0-pk": Contributor.objects.get(account=cast.participant).pk, "person-0-name": "Paul",
        "organisation-0-organisation": "Les Tablées", "organisation-0-organisation-choice": "new", "organisation-0-role": "lead", "send": "",
    }  # fmt: skip
    sent = client.post(address, data)
    assert sent.status_code == 302, sent.content.decode()[:3000]
    proposal = Proposal.objects.get(created_by=cast.participant)
    assert proposal.state == State.RECEIVED
    assert [one.name for one in proposal.organisations.all()] == ["Les Tablées"]
    assert "Cantines" in client.get(reverse("call:proposal", args=["ici", proposal.number])).content.decode()
    assert "Cantines" in client.get(reverse("call:mine")).content.decode()


def test_missing_parts_are_said_and_texts_kept(cast, kind):
    client = cast.client("participant")
    address = client.post(reverse("call:propose", args=["ici", "appel", kind.slug]), {"language": "fr"})["Location"]
    data = {"base": "{}", "title.fr": "Gardé", "organisations": "0", "send": ""}
    own = Contributor.objects.get(account=cast.participant).pk
    emptied = client.post(address, data | {"persons": "1", "person-0-pk": own, "person-0-name": ""})
    assert emptied.status_code == 200  # whoever began it cannot be taken out
    assert Contributor.objects.filter(pk=own).exists()
    assert Proposal.objects.get(created_by=cast.participant).title.data == {"fr": "Gardé"}
    answer = client.post(address, data | {"persons": "1", "person-0-pk": own, "person-0-name": "Paul"})
    assert answer.status_code == 422
    assert Proposal.objects.get(created_by=cast.participant).title.data == {"fr": "Gardé"}


@pytest.mark.parametrize("who", ["stranger", "participant", "other_lead", "lead", "reviewer"])
@pytest.mark.parametrize("name", ["write", "save", "state", "check", "invite", "withdraw"])
def test_a_draft_is_closed_to_others(cast, draft, who, name):
    save(draft, cast.contributor, {}, {"title.fr": "Brouillon secret"})
    address = reverse(f"call:{name}", args=["ici", draft.number])
    client = cast.client(who)
    answer = client.post(address, {"email": "x@example.org"}) if name in ("save", "invite", "withdraw") else client.get(address)
    assert answer.status_code == (302 if who == "stranger" else 404)
    assert b"Brouillon secret" not in answer.content
    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_author_answers_and_whoever_asked_is_told(cast):
    question = Comment.objects.create(proposal=cast.proposal, kind=Comment.Kind.QUESTION, body="Qui parle ?", by=cast.lead)
    Comment.objects.create(proposal=cast.proposal, kind=Comment.Kind.TEAM, body="Entre nous", by=cast.lead)
    client = cast.client("contributor")
    page = client.get(reverse("call:proposal", args=["ici", cast.proposal.number])).content.decode()
    assert "Qui parle" in page
    assert "Entre nous" not in page
    client.post(reverse("call:answer", args=["ici", cast.proposal.number, question.pk]), {"body": "Moi."})
    assert question.replies.get().body == "Moi."
    assert Message.objects.get().to_email == "lea@example.org"
    strangers = cast.client("participant").post(reverse("call:answer", args=["ici", cast.proposal.number, question.pk]), {"body": "Non."})
    assert strangers.status_code == 404


@pytest.mark.parametrize("n", [1, 3])
def test_own_list_costs_the_same(cast, django_assert_num_queries, n):
    for number in range(n):
        make.make_proposal(cast.call, f"De Paul {number}", author=cast.participant)
    client = cast.client("participant")
    client.get(reverse("call:mine"))
    with django_assert_num_queries(3):
        assert client.get(reverse("call:mine")).status_code == 200


def test_strangers_are_asked_to_log_in_and_come_back(cast, kind):
    address = reverse("call:propose", args=["ici", "appel", kind.slug])
    answer = cast.client("stranger").get(address)
    assert answer.status_code == 302
    assert f"next={address}" in answer["Location"]


def test_hidden_call_takes_nothing(cast, kind):
    Call.objects.update(is_public=False)
    address = reverse("call:propose", args=["ici", "appel", kind.slug])
    assert cast.client("participant").get(address).status_code == 404
    assert cast.client("team").get(address).status_code == 200
    assert make_forum.make_account("x@example.org").is_active


@pytest.mark.parametrize("who", ["participant", "contributor", "lead", "reviewer"])
def test_an_edition_that_is_not_public_takes_nothing_but_from_its_team(cast, kind, who):
    cast.edition.is_public = False
    cast.edition.save()
    address = reverse("call:propose", args=["ici", "appel", kind.slug])
    assert cast.client(who).get(address).status_code == 404
    assert cast.client(who).post(address, {"language": "fr"}).status_code == 404
    with pytest.raises(CallError, match="call_not_open"):
        begin_proposal(call=Call.objects.select_related("edition").get(), kind=kind, language="fr", by=getattr(cast, who))
    assert cast.client("team").get(address).status_code == 200


def test_the_team_answers_and_withdraws_in_nobody_s_name(cast):
    question = Comment.objects.create(proposal=cast.proposal, kind=Comment.Kind.QUESTION, body="Qui parle ?", by=cast.lead)
    client = cast.client("team")
    assert client.post(reverse("call:answer", args=["ici", cast.proposal.number, question.pk]), {"body": "Moi."}).status_code == 404
    assert client.post(reverse("call:withdraw", args=["ici", cast.proposal.number])).status_code == 404
    cast.proposal.refresh_from_db()
    assert cast.proposal.state == State.RECEIVED
    assert not question.replies.exists()
