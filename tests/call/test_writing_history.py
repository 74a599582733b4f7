"""A proposal's history: what changed, by whom, since when; what its authors see of it and what the path's team; former texts brought back."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from essaim.call.actions.contributors import invite_author, join_as_author, link_for
from essaim.call.actions.looking import note_look
from essaim.call.actions.sending import send_proposal
from essaim.call.actions.writing import bring_back, latest
from essaim.call.models import Comment, Proposal, Question
from essaim.call.queries.writing import revisions_seen, works_of
from tests.call.drafts import completed, save
from tests.factories import call as make

STATEMENTS_OF_HISTORY = 9


def test_former_text_comes_back_as_a_new_version(cast, draft):
    save(draft, cast.contributor, {}, {"title.fr": "Ancien"})
    old = latest(draft)
    save(draft, cast.contributor, {"title.fr": "Ancien"}, {"title.fr": "Nouveau"})
    saved = bring_back(proposal=draft, revision=old, names=["title.fr"], by=cast.contributor)
    assert saved.texts["title.fr"] == "Ancien"
    assert draft.revisions.count() == 4


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
