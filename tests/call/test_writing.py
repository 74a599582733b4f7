"""A proposal written by several: texts joined, sends once, what is missing named, what becomes of it shown."""

import json
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from essaim.call.actions.contributors import invite_author, join_as_author, link_for
from essaim.call.actions.looking import note_look
from essaim.call.actions.writing import (
    begin_proposal,
    bring_back,
    latest,
    save_facts,
    save_texts,
    send_proposal,
    take_up_proposal,
    withdraw_proposal,
)
from essaim.call.errors import CallError
from essaim.call.models import Call, Comment, Contributor, Kind, Proposal, ProposingOrganisation, Question
from essaim.call.queries.writing import revisions_seen, works_of
from essaim.desk.models import Message, Revision
from tests.factories import call as make
from tests.factories import forum as make_forum

State = Proposal.State
STATEMENTS_OF_HISTORY = 9


@pytest.fixture
def kind(cast) -> Kind:
    return make.make_kind(cast.call)


@pytest.fixture
def draft(cast, kind) -> Proposal:
    return begin_proposal(call=cast.call, kind=kind, language="fr", by=cast.contributor)


def words_of(proposal: Proposal) -> dict[str, str]:
    return dict(latest(proposal).texts)


def save(proposal, by, base, texts, key=""):
    return save_texts(proposal=proposal, by=by, base=base, texts=texts, save_key=key)


def test_two_writers_lose_nothing(cast, draft):
    base = {"summary.fr": "Un. Deux."}
    save(draft, cast.contributor, {}, base)
    save(draft, cast.contributor, base, {"summary.fr": "Un. Deux. Trois."})
    saved = save(draft, cast.contributor, base, {"summary.fr": "Zéro. Un. Deux."})
    assert saved.texts["summary.fr"] == "Zéro. Un. Deux. Trois."
    draft.refresh_from_db()
    assert draft.summary.data == {"fr": "Zéro. Un. Deux. Trois."}
    assert draft.revision == saved.number == 3


def test_same_sentence_changed_by_both_stands_twice_and_is_shown(cast, draft):
    base = {"summary.fr": "Un."}
    save(draft, cast.contributor, {}, base)
    save(draft, cast.contributor, base, {"summary.fr": "Un de Claire."})
    saved = save(draft, cast.contributor, base, {"summary.fr": "Un de Paul."})
    assert saved.texts["summary.fr"] == "Un de Claire. Un de Paul."
    assert [(one.theirs, one.mine) for one in saved.differences["summary.fr"]] == [("Un de Claire.", "Un de Paul.")]


def test_a_save_sent_twice_is_written_once(cast, draft):
    first = save(draft, cast.contributor, {}, {"title.fr": "Titre"}, "abc")
    again = save(draft, cast.contributor, {}, {"title.fr": "Titre"}, "abc")
    assert (first.was_known, again.was_known) == (False, True)
    assert draft.revisions.filter(number__gt=0).count() == 1


def test_autosave_leaves_public_pages_as_they_are(cast, draft):
    before = list(Revision.objects.values_list("number", flat=True))
    save(draft, cast.contributor, {}, {"title.fr": "Titre"})
    assert list(Revision.objects.values_list("number", flat=True)) == before


@pytest.mark.parametrize("name", ["secret.fr", "title", "answers.unknown", "title.klingon-and-more"])
def test_unknown_texts_are_refused(cast, draft, name):
    with pytest.raises(CallError, match="unknown_text"):
        save(draft, cast.contributor, {}, {name: "x"})


def test_text_answers_are_joined_like_texts(cast, draft):
    make.make_question(cast.call, "plus", Question.Type.TEXT)
    base = {"answers.plus": "Un."}
    save(draft, cast.contributor, {}, base)
    save(draft, cast.contributor, base, {"answers.plus": "Un. Deux."})
    saved = save(draft, cast.contributor, base, {"answers.plus": "Zéro. Un."})
    draft.refresh_from_db()
    assert draft.answers["plus"] == saved.texts["answers.plus"] == "Zéro. Un. Deux."
    save_facts(proposal=draft, by=cast.contributor, answers={"plus": "écrasé"})
    draft.refresh_from_db()
    assert draft.answers["plus"] == "Zéro. Un. Deux."


@pytest.mark.parametrize("who", ["participant", "lead", "reviewer", "other_lead"])
def test_others_write_nothing(cast, draft, who):
    with pytest.raises(CallError, match="may_not_write"):
        save(draft, getattr(cast, who), {}, {"title.fr": "À moi"})


# --- sending ------------------------------------------------------------------------------------


def completed(draft: Proposal, by) -> Proposal:
    save(draft, by, {}, {"title.fr": "Cantines", "summary.fr": "Manger ensemble."})
    ProposingOrganisation.objects.create(proposal=draft, name="Les Tablées")
    return Proposal.objects.get(pk=draft.pk)


def test_what_is_missing_is_named_all_at_once(cast, draft):
    make.make_question(cast.call, "accord", Question.Type.CONSENT, is_required=True)
    with pytest.raises(CallError) as error:
        send_proposal(proposal=draft, by=cast.contributor)
    assert error.value.code == "not_complete"
    assert error.value.facts["missing"] == ["title", "summary", "organisation", "answers.accord"]


def test_sent_once_and_its_authors_told_once(cast, draft):
    ready = completed(draft, cast.contributor)
    sent = send_proposal(proposal=ready, by=cast.contributor)
    assert sent.state == State.RECEIVED
    assert sent.sent_at
    letter = Message.objects.get()
    assert letter.to_email == "claire@example.org"
    assert letter.state == Message.State.WAITING
    with pytest.raises(CallError, match="sent_already"):
        send_proposal(proposal=ready, by=cast.contributor)
    assert Message.objects.count() == 1


def test_after_the_deadline_the_draft_is_kept_and_not_sent(cast, draft):
    ready = completed(draft, cast.contributor)
    Call.objects.update(closes_at="2021-01-01T00:00Z")
    ready.call.refresh_from_db()
    with pytest.raises(CallError, match="call_closed_draft_kept"):
        send_proposal(proposal=Proposal.objects.select_related("call").get(pk=ready.pk), by=cast.contributor)
    save(ready, cast.contributor, {}, {"description.fr": "Tapé à la dernière seconde."})
    assert "dernière seconde" in words_of(ready)["description.fr"]
    with pytest.raises(CallError, match="call_not_open"):
        begin_proposal(call=Call.objects.get(), kind=ready.kind, language="fr", by=cast.participant)


def test_a_title_no_programme_can_print_is_kept_in_the_draft_and_not_sent(cast, draft):
    ready = completed(draft, cast.contributor)
    save(ready, cast.contributor, {}, {"title.en": "x" * 301})
    with pytest.raises(CallError, match="title_too_long"):
        send_proposal(proposal=ready, by=cast.contributor)
    assert words_of(ready)["title.en"] == "x" * 301


def test_no_more_of_one_organisation_than_the_kind_allows(cast, kind, draft):
    kind.max_per_organisation = 1
    kind.save()
    cast.proposal.organisations.all().delete()
    send_proposal(proposal=completed(draft, cast.contributor), by=cast.contributor)
    second = completed(begin_proposal(call=cast.call, kind=kind, language="fr", by=cast.participant), cast.participant)
    with pytest.raises(CallError, match="too_many_of_organisation"):
        send_proposal(proposal=second, by=cast.participant)


def test_withdrawn_and_taken_up_again(cast, draft):
    sent = send_proposal(proposal=completed(draft, cast.contributor), by=cast.contributor)
    with pytest.raises(CallError, match="may_not_withdraw"):
        withdraw_proposal(proposal=sent, by=cast.team)
    assert withdraw_proposal(proposal=sent, by=cast.contributor).state == State.WITHDRAWN
    assert take_up_proposal(proposal=sent, by=cast.contributor).state == State.DRAFT


def test_former_text_comes_back_as_a_new_version(cast, draft):
    save(draft, cast.contributor, {}, {"title.fr": "Ancien"})
    old = latest(draft)
    save(draft, cast.contributor, {"title.fr": "Ancien"}, {"title.fr": "Nouveau"})
    saved = bring_back(proposal=draft, revision=old, names=["title.fr"], by=cast.contributor)
    assert saved.texts["title.fr"] == "Ancien"
    assert draft.revisions.count() == 4


# --- several authors ----------------------------------------------------------------------------


def test_co_author_joins_by_link_with_the_address_it_was_sent_to(cast, draft):
    row = invite_author(proposal=draft, email="paul@example.org", name="Paul", by=cast.contributor)
    link = link_for(row)
    assert "/call/join/" in Message.objects.get().body
    with pytest.raises(CallError, match="link_of_another"):
        join_as_author(link=link, by=cast.other_lead)
    assert join_as_author(link=link, by=cast.participant) == draft
    save(draft, cast.participant, {}, {"title.fr": "À deux"})
    with pytest.raises(CallError, match="link_not_good"):
        join_as_author(link=f"{link}x", by=cast.participant)


# --- pages --------------------------------------------------------------------------------------


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


def test_script_saves_and_learns_of_others(cast, draft):
    client = cast.client("contributor")
    address = reverse("call:save", args=["ici", draft.number])
    body = {"base": {}, "texts": {"title.fr": "Par script"}, "key": "k1"}
    told = client.post(address, json.dumps(body), content_type="application/json").json()
    assert told["texts"] == {"title.fr": "Par script"}
    assert client.post(address, json.dumps(body), content_type="application/json").json()["known"] is True
    assert client.post(address, "nonsense", content_type="application/json").status_code == 400
    state = reverse("call:state", args=["ici", draft.number])
    assert client.get(state, {"since": told["number"]}).json()["texts"] is None
    assert client.get(state, {"since": 0}).json()["texts"] == {"title.fr": "Par script"}


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


def test_history_shows_what_changed(cast, draft):
    save(draft, cast.contributor, {}, {"summary.fr": "Un. Deux."})
    save(draft, cast.contributor, {"summary.fr": "Un. Deux."}, {"summary.fr": "Un. Trois."})
    page = cast.client("contributor").get(reverse("call:history", args=["ici", draft.number])).content.decode()
    assert "<del>Deux.</del>" in page
    assert "<ins>Trois.</ins>" in page


def test_history_is_told_by_stretches_of_work(cast, draft):
    join_as_author(
        link=link_for(invite_author(proposal=draft, email="paul@example.org", name="Paul", by=cast.contributor)), by=cast.participant
    )
    save(draft, cast.contributor, {}, {"summary.fr": "Un."})
    save(draft, cast.contributor, {"summary.fr": "Un."}, {"summary.fr": "Un. Deux."})
    save(draft, cast.participant, {"summary.fr": "Un. Deux."}, {"title.fr": "Titre"})
    found = works_of(revisions_seen(draft, as_author=True), {"title.fr": "Titre", "summary.fr": "Résumé"})
    assert [(one.by, one.before.number, one.after.number, one.what) for one in found] == [
        (cast.participant, 2, 3, ("Titre",)),
        (cast.contributor, 0, 2, ("Résumé",)),
    ]


def test_path_team_sees_what_was_sent_and_what_changed_since_its_last_word(cast, draft):
    save(draft, cast.contributor, {}, {"description.fr": "Pensée secrète du brouillon."})
    save(draft, cast.contributor, {"description.fr": "Pensée secrète du brouillon."}, {"description.fr": "Envoyé."})
    ready = completed(draft, cast.contributor)
    send_proposal(proposal=ready, by=cast.contributor)
    Proposal.objects.filter(pk=draft.pk).update(path=cast.path)
    address = reverse("call:history", args=["ici", draft.number])
    save(draft, cast.contributor, {"description.fr": "Envoyé."}, {"description.fr": "Changé une fois."})
    before = cast.client("lead").get(address).content.decode()
    assert "<del>Envoyé.</del>" in before
    assert "secrète" not in before
    assert "secrète" not in cast.client("lead").get(address, {"before": "1", "after": "2"}).content.decode()
    Comment.objects.create(proposal=draft, kind=Comment.Kind.TEAM, body="Lu.", by=cast.lead)
    save(draft, cast.contributor, {"description.fr": "Changé une fois."}, {"description.fr": "Changé deux fois."})
    assert "<del>Changé une fois.</del>" in cast.client("lead").get(address).content.decode()
    assert "<del>Envoyé.</del>" in cast.client("reviewer").get(address).content.decode()
    assert "secrète" in cast.client("contributor").get(address, {"before": "1", "after": "2"}).content.decode()
    assert cast.client("other_lead").get(address).status_code == 404


def test_saves_of_one_minute_are_told_apart_by_their_seconds(cast, draft):
    join_as_author(
        link=link_for(invite_author(proposal=draft, email="paul@example.org", name="Paul", by=cast.contributor)), by=cast.participant
    )
    words, writers = "", (cast.contributor, cast.participant)
    for number in range(4):
        save(draft, writers[number % 2], {"summary.fr": words}, {"summary.fr": f"{words} {number}.".strip()})
        words = f"{words} {number}.".strip()
    for one in draft.revisions.all():
        one.at = datetime(2027, 1, 1, 2, 38, one.number, tzinfo=UTC)
        one.save()
    context = cast.client("contributor").get(reverse("call:history", args=["ici", draft.number])).context
    for name in ("starts", "ends"):
        said = [label for _number, label in context[name]]
        assert len(set(said)) == len(said) == 4
        assert all("03:38:0" in label for label in said)


def test_reader_compares_with_what_they_last_read(cast, draft):
    ready = completed(draft, cast.contributor)
    send_proposal(proposal=ready, by=cast.contributor)
    Proposal.objects.filter(pk=draft.pk).update(path=cast.path)
    read = Proposal.objects.get(pk=draft.pk).revision
    note_look(proposal=Proposal.objects.select_related("edition").get(pk=draft.pk), revision=read, by=cast.lead)
    address = reverse("call:history", args=["ici", draft.number])
    assert cast.client("lead").get(address).context["looked"] is None
    save(draft, cast.contributor, {}, {"description.fr": "Après."})
    page = cast.client("lead").get(address)
    assert page.context["looked"].revision == read
    assert f'<option value="{read}" selected>' in page.content.decode()
    assert cast.client("reviewer").get(address).context["looked"] is None


@pytest.mark.parametrize("n", [1, 3])
def test_history_costs_the_same(cast, draft, django_assert_num_queries, n):
    make.make_question(cast.call, "plus", Question.Type.TEXT)
    for number in range(n):
        save(draft, cast.contributor, {}, {"summary.fr": f"Phrase {number}.", "answers.plus": f"Réponse {number}."})
    client = cast.client("contributor")
    address = reverse("call:history", args=["ici", draft.number])
    client.get(address)
    with django_assert_num_queries(STATEMENTS_OF_HISTORY):
        assert client.get(address).status_code == 200


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
