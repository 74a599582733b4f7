"""The site's search against SQLite's FTS5 with the same documents."""

import json
import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

FULL, SAMPLE = 50_000, 3_000
ROOT = Path(__file__).resolve().parents[2]
AIM_MS = 50


def run(*, full: bool) -> str:
    n_documents = FULL if full else SAMPLE
    print(f"search: {n_documents} documents are made and indexed", file=sys.stderr)
    with tempfile.TemporaryDirectory(prefix="essaim-search-") as folder:
        environment = os.environ | {"ESSAIM_DATA": folder, "DATABASE_URL": f"sqlite://{folder}/bench.sqlite3"}
        command = [sys.executable, "-m", "benchmarks.search.measure", str(n_documents)]
        done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return document(json.loads(done.stdout.splitlines()[-1]))


def document(measured: dict[str, object]) -> str:
    said = (
        f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}. "
        f"{measured['documents']} made-up documents, {measured['words']} stems in {measured['blocks']} blocks, "
        f"indexed in {measured['built_s']:.0f} s. CPU time of one answer with its twenty best, marked, and its counts by kind and edition; "
        f"the aim is under {AIM_MS} ms. Beside it FTS5 in memory: count and twenty best, without slips, plurals and counts."
    )
    lines = [
        "# Search",
        "",
        said,
        "",
        "| Question | Found | Essaim ms | FTS5 found | FTS5 ms | Essaim / FTS5 |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    rows = measured["rows"] if isinstance(measured["rows"], list) else []
    for label, found, ours, theirs_found, theirs in rows:
        lines.append(f"| {label} | {found} | {ours:.1f} | {theirs_found} | {theirs:.1f} | {ours / max(theirs, 0.01):.1f} |")
    return "\n".join([*lines, ""])
