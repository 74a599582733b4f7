"""Terms of the goals in three languages, read out of their 438 parallel statements: `python -m benchmarks.overlap.goal_terms > TABLE`.

Which word of one language stands for which of another is estimated by IBM's model 1 in both directions, English in the middle. A row is
kept when both directions agree. What came out wrong, and words that say nothing alone, are struck by the lists in goal_terms_struck.txt,
which were read through by hand.

Source: P. F. Brown et al., The Mathematics of Statistical Machine Translation, Computational Linguistics 19(2), 1993, section 4.1.
"""

import csv
import math
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from essaim.call.overlap.words import words_of

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "src/essaim/registry/data/sdg.csv"
STRUCK = Path(__file__).with_name("goal_terms_struck.txt")
ROUNDS, LEAST_SHARE, LEAST_DICE, LEAST_TIMES, LEAST_LETTERS = 8, 0.1, 0.6, 2, 4
OWN_GOAL_SHARE = 0.4
"""A goal has the term for its own when so much of the term's use is in it."""
Sets = list[set[str]]
Pairs = dict[tuple[str, str], float]


class Statements:
    def __init__(self) -> None:
        rows = [row for row in csv.DictReader(TABLE.read_text().splitlines()) if row["kind"] in ("goal", "target", "indicator")]
        self.goals = [row["code"].partition(".")[0] for row in rows]
        self.shown: dict[str, dict[str, Counter[str]]] = {code: defaultdict(Counter) for code in ("fr", "en", "es")}
        self.stems: dict[str, Sets] = {code: [set(self.read(row, code)) for row in rows] for code in self.shown}
        self.uses = {code: Counter(stem for one in sets for stem in one) for code, sets in self.stems.items()}

    def read(self, row: dict[str, str], code: str) -> Iterator[str]:
        text = unicodedata.normalize("NFC", f"{row[f'name_{code}']} {row[f'statement_{code}']}")
        for word in words_of(text, code):
            if len(word.shown) >= LEAST_LETTERS:
                self.shown[code][word.stem][word.shown.lower()] += 1
                yield word.stem

    def usual(self, code: str, stem: str) -> str:
        return self.shown[code][stem].most_common(1)[0][0]


def translations(source: Sets, target: Sets) -> Pairs:
    """P(target word | source word)."""
    shares: Pairs = defaultdict(lambda: 1.0)
    for _ in range(ROUNDS):
        counts: Pairs = defaultdict(float)
        totals: dict[str, float] = defaultdict(float)
        for here, there in zip(source, target, strict=True):
            for word in there:
                whole = sum(shares[word, one] for one in here) + 1e-9
                for one in here:
                    counts[word, one] += shares[word, one] / whole
                    totals[one] += shares[word, one] / whole
        shares = defaultdict(lambda: 1e-6, {pair: count / totals[pair[1]] for pair, count in counts.items()})
    return shares


def agreed(statements: Statements, code: str) -> dict[str, str]:
    """English stem → the stem of `code` that both directions choose, the surest first, each once."""
    english, other = statements.stems["en"], statements.stems[code]
    there, back = translations(english, other), translations(other, english)
    together = Counter((one, word) for here, over in zip(english, other, strict=True) for one in here for word in over)
    sure = []
    for (one, word), times in together.items():
        dice = 2 * times / (statements.uses["en"][one] + statements.uses[code][word])
        share = math.sqrt(there[word, one] * back[one, word])
        if times >= LEAST_TIMES and dice >= LEAST_DICE and share > LEAST_SHARE:
            sure.append((-share, one, word))
    found: dict[str, str] = {}
    for _, one, word in sorted(sure):
        if one not in found and word not in found.values():
            found[one] = word
    return found


def rows(statements: Statements) -> Iterator[dict[str, str]]:
    french, spanish = agreed(statements, "fr"), agreed(statements, "es")
    struck = {word for line in STRUCK.read_text().splitlines() if not line.startswith("#") for word in line.split()}
    for stem in sorted(french.keys() & spanish.keys(), key=lambda one: (-statements.uses["en"][one], one)):
        english = statements.usual("en", stem)
        if english not in struck:
            where = Counter(goal for goal, stems in zip(statements.goals, statements.stems["en"], strict=True) if stem in stems)
            own = [goal for goal, times in where.most_common() if times >= LEAST_TIMES and times / where.total() >= OWN_GOAL_SHARE]
            yield {
                "fr": statements.usual("fr", french[stem]),
                "en": english,
                "es": statements.usual("es", spanish[stem]),
                "goals": " ".join(own),
            }


def main() -> None:
    out = csv.DictWriter(sys.stdout, ["fr", "en", "es", "goals"], lineterminator="\n")
    out.writeheader()
    out.writerows(rows(Statements()))


if __name__ == "__main__":
    main()
