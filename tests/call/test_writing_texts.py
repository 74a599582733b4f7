"""Saving texts: sent again, from old pages, beside files and mergers that write the same columns."""

import pytest

from essaim.call.actions.writing import LONGEST, latest, save_texts
from essaim.call.errors import CallError
from essaim.call.models import Proposal, Question
from tests.factories import call as make


@pytest.fixture
def save(cast, draft):
    def act(base, texts, key="", by=None):
        return save_texts(proposal=draft, by=by or cast.contributor, base=base, texts=texts, save_key=key)

    return act


def test_sent_again_after_others_went_on_it_says_what_stands_and_what_differed(save):
    save({}, {"summary.fr": "Un."})
    save({"summary.fr": "Un."}, {"summary.fr": "Un de Claire."})
    first = save({"summary.fr": "Un."}, {"summary.fr": "Un de Paul."}, "k")
    save({"summary.fr": "Un de Claire. Un de Paul."}, {"summary.fr": "Un de Claire. Un de Paul. Trois."})
    again = save({"summary.fr": "Un."}, {"summary.fr": "Un de Paul."}, "k")
    assert again.was_known
    assert again.texts == {"summary.fr": "Un de Claire. Un de Paul. Trois."}
    assert again.differences == first.differences != {}


def test_a_deletion_sent_again_does_not_delete_what_was_put_back_since(save):
    save({}, {"summary.fr": "Un. Deux."})
    save({"summary.fr": "Un. Deux."}, {"summary.fr": "Un."})
    assert save({"summary.fr": "Un. Deux."}, {"summary.fr": "Un."}, "k").texts == {"summary.fr": "Un."}
    save({"summary.fr": "Un."}, {"summary.fr": "Un. Deux."})
    assert save({"summary.fr": "Un. Deux."}, {"summary.fr": "Un."}, "k").texts == {"summary.fr": "Un. Deux."}


def test_a_key_longer_than_its_column_is_known_again(save):
    save({}, {"title.fr": "Titre"}, "k" * 200)
    assert save({}, {"title.fr": "Titre"}, "k" * 200).was_known


def test_a_title_stays_one_line_and_two_titles_stand_side_by_side(save):
    save({}, {"title.fr": "Cantines\npartagées"})
    saved = save({}, {"title.fr": "Tables ouvertes"})
    assert saved.texts["title.fr"] == "Cantines partagées / Tables ouvertes"
    assert [(one.theirs, one.mine) for one in saved.differences["title.fr"]] == [("Cantines partagées", "Tables ouvertes")]


def test_answers_of_one_line_are_joined_as_lines(cast, save):
    make.make_question(cast.call, "lieu", Question.Type.LINE)
    make.make_question(cast.call, "plus", Question.Type.TEXT)
    save({}, {"answers.lieu": "Niort", "answers.plus": "Un"})
    saved = save({}, {"answers.lieu": "Bordeaux", "answers.plus": "Deux"})
    assert (saved.texts["answers.lieu"], saved.texts["answers.plus"]) == ("Niort / Bordeaux", "Un\nDeux")


def test_what_a_file_wrote_into_the_columns_is_not_overwritten(draft, save):
    save({}, {"summary.fr": "Un."})
    Proposal.objects.filter(pk=draft.pk).update(summary={"fr": "Un. Venu du tableur."})
    saved = save({"summary.fr": "Un."}, {"summary.fr": "Un. Deux."})
    assert saved.texts["summary.fr"] == "Un. Venu du tableur. Deux."
    assert [sorted(one.texts.values()) for one in draft.revisions.order_by("number")] == [
        [],
        ["Un."],
        ["Un. Venu du tableur."],
        ["Un. Venu du tableur. Deux."],
    ]


def test_reading_with_an_old_row_in_hand_writes_nothing(draft, save):
    old = Proposal.objects.get(pk=draft.pk)
    save({}, {"summary.fr": "Un."})
    assert latest(old).texts == {"summary.fr": "Un."}
    assert draft.revisions.count() == 2


def test_too_long_a_text_is_refused_and_what_two_wrote_may_be_longer(save):
    half = ("Phrase. " * (LONGEST // 16)).strip()
    with pytest.raises(CallError, match="text_too_long"):
        save({}, {"summary.fr": "x" * (LONGEST + 1)})
    with pytest.raises(CallError, match="text_too_long"):
        save({"summary.fr": "x" * (2 * LONGEST + 1)}, {"summary.fr": half})
    save({}, {"summary.fr": "Un. " * (LONGEST // 4 - 1)})
    saved = save({}, {"summary.fr": "Deux. " * (LONGEST // 6)})
    assert len(saved.texts["summary.fr"]) > LONGEST
    assert save(saved.texts, {"summary.fr": half}).texts["summary.fr"] == half
