"""What either wrote stands in the end; what somebody took away and nobody touched is gone."""

import time
from collections import Counter

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
    ("both end unfinished", "Un.", "Un. Nous vou", "Un. Elles", "Un. Elles\nNous vou", 0),
    ("unfinished with a space", "Un.", "Un. Nous vou ", "Un. Elles ", "Un. Elles\nNous vou ", 0),
    ("list items at the end", "a\nb", "a\nb\nc", "a\nb\nd", "a\nb\nd\nc", 0),
    ("closing quotes", "« Un. »", "« Un. » Deux", "Zéro. « Un. »", "Zéro. « Un. » Deux", 0),
    ("wide quotes", "「一。」", "「一。」二。", "「一。」三。", "「一。」三。二。", 0),
    ("a stop alone", "", "。", "四。", "四。 。", 0),
    ("danda", "एक। दो।", "एक। दो। तीन।", "शून्य। एक। दो।", "शून्य। एक। दो। तीन।", 0),
    ("moved by me", "Un. Deux. Trois.", "Trois. Un. Deux.", "Un. Deux. Trois.", "Trois. Un. Deux.", 0),
]


@pytest.mark.parametrize(("base", "mine", "theirs", "wanted", "differences"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_merge(base, mine, theirs, wanted, differences):
    merged = merge(base, mine, theirs)
    assert merged.text == wanted
    assert len(merged.differences) == differences


LINES = [
    ("both from nothing", "", "Tables", "Cantines", "Cantines / Tables", 1),
    ("both another title", "Titre", "Tables", "Cantines", "Cantines / Tables", 1),
    ("one goes on", "Cantines", "Cantines partagées", "Tables / Cantines", "Tables / Cantines partagées", 1),
    ("one is taken out", "Cantines / Tables", "Tables", "Cantines / Tables", "Tables", 0),
    ("strokes alone are no words", "", "Un", "? /", "? / Un", 1),
    ("a stroke behind a stop", "", "。", "? 。/", "? 。/", 1),
    ("a stroke between stops", "", "。", "? 。/ ?", "? 。/ ?", 1),
    ("strokes at the start", "", "/ Cinq", "Un", "Un / Cinq", 1),
    ("a stroke is no boundary", "Et/ou", "Et/ou bien", "Et/ou", "Et/ou bien", 0),
]


@pytest.mark.parametrize(("base", "mine", "theirs", "wanted", "differences"), [case[1:] for case in LINES], ids=[case[0] for case in LINES])
def test_merge_of_one_line(base, mine, theirs, wanted, differences):
    merged = merge(base, mine, theirs, is_line=True)
    assert (merged.text, len(merged.differences)) == (wanted, differences)


def test_two_who_type_at_the_same_end_do_not_pile_up_half_sentences():
    """Each saves letter by letter from what its own last save said, as the browser does."""
    stands, bases = "Un.", ["Un.", "Un."]
    for length in range(1, 22):
        for writer, words in enumerate(("Nous voulons partager.", "Elles cuisinent bien.")):
            mine = f"Un. {words[: length + 1]}"
            stands = merge(bases[writer], mine, stands).text
            bases[writer] = mine
    assert stands == "Un. Nous voulons partager. Elles cuisinent bien."


SLOW = {
    "dots": ("." * 50_000 + "a", "b" + "." * 50_000 + "a", "." * 50_000 + "ac"),
    "short lines": ("a\n" * 25_000, "a\nb\n" * 12_500, "c\na\n" * 12_500),
    "few lines": ("a\nb\nc\n" * 8_000, "c\na\nb\n" * 8_000, "b\nx\na\n" * 8_000),
    "spaces": (" " * 50_000 + "a", " " * 50_000 + "b", " " * 49_000 + "c"),
    "closers": ("." + ")" * 50_000 + "a", "." + ")" * 50_000 + "b", "." + ")" * 50_000),
}


@pytest.mark.parametrize("name", SLOW)
@pytest.mark.parametrize("is_line", [False, True])
def test_no_text_takes_long(name, is_line):
    began = time.monotonic()
    merge(*SLOW[name], is_line=is_line)
    assert time.monotonic() - began < 3


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


def words_of(text: str, *, is_line: bool = False) -> list[str]:
    return [piece.words for piece in pieces(text, is_line=is_line) if piece.words]


@given(st.one_of(TEXTS, ANY, st.text(max_size=40)), st.booleans())
def test_pieces_joined_are_the_text(text, is_line):
    assert "".join(piece.whole for piece in pieces(text, is_line=is_line)) == text


@given(st.one_of(TEXTS, ANY), st.one_of(TEXTS, ANY))
def test_merging_with_an_unchanged_side_gives_the_other(base, other):
    assert merge(base, other, base).text == other
    assert merge(base, base, other).text == other
    assert merge(base, other, other).text == other


MIXED = st.one_of(TEXTS, ANY)
TITLES = st.one_of(
    st.lists(st.sampled_from(["Un", "Deux", "Trois.", "四。", "/ Cinq", "et/ou"]), max_size=5).map(" / ".join),
    st.text(alphabet=st.sampled_from("ab .!?/。"), max_size=20),
)


def added(side: str, base: str, *, is_line: bool) -> Counter[str]:
    return Counter(words_of(side, is_line=is_line)) - Counter(words_of(base, is_line=is_line))


@given(st.one_of(st.tuples(st.just(False), MIXED, MIXED, MIXED), st.tuples(st.just(True), TITLES, TITLES, TITLES)))
def test_no_sentence_added_by_either_is_missing(case):
    """Each stands in the result as a sentence of its own, as often as whoever wrote it more often did."""
    is_line, base, mine, theirs = case
    result = Counter(words_of(merge(base, mine, theirs, is_line=is_line).text, is_line=is_line))
    for side in (mine, theirs):
        assert added(side, base, is_line=is_line) - result == Counter()


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
