"""What either wrote stands in the end; what somebody took away and nobody touched is gone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.kit.merging import merge, pieces

CASES = [
    ("nobody changed", "Un. Deux.", "Un. Deux.", "Un. Deux.", "Un. Deux.", 0),
    ("two ends", "Un. Deux.", "Zéro. Un. Deux.", "Un. Deux. Trois.", "Zéro. Un. Deux. Trois.", 0),
    ("two sentences", "Un. Deux.", "Un bis. Deux.", "Un. Deux bis.", "Un bis. Deux bis.", 0),
    ("the same sentence", "Un. Deux.", "Un à moi. Deux.", "Un à eux. Deux.", "Un à eux. Un à moi. Deux.", 1),
    ("the same words", "Un.", "Un. Deux.", "Un. Deux.", "Un. Deux.", 0),
    ("deleted by one", "Un. Deux. Trois.", "Un. Trois.", "Un. Deux. Trois.", "Un. Trois.", 0),
    ("deleted by one, changed by the other", "Un. Deux. Trois.", "Un. Trois.", "Un. Deux bis. Trois.", "Un. Deux bis. Trois.", 1),
    ("deleted by both", "Un. Deux.", "Un.", "Un.", "Un.", 0),
    ("both from nothing", "", "À moi.", "À eux.", "À eux. À moi.", 0),
    ("both at the end", "Un.", "Un. Moi.", "Un. Eux.", "Un. Eux. Moi.", 0),
    ("lines", "a\nb\nc", "a\nb bis\nc", "a\nb\nc bis", "a\nb bis\nc bis", 0),
    ("paragraphs", "Un.\n\nDeux.", "Un.\n\nDeux.\n\nTrois.", "Zéro.\n\nUn.\n\nDeux.", "Zéro.\n\nUn.\n\nDeux.\n\nTrois.", 0),
    ("no spaces between", "一。二。", "一。二。三。", "零。一。二。", "零。一。二。三。", 0),
    ("Arabic", "واحد. اثنان.", "واحد. اثنان. ثلاثة.", "صفر. واحد. اثنان.", "صفر. واحد. اثنان. ثلاثة.", 0),
    ("a figure is no end", "Prix 3.50 ici.", "Prix 3.50 ici. Bien.", "Prix 3.50 ici.", "Prix 3.50 ici. Bien.", 0),
    ("moved by me", "Un. Deux. Trois.", "Trois. Un. Deux.", "Un. Deux. Trois.", "Trois. Un. Deux.", 0),
]


@pytest.mark.parametrize(("base", "mine", "theirs", "wanted", "differences"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_merge(base, mine, theirs, wanted, differences):
    merged = merge(base, mine, theirs)
    assert merged.text == wanted
    assert len(merged.differences) == differences


def test_a_difference_shows_every_version():
    found = merge("Un. Deux.", "Un à moi. Deux.", "Un à eux. Deux.").differences[0]
    assert (found.base, found.theirs, found.mine) == ("Un.", "Un à eux.", "Un à moi.")


SENTENCES = st.sampled_from(
    [f"{word}{end}" for word in ("Un", "Deux", "Trois", "四", "خمسة", "Prix 3.50") for end in (".", "!", " ?", "…")]
)
TEXTS = st.lists(st.tuples(SENTENCES, st.sampled_from([" ", "\n", "\n\n"])), max_size=7).map(
    lambda rows: "".join(a + b for a, b in rows).rstrip()
)
ANY = st.text(alphabet=st.sampled_from("ab .!?\n。"), max_size=30)


def words_of(text: str) -> list[str]:
    return [piece.words for piece in pieces(text) if piece.words]


@given(st.one_of(TEXTS, ANY, st.text(max_size=40)))
def test_pieces_joined_are_the_text(text):
    assert "".join(piece.whole for piece in pieces(text)) == text


@given(st.one_of(TEXTS, ANY), st.one_of(TEXTS, ANY))
def test_merging_with_an_unchanged_side_gives_the_other(base, other):
    assert merge(base, other, base).text == other
    assert merge(base, base, other).text == other
    assert merge(base, other, other).text == other


@given(st.one_of(TEXTS, ANY), st.one_of(TEXTS, ANY), st.one_of(TEXTS, ANY))
def test_no_sentence_added_by_either_is_missing(base, mine, theirs):
    result = merge(base, mine, theirs).text
    for side in (mine, theirs):
        assert [words for words in words_of(side) if words not in words_of(base) and words not in result] == []


@given(TEXTS, TEXTS, TEXTS)
def test_sentences_nobody_took_away_stay(base, mine, theirs):
    result = words_of(merge(base, mine, theirs).text)
    kept = [words for words in words_of(base) if words in words_of(mine) and words in words_of(theirs)]
    assert [words for words in kept if words not in result] == []


@given(TEXTS, TEXTS, TEXTS)
def test_either_order_keeps_the_same_sentences(base, mine, theirs):
    assert sorted(set(words_of(merge(base, mine, theirs).text))) == sorted(set(words_of(merge(base, theirs, mine).text)))


@given(TEXTS, TEXTS, TEXTS)
def test_sending_again_changes_nothing(base, mine, theirs):
    once = merge(base, mine, theirs).text
    assert words_of(merge(mine, mine, once).text) == words_of(once)
