"""Which words stand in which documents, and how much they weigh there."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from essaim.kit.batches import batches
from essaim.search.kinds import Content
from essaim.search.models import Document, Gram, Posting, Shelf, Word
from essaim.search.packing import BLOCK, pack, pack_numbers, unpack, unpack_numbers
from essaim.search.words import grams, stem, words_in

BATCH = 500
ROWS = 2000
TITLE, PERSON, ORGANISATION, TEXT = 24, 12, 8, 1
TEXT_MOST = 4
"""A word counts in the text up to so many times."""


@dataclass(slots=True)
class Edit:
    """What changes in one block of one word."""

    taken: set[int] = field(default_factory=set)
    put: dict[int, tuple[int, int]] = field(default_factory=dict)


Edits = defaultdict[int, defaultdict[int, Edit]]
"""Word → block → what changes there."""


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


def write_postings(documents: Sequence[Document], contents: Mapping[str, Content]) -> None:
    """Put the words of these documents (by key; none for one that goes) in place of what was there. Needs the index locked."""
    edits: Edits = defaultdict(lambda: defaultdict(Edit))
    weighed = {document.pk: weights(contents[document.key]) for document in documents if document.key in contents}
    ids = word_ids(set().union(*weighed.values()))
    shelves = shelf_ids(documents)
    former: set[int] = set()
    for document in documents:
        block = document.pk // BLOCK
        for word in unpack_numbers(bytes(document.words)):
            edits[word][block].taken.add(document.pk)
            former.add(word)
        shelf = shelves[document.kind, document.scope]
        for stemmed, weight in weighed.get(document.pk, {}).items():
            edits[ids[stemmed]][block].put[document.pk] = (weight, shelf)
        document.words = pack_numbers(ids[stemmed] for stemmed in weighed.get(document.pk, ()))
    Document.objects.bulk_update(documents, ["words"], batch_size=BATCH)
    write_edits(edits)
    remove_orphans(former - set(ids.values()))


def write_edits(edits: Edits) -> None:
    """Two statements for every five hundred words, and one where something goes."""
    for some in batches(sorted(edits), BATCH):
        blocks = {block for word in some for block in edits[word]}
        stored = {(row.word_id, row.block): row for row in Posting.objects.filter(word_id__in=some, block__in=blocks)}
        rows, gone = [], []
        for (word, block), edit in flat(some, edits):
            row = stored.get((word, block))
            kept = edited(bytes(row.entries) if row else b"", edit)
            if kept:
                rows.append(Posting(word_id=word, block=block, entries=pack(kept)))
            elif row:
                gone.append(row.pk)
        Posting.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["word", "block"], update_fields=["entries"], batch_size=ROWS
        )
        if gone:
            Posting.objects.filter(pk__in=gone).delete()


def flat(words: Sequence[int], edits: Edits) -> Iterator[tuple[tuple[int, int], Edit]]:
    for word in words:
        for block, edit in edits[word].items():
            yield (word, block), edit


def edited(data: bytes, edit: Edit) -> dict[int, tuple[int, int]]:
    return {document: entry for document, entry in unpack(data).as_dict().items() if document not in edit.taken} | edit.put


def shelf_ids(documents: Sequence[Document]) -> dict[tuple[str, str], int]:
    """(kind, scope) → number, made when new."""
    wanted = sorted({(document.kind, document.scope) for document in documents})
    return {(kind, scope): Shelf.objects.get_or_create(kind=kind, scope=scope)[0].pk for kind, scope in wanted}


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
        kept = set(Posting.objects.filter(word_id__in=some).values_list("word_id", flat=True))
        gone = [pk for pk in some if pk not in kept]
        Gram.objects.filter(word_id__in=gone).delete()
        Word.objects.filter(pk__in=gone).delete()
