"""The comparison and its pages on an edition of n proposals, in a process of its own: `python -m benchmarks.overlap.pages 2000`."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from typing import Any

ROUNDS = 20
LIMIT_MS = 300
PAGES = (
    ("overlaps", "overlaps/"),
    ("overlaps, with the fainter", "overlaps/?faint=1"),
    ("overlaps, the last page of them", "overlaps/?faint=1&page=9999"),
    ("overlaps of one path", "overlaps/A/"),
    ("two side by side", "compare/{one}/{other}/"),
    ("merging two", "merge/?p={one}&p={other}"),
    ("one proposal, with its nearest", "p/{one}/"),
)


def lines(n: int) -> Iterator[str]:
    """The report's part on the pages."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"ESSAIM_DATA": folder, "DJANGO_SETTINGS_MODULE": "essaim.config.settings", "ESSAIM_SECOND_FACTOR": "0"}
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.overlap.pages", str(n)], env=environment, capture_output=True, text=True, check=False
        )
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    facts = json.loads(done.stdout.splitlines()[-1])
    yield (
        f"An edition of {n:,} proposals made by `benchmarks/call/proposals.py` (sentences of 18 words thrown together, so that far more pairs "
        f"are near than in life): {facts['compared']:,} on the board, read in {facts['read']:.1f} s, compared in {facts['reckoned']:.1f} s, "
        f"{facts['pairs']:,} pairs written in {facts['written']:.1f} s; written again after no change in {facts['again']:.1f} s. "
        f"Then each page, logged in as the team, median and slowest of {ROUNDS} by the clock, and the processor's own time; "
        f"limit {LIMIT_MS} ms. {os.getloadavg()[1]:.0f} programs wanted one of {os.cpu_count()} processors meanwhile.\n"
    )
    yield "| Page | Median | Slowest | Processor | Statements |\n|---|---|---|---|---|"
    for row in facts["pages"]:
        yield f"| {row['page']} | {row['median']:.0f} ms | {row['slowest']:.0f} ms | {row['processor']:.0f} ms | {row['statements']} |"


def measure(n: int) -> dict[str, Any]:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    from benchmarks.call.proposals import write_edition
    from essaim.call.models import Likeness, Proposal

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    edition, team = write_edition(n)
    facts: dict[str, Any] = compare(edition)
    client = Client()
    client.force_login(team, backend="django.contrib.auth.backends.ModelBackend")
    open_ones = Proposal.objects.filter(kind__nature="collective", state__in=("received", "discussed", "kept"))
    row = Likeness.objects.filter(one__in=open_ones, other__in=open_ones).select_related("one", "other").order_by("-score").first()
    numbers = {"one": row.one.number, "other": row.other.number} if row else {"one": 1, "other": 2}
    facts["pages"] = [asked(client, name, f"/fr/team/{edition.slug}/call/{address.format(**numbers)}") for name, address in PAGES]
    return facts


def compare(edition: Any) -> dict[str, Any]:
    from django.utils import timezone

    from essaim.call.actions.likeness import renewal_of, store_likenesses
    from essaim.call.overlap import NEAREST, Corpus
    from essaim.call.queries.overlap import offers_of
    from essaim.call.tasks import KEPT_FROM

    began = time.perf_counter()
    offers = offers_of(edition)
    read = time.perf_counter()
    found = [one for _key, nearest in Corpus(offers).nearest(NEAREST, least=KEPT_FROM) for one in nearest]
    reckoned = time.perf_counter()
    pairs = store_likenesses(renewal=renewal_of(edition, found), n_proposals=len(offers), at=timezone.now())
    written = time.perf_counter()
    store_likenesses(renewal=renewal_of(edition, found), n_proposals=len(offers), at=timezone.now())
    return {
        "compared": len(offers),
        "read": read - began,
        "reckoned": reckoned - read,
        "written": written - reckoned,
        "again": time.perf_counter() - written,
        "pairs": pairs,
    }


def asked(client: Any, name: str, address: str) -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    first = client.get(address)
    if first.status_code != 200:
        sys.exit(f"{address} answered {first.status_code}")
    with CaptureQueriesContext(connection) as said:
        client.get(address)
        statements = len(said)
    took, worked = [], []
    for _ in range(ROUNDS):
        began, at_work = time.perf_counter(), time.process_time()
        client.get(address)
        took.append(1000 * (time.perf_counter() - began))
        worked.append(1000 * (time.process_time() - at_work))
    return {
        "page": name,
        "median": statistics.median(took),
        "slowest": max(took),
        "processor": statistics.median(worked),
        "statements": statements,
    }


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]))))
