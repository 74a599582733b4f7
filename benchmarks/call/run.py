"""Board, overlap and balance pages of 2,000 proposals against their limit: `make bench AREA=call`, with WRITE=1 into docs.

In one process, logged in, through every layer of Django, over the database in DATABASE_URL (a SQLite file of its own when there is none).
"""

import json
import os
import platform
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version

LIMIT_MS, ROUNDS = 300, 20
N_FULL, N_SAMPLE = 2000, 300
PAGES: tuple[tuple[str, str, str], ...] = (
    ("board, all paths", "team", "board/"),
    ("board, one path", "lead", "board/A/"),
    ("board, by word", "team", "board/?q=monnaie"),
    ("board, by country", "team", "board/?country=SN"),
    ("board, with an alert", "team", "board/?alert=any"),
    ("board, not marked by me", "team", "board/?marked=no"),
    ("one lane, page 1", "team", "board/lane/received/"),
    ("one lane, last page", "team", "board/lane/received/?page=9999"),
    ("one proposal", "team", "p/7/"),
    ("path team's first page", "team", ""),
    ("overlaps", "team", "overlaps/"),
    ("overlaps, one path", "lead", "overlaps/A/"),
    ("balance, proposals", "team", "balance/?draft=proposals"),
    ("balance, draft programme", "team", "balance/?draft=programme"),
    ("balance, swaps", "team", "balance/swaps/?draft=proposals"),
)


def run(*, full: bool) -> str:
    """Measured in a process of its own, because Django is set up once a process."""
    n = N_FULL if full else N_SAMPLE
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"ESSAIM_DATA": folder, "DJANGO_SETTINGS_MODULE": "essaim.config.settings", "ESSAIM_SECOND_FACTOR": "0"}
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.call.run", str(n)], env=environment, capture_output=True, text=True, check=False
        )
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    return table(n, json.loads(done.stdout.splitlines()[-1]))


def table(n: int, rows: list[dict[str, object]]) -> str:
    versions = f"Python {platform.python_version()}, Django {version('django')}, SQLite {sqlite3.sqlite_version}"
    lines = [
        f"# Pages of {n:,} proposals\n",
        f"Measured on {datetime.now(UTC):%Y-%m-%d} by `make bench AREA=call`: {versions}, {os.cpu_count()} cores shared with other work.",
        f"Median and slowest of {ROUNDS} requests, logged in; limit {LIMIT_MS} ms. Processor: what the page itself costs, whatever else runs.\n",
        "| Page | Median | Slowest | Of the limit | Processor, median | Statements | Size |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {row['page']} | {row['median']:.0f} ms | {row['slowest']:.0f} ms | {row['median'] / LIMIT_MS:.0%} | {row['worked']:.0f} ms | {row['statements']} | {row['kb']:.0f} kB |"
        if row.get("median")
        else f"| {row['page']} | – | – | – | – | – | {row['status']} |"
        for row in rows
    ]
    return "\n".join(lines) + "\n"


def measure(n: int) -> list[dict[str, object]]:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    from benchmarks.call.proposals import write_edition
    from benchmarks.call.talk import write_talk
    from essaim.kit.serving import settle

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    edition, team = write_edition(n)
    lead = write_talk(edition, team)
    clients = {"team": Client(), "lead": Client()}
    clients["team"].force_login(team, backend="django.contrib.auth.backends.ModelBackend")
    clients["lead"].force_login(lead, backend="django.contrib.auth.backends.ModelBackend")
    settle()  # as the server does once it has started
    base = f"/fr/team/{edition.slug}/call/"
    return [page(name, clients[who], base + address) for name, who, address in PAGES]


def page(name: str, client: object, address: str) -> dict[str, object]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    get: Callable[[str], object] = client.get  # type: ignore[attr-defined]
    first = get(address)
    if first.status_code != 200:  # type: ignore[attr-defined]
        return {"page": name, "status": f"answered {first.status_code}"}  # type: ignore[attr-defined]
    with CaptureQueriesContext(connection) as said:
        get(address)
    statements = len(said)
    took, worked = [], []
    for _ in range(ROUNDS):
        began, busy = time.perf_counter(), time.process_time()
        get(address)
        took.append(1000 * (time.perf_counter() - began))
        worked.append(1000 * (time.process_time() - busy))
    size = len(first.content) / 1000  # type: ignore[attr-defined]
    return {
        "page": name,
        "median": statistics.median(took),
        "slowest": max(took),
        "worked": statistics.median(worked),
        "statements": statements,
        "kb": size,
    }


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]))))
