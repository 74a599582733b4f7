"""What is personal needs its scope and its right, and a conflict of interest keeps a key out."""

import json

import pytest

from essaim.api.views.outbox import without_secrets
from essaim.call.actions.question import remove_question
from essaim.call.models import Comment, Proposal, Question
from essaim.desk.actions.outbox import write_mailing
from essaim.desk.models import Mailing
from essaim.desk.scopes import SCOPES
from essaim.forum.actions.speaker_letters import link_letter
from essaim.forum.links import token_of
from essaim.forum.models import Speaker
from tests.api.keyed import Caller, key, personal, proposal
from tests.factories import call as make

pytestmark = pytest.mark.django_db
State = Proposal.State


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


@pytest.mark.parametrize(
    ("method", "deed", "body"),
    [
        ("GET", "", None),
        ("PATCH", "", {"title": {"fr": "x"}}),
        ("POST", "/send", {}),
        ("POST", "/withdraw", {}),
        ("POST", "/move", {"state": "kept"}),
        ("POST", "/decline", {"reason": "x"}),
        ("PUT", "/marks", []),
        ("GET", "/comments", None),
    ],
)
def test_answer_does_not_tell_which_numbers_exist(cast, method, deed, body) -> None:
    """A draft of somebody else, a proposal of another path, and none at all: the same words."""
    draft = make.make_proposal(cast.call, "Brouillon d'une autre", state=State.DRAFT)
    caller = Caller(key(cast.other_lead))
    said = {
        caller(method, f"/editions/ici/proposals/{number}{deed}", body, 404)["message"].replace(str(number), "N")
        for number in (draft.number, cast.proposal.number, 9998)
    }
    assert len(said) == 1, said


def test_no_key_reads_the_link_with_which_somebody_answers(cast) -> None:
    personal(cast)
    speaker = Speaker.objects.get()
    letter = link_letter(speaker)
    token = token_of(speaker)
    assert token in letter.body
    mailing = write_mailing(kind="forum.link", key="l", label="Lien", letters=[letter], by=None, scope=cast.edition)
    said = Caller(key(cast.team))("GET", f"/editions/ici/mailings/{mailing.pk}/letters")["items"][0]["body"]
    assert token not in said
    assert "/answer/…/" in said
    plain = "https://essaim.example/fr/forum/ici/sessions/construire-un-projet-alimentaire-territorial/"
    assert without_secrets(f"Ici : {plain}.") == f"Ici : {plain}."
    assert (
        without_secrets("https://essaim.example/fr/team/invitation/Zk3_vQ9x-abcDEFghijKLMnopqrstuv/")
        == "https://essaim.example/fr/team/invitation/…/"
    )


def test_an_answer_whose_personal_question_was_removed_stays_personal(cast):
    question = make.make_question(cast.call, "besoins", Question.Type.TEXT, is_personal=True)
    Proposal.objects.filter(pk=cast.proposal.pk).update(answers={"besoins": "Secret médical."})
    remove_question(question=question, by=cast.team, answered_too=True)
    told = {who: "Secret" in str(Caller(key(getattr(cast, who)))("GET", proposal(cast))) for who in ("lead", "reviewer")}
    assert told == {"lead": True, "reviewer": False}
