"""How well overlaps are found on the labelled set, and how quickly among 2,000: `make bench AREA=overlap`, with WRITE=1 into docs."""

import platform
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version

from benchmarks.overlap.labelled import MAIN, Pair, read_pairs
from benchmarks.overlap.made_up import made_up
from benchmarks.overlap.measure import Found, Scorer, best_threshold, found, ours, plain_words, token_sets, wilson
from benchmarks.overlap.pages import lines
from essaim.call.overlap import NEAREST, THRESHOLD, Corpus

N_FULL, N_SAMPLE = 2000, 400
SCORERS: tuple[tuple[str, Scorer, float | None], ...] = (
    ("Essaim", ours(), THRESHOLD),
    ("Essaim without the words of the field", ours(("glossary", "goal_terms")), THRESHOLD),
    ("Essaim without any vocabulary", ours(()), THRESHOLD),
    ("TF-IDF of stems, cosine", plain_words, None),
    ("rapidfuzz token_set_ratio", token_sets, None),
)


def run(*, full: bool) -> str:
    dev, held_out = read_pairs("dev"), read_pairs("held_out")
    parts = [
        "# Overlaps: precision, recall, speed\n",
        measured(),
        ABOUT,
        "## Against other ways\n",
        *against(dev, held_out),
        "\nThresholds of the others are those with the best F1 on dev. Brackets: 95 % intervals (Wilson); n counts pairs.\n",
        "## By languages\n",
        *by_languages(dev, held_out),
        "\n## What is wrong on the held-out part\n",
        *mistakes(held_out),
        "\n## Speed\n",
        *speed(N_FULL if full else N_SAMPLE),
        "\n## The pages\n",
        *lines(N_FULL if full else N_SAMPLE),
    ]
    return "\n".join(parts) + "\n"


def measured() -> str:
    versions = ", ".join(f"{name} {version(name)}" for name in ("numpy", "snowballstemmer", "rapidfuzz"))
    return f"Measured on {datetime.now(UTC):%Y-%m-%d} by `make bench AREA=overlap`: Python {platform.python_version()}, {versions}.\n"


ABOUT = """
The labelled set (`tests/data/overlap/pairs.yaml`) holds pairs of short fictional proposals with the reason for each label; a pair overlaps
when a path team would look at the two for a merger. Half of the distinct pairs are hard on purpose: the same words for another subject,
the same organisation or place with another subject. Weights, threshold and word lists were chosen with the dev part alone
(`python -m benchmarks.overlap.fit`). A first held-out part (51 pairs) gave precision 0.67 and recall 0.58; we then looked at it, widened the
word lists, and made it dev. The held-out part measured here was written afterwards. After its first measure (24/29 = 0.83 and 24/26 = 0.92) one
thing was changed: the weights set for organisations, partners, place and goals were lowered until they can no longer reach the threshold
alone, as had been said of them; and a fault seen on the demo edition was mended (a French stemmer takes "habitant" for "habitat"). Labels, texts and word lists have one author, who wrote the lists first: expect less across languages on
subjects nobody thought of. In an edition nearly all pairs are distinct, so a list of pairs holds more false ones than these figures say;
the nearest stand on top. Short texts are the hardest case; an edition's proposals say more.
"""


def against(dev: Sequence[Pair], held_out: Sequence[Pair]) -> Iterator[str]:
    yield "| | threshold | part | n | precision | recall | F1 |\n|---|---|---|---|---|---|---|"
    for name, scorer, fixed in SCORERS:
        scores = scorer(dev)
        threshold = fixed if fixed is not None else best_threshold(dev, scores)
        yield scored(f"{name} | {threshold:.2f} | dev", found(dev, scores, threshold))
        yield scored(f"{name} | {threshold:.2f} | held out", found(held_out, scorer(held_out), threshold))


def by_languages(dev: Sequence[Pair], held_out: Sequence[Pair]) -> Iterator[str]:
    yield "| languages | part | n | precision | recall | F1 |\n|---|---|---|---|---|---|"
    for languages in (*MAIN, "other"):
        for name, pairs in (("dev", dev), ("held out", held_out)):
            scores = dict(zip((pair.name for pair in pairs), ours()(pairs), strict=True))
            these = [pair for pair in pairs if pair.languages == languages]
            yield scored(f"{languages} | {name}", found(these, [scores[pair.name] for pair in these], THRESHOLD))


def scored(start: str, counts: Found) -> str:
    return (
        f"| {start} | {counts.n} | {share(counts.right, counts.right + counts.wrong)} | "
        f"{share(counts.right, counts.right + counts.missed)} | {counts.f1:.2f} |"
    )


def share(hits: int, n: int) -> str:
    low, high = wilson(hits, n)
    return f"{hits}/{n} = {hits / n:.2f} [{low:.2f}, {high:.2f}]" if n else "none called"


def mistakes(pairs: Sequence[Pair]) -> Iterator[str]:
    for pair, score in zip(pairs, ours()(pairs), strict=True):
        if (score >= THRESHOLD) != pair.is_overlap:
            title = " / ".join(offer.texts[0].title for offer in (pair.one, pair.other))
            yield f"- {pair.name}, {'missed' if pair.is_overlap else 'called wrongly'} at {score:.2f}: {title}"


def speed(n: int) -> Iterator[str]:
    offers = made_up(n)
    began = time.perf_counter()
    corpus = Corpus(offers)
    built = time.perf_counter()
    found_pairs = sum(len(nearest) for _, nearest in corpus.nearest(NEAREST, least=THRESHOLD))
    compared = time.perf_counter()
    corpus.nearest_to(offers[0], NEAREST)
    once = time.perf_counter()
    yield (
        f"{n} made-up proposals of about 120 words in three languages: read and counted in {built - began:.1f} s, the nearest {NEAREST} of "
        f"each with reasons in {compared - built:.1f} s ({found_pairs} over the threshold), those of one more in "
        f"{(once - compared) * 1000:.0f} ms. One thread of a shared machine."
    )
