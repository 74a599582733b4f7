"""What was personal when it was answered stays so: when its question is removed, named alike in another call, or answered in a merged one."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from essaim.call.actions.question import remove_question, save_question
from essaim.call.actions.writing import save_texts
from essaim.call.errors import CallError
from essaim.call.models import Proposal, ProposalFile, Question
from essaim.desk.uploads import may_read, store_document
from tests.call.merging import merged
from tests.factories import call as make

Type = Question.Type
SECRET = "Secret médical"


@pytest.mark.parametrize(("who", "reads"), [("lead", True), ("contributor", True), ("reviewer", False)])
def test_history_after_a_personal_question_was_removed(cast, who, reads):
    question = make.make_question(cast.call, "besoins", Type.TEXT, is_personal=True)
    for words in ({"answers.besoins": f"{SECRET}."}, {"summary.fr": "Avant."}):
        save_texts(proposal=cast.proposal, base={}, texts=words, by=cast.contributor)
    remove_question(question=question, by=cast.team, answered_too=True)
    save_texts(proposal=Proposal.objects.get(pk=cast.proposal.pk), base={}, texts={"summary.fr": "Après."}, by=cast.contributor)
    client, address = cast.client(who), reverse("call:history", args=["ici", cast.proposal.number])
    pages = [client.get(f"{address}?before={before}&after={before + 1}").text for before in range(5)]
    assert any(SECRET in page for page in pages) is reads


def test_file_after_its_personal_question_was_removed(cast):
    question = make.make_question(cast.call, "cv", Type.FILE, is_personal=True)
    upload = store_document(file=SimpleUploadedFile("cv.txt", b"texte", "text/plain"), by=cast.contributor)
    ProposalFile.objects.create(proposal=cast.proposal, question="cv", upload=upload)
    remove_question(question=question, by=cast.team, answered_too=True)
    assert [who for who in ("team", "lead", "reviewer", "contributor") if may_read(getattr(cast, who), upload)] == [
        "team",
        "lead",
        "contributor",
    ]


def test_trace_of_a_merged_one_leaves_personal_answers_out(cast, pair):
    make.make_question(cast.call, "besoins", Type.TEXT, is_personal=True)
    result = merged(cast, *pair).result
    save_texts(proposal=result, base={}, texts={"answers.besoins": f"{SECRET}."}, by=pair[0].created_by)
    address = reverse("call_team:proposal", args=["ici", result.number])
    assert {who: SECRET in cast.client(who).get(address).text for who in ("lead", "reviewer")} == {"lead": True, "reviewer": False}


@pytest.mark.parametrize("turned", [False, True])
def test_merging_two_calls_keeps_back_what_one_of_them_calls_personal(cast, turned):
    other_call = make.make_call(cast.edition, "second")
    for slug, kind in (("besoins", Type.LINE), ("cv", Type.FILE)):
        make.make_question(cast.call, slug, kind, is_personal=True)
        make.make_question(other_call, slug, kind)
    parts = [
        make.make_proposal(cast.call, "Un", path=cast.path, answers={"besoins": SECRET, "cv": "clé"}),
        make.make_proposal(other_call, "Deux", path=cast.path),
    ]
    upload = store_document(file=SimpleUploadedFile("cv.txt", b"texte", "text/plain"), by=cast.contributor)
    ProposalFile.objects.create(proposal=parts[0], question="cv", upload=upload)
    result = merged(cast, *(parts[::-1] if turned else parts)).result
    assert result.answers == {}
    assert not result.files.exists()


def test_answered_personal_question_is_never_made_public(cast):
    question = make.make_question(cast.call, "besoins", Type.LINE, is_personal=True)
    save_question(call=cast.call, question=question, by=cast.team, is_personal=False)
    save_question(call=cast.call, question=question, by=cast.team, is_personal=True)
    Proposal.objects.filter(pk=cast.proposal.pk).update(answers={"besoins": SECRET})
    with pytest.raises(CallError, match="question_answered_personal"):
        save_question(call=cast.call, question=question, by=cast.team, is_personal=False, is_public=True)
    assert save_question(call=cast.call, question=question, by=cast.team, label={"fr": "Besoins"}).is_personal


def test_answers_of_a_removed_question_are_not_shown_by_another_of_its_name(cast):
    question, other = (
        make.make_question(cast.call, "besoins", Type.LINE, is_personal=True),
        make.make_question(cast.call, "autre", Type.LINE),
    )
    Proposal.objects.filter(pk=cast.proposal.pk).update(answers={"besoins": SECRET})
    remove_question(question=question, by=cast.team, answered_too=True)
    for row, facts in ((None, {"slug": "besoins", "label": {"fr": "Besoins"}}), (other, {"slug": "besoins"})):
        with pytest.raises(CallError, match="question_slug_left"):
            save_question(call=cast.call, question=row, by=cast.team, is_public=True, **facts)
    assert save_question(call=cast.call, question=None, by=cast.team, label={"fr": "Besoins"}).slug == "besoins-2"
    assert save_question(call=cast.call, question=None, by=cast.team, slug="besoins", label={"fr": "Besoins"}, is_personal=True).pk
