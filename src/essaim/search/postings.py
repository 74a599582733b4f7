"""Which words stand in which documents, and how much they weigh there."""

from collections import Counter
from collections.abc import Collection, Mapping

from essaim.kit.batches import batches
from essaim.search.kinds import Content
from essaim.search.models import Gram, Posting, Word
from essaim.search.words import grams, stem, words_in

BATCH = 500
ROWS = 5000
TITLE, PERSON, ORGANISATION, TEXT = 24, 12, 8, 1
TEXT_MOST = 4
"""A word counts in the text up to so many times."""


def weights(content: Content) -> Counter[str]:
    """Stem → weight: the title before people, people before organisations, those before the text."""
    found: Counter[str] = Counter()
    for weight, texts in (
        (TITLE, content.title.values()),
        (PERSON, content.people),
        (ORGANISATION, content.organisations),
        (TEXT, content.context.values()),
    ):
        for word in {stem(word) for text in texts for word in words_in(text)}:
            found[word] += weight
    for text in content.texts.values():
        for word, count in Counter(stem(word) for word in words_in(text)).items():
            found[word] += TEXT * min(count, TEXT_MOST)
    return found


def write_postings(contents: Mapping[int, Content | None]) -> None:
    """Put the words of these documents (None: it has none any more) in place of what was there."""
    former = former_words(contents)
    Posting.objects.filter(document_id__in=list(contents)).delete()
    weighed = {pk: weights(content) for pk, content in contents.items() if content}
    ids = word_ids(set().union(*weighed.values()))
    rows = [Posting(document_id=pk, word_id=ids[word], weight=weight) for pk, found in weighed.items() for word, weight in found.items()]
    Posting.objects.bulk_create(rows, batch_size=ROWS)
    remove_orphans(former - set(ids.values()))


def former_words(documents: Collection[int]) -> set[int]:
    return set(Posting.objects.filter(document_id__in=list(documents)).values_list("word_id", flat=True).distinct())


def word_ids(words: Collection[str]) -> dict[str, int]:
    """Ids of the words, made when new. Sorted, so that ids are the same wherever the same documents came in the same order."""
    ids = known_ids(words)
    new = sorted(word for word in words if word not in ids)
    if new:
        Word.objects.bulk_create([Word(text=word, length=len(word)) for word in new], batch_size=ROWS)
        made = known_ids(new)
        Gram.objects.bulk_create(
            [Gram(gram=gram, word_id=pk) for word, pk in made.items() for gram in sorted(grams(word))], batch_size=ROWS
        )
        ids |= made
    return ids


def known_ids(words: Collection[str]) -> dict[str, int]:
    return {text: pk for some in batches(words, BATCH) for text, pk in Word.objects.filter(text__in=some).values_list("text", "pk")}


def remove_orphans(words: Collection[int]) -> None:
    """A word that stands nowhere any more must not be suggested: it may have been somebody's secret."""
    for some in batches(words, BATCH):
        kept = set(Posting.objects.filter(word_id__in=some).values_list("word_id", flat=True).distinct())
        gone = [pk for pk in some if pk not in kept]
        Gram.objects.filter(word_id__in=gone).delete()
        Word.objects.filter(pk__in=gone).delete()
