"""Runs in a process of its own, on a database of its own: python -m benchmarks.search.measure N → one JSON line."""

import json
import os
import sqlite3
import sys
from collections.abc import Callable
from functools import partial
from statistics import median
from time import perf_counter, process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from essaim.search.kinds import Content

TIMES = 9


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "essaim.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from benchmarks.search.documents import Maker
    from essaim.search import actions, kinds, queries
    from essaim.search.models import Document, Posting, Word

    n_documents = int(sys.argv[1])
    contents = list(Maker().contents(n_documents))
    for kind in kinds.registered():
        kinds.forget(kind.name)
    kinds.register(
        kinds.Kind(name="session", label="", label_one="", place=1, contents=lambda _keys: iter(contents), touched=lambda _changes: set())
    )
    started = perf_counter()
    actions.rebuild()
    built_s = perf_counter() - started
    peer = full_text(contents)
    name = contents[77].people[0]
    asked = {
        "one word of 60 % of the documents": "economie",
        "three common words": "economie sociale solidaire",
        "a name": name,
        "a name with a slip": name[:-2] + "x" + name[-1],
        "a beginning": "terri",
        "nothing": "zzzzzzzzz",
    }
    rows = []
    for label, question in asked.items():
        ours = milliseconds(partial(queries.answer, question, reader="fr"))
        theirs = milliseconds(partial(peer, question))
        rows.append([label, queries.answer(question, reader="fr").total, ours, peer(question), theirs])
    facts = {"documents": Document.objects.count(), "words": Word.objects.count(), "blocks": Posting.objects.count(), "built_s": built_s}
    print(json.dumps({**facts, "rows": rows}))


def milliseconds(ask: Callable[[], object]) -> float:
    taken = []
    for _ in range(TIMES):
        started = process_time()
        ask()
        taken.append((process_time() - started) * 1000)
    return median(taken)


def full_text(contents: list["Content"]) -> Callable[[str], int]:
    """SQLite's own FTS5 over the same texts: count, and the best twenty by bm25. It knows no slips, plurals or counts by kind."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE found USING fts5(title, people, body, tokenize='unicode61 remove_diacritics 2')")
    rows = ((each.title["fr"], " ".join(each.people), each.texts["fr"]) for each in contents)
    database.executemany("INSERT INTO found VALUES (?, ?, ?)", rows)

    def ask(question: str) -> int:
        match = " ".join(f'"{word}"*' for word in question.split())
        database.execute(
            "SELECT rowid, title, snippet(found, 2, '<', '>', '…', 20) FROM found WHERE found MATCH ? ORDER BY bm25(found, 24, 12, 1) LIMIT 20",
            [match],
        ).fetchall()
        return int(database.execute("SELECT count(*) FROM found WHERE found MATCH ?", [match]).fetchone()[0])

    return ask


if __name__ == "__main__":
    main()
