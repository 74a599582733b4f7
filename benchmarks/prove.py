"""`make prove`: every long proof; `make prove AREA=kills` one. Stop it when you like: it goes on where it was.

Results are kept case by case in var/prove/AREA.jsonl and told, with date and versions, in docs/proofs/AREA.md. FRESH=1 begins again.
On SQLite, and on PostgreSQL where it is installed.
"""

import importlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.proofs import ledger
from benchmarks.proofs.ledger import Result
from benchmarks.site import facts
from benchmarks.site.servers import free_port

ROOT = Path(__file__).resolve().parents[1]
AREAS = ("kills", "round-trips", "writing", "timetables")
DATABASES = ("SQLite", "PostgreSQL")
NO_DATABASE = "no database"
WITHOUT_DATABASE = {"timetables"}
DOCS = ROOT / "docs" / "proofs"
NOT_INSTALLED = 3


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is stopped
    asked = sys.argv[1:]
    unknown = [area for area in asked if area not in AREAS]
    if unknown:
        sys.exit(f"AREA={unknown[0]!r} is no area of `make prove`. There are: {', '.join(AREAS)}.")
    failed = [area for area in asked or AREAS if not proven(area)]
    if failed:
        sys.exit(f"Not proven: {', '.join(failed)}. The failed cases are in docs/proofs and are run again next time.")


def proven(area: str) -> bool:
    """Run what is left, write what came of it."""
    if os.environ.get("FRESH") == "1":
        ledger.file_of(area).unlink(missing_ok=True)
    for database in databases_of(area):
        with address_of(database) as url:
            if url is not None:
                run(area, database, url)
    results = ledger.results_of(area)
    DOCS.mkdir(parents=True, exist_ok=True)
    (DOCS / f"{area}.md").write_text(document(area, results))
    return bool(results) and all(result.is_passed for result in results)


def databases_of(area: str) -> tuple[str, ...]:
    return (NO_DATABASE,) if area in WITHOUT_DATABASE else DATABASES


@contextmanager
def address_of(database: str) -> Iterator[str | None]:
    """What DATABASE_URL is to be ("" for the embedded one); None when its server is not installed."""
    if database in {"SQLite", NO_DATABASE}:
        yield ""
        return
    with tempfile.TemporaryDirectory(prefix="essaim-prove-") as folder:
        Path(folder).chmod(0o755)
        cluster = str(Path(folder) / "postgres")
        started = subprocess.run(
            [str(ROOT / "tools" / "postgres"), "start", cluster, str(free_port())], capture_output=True, text=True, check=False
        )
        if started.returncode == NOT_INSTALLED:
            print("PostgreSQL's server is not installed: proven on SQLite alone (apt install postgresql).")
            yield None
            return
        if started.returncode:
            sys.exit(f"PostgreSQL did not start: {started.stderr}")
        try:
            yield started.stdout.strip()
        finally:
            subprocess.run([str(ROOT / "tools" / "postgres"), "stop", cluster], check=False)


def run(area: str, database: str, url: str) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ESSAIM_", "DATABASE_"))}
    with tempfile.TemporaryDirectory(prefix="essaim-prove-") as data:
        own = {"ESSAIM_DATA": data, "ESSAIM_LOG_LEVEL": "ERROR", "DJANGO_SETTINGS_MODULE": "essaim.config.settings"}
        environment = kept | own | ({"DATABASE_URL": url} if url else {})
        ended = subprocess.run([sys.executable, "-m", "benchmarks.proofs.child", area, database], cwd=ROOT, env=environment, check=False)
    if ended.returncode:
        sys.exit(f"{area} on {database} ended before its last case (see above). Start it again: it goes on where it was.")


def document(area: str, results: list[Result]) -> str:
    words = words_of(area)
    dates = sorted({result.date for result in results}) or ["never"]
    commits = ", ".join(dict.fromkeys(result.commit for result in results))
    parts = [
        f"# Proof: {area}",
        (
            f"Run {dates[0]}{f' to {dates[-1]}' if len(dates) > 1 else ''} by `make prove AREA={area}` at essaim {commits}.\n"
            f"Written with {facts.listed(facts.versions())}. Machine: {facts.processor()}."
        ),
        words.WORDS,
    ]
    for database in databases_of(area):
        if mine := ledger.of_database(results, database):
            parts += ["## Results" if database == NO_DATABASE else f"## On {database}", summary(mine), words.told(mine)]
    failures = [result for result in results if not result.is_passed]
    if failures:
        parts += ["## Failed", *(f"{one.case} on {one.database}:\n\n```\n{one.facts['wrong'].rstrip()}\n```" for one in failures)]
    return "\n\n".join(parts) + "\n"


def words_of(area: str):  # type: ignore[no-untyped-def]  # noqa: ANN201 a module
    """The area's module; it needs Django's settings to be imported at all."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "essaim.config.settings")
    import django

    django.setup()
    return importlib.import_module(f"benchmarks.proofs.{area.replace('-', '_')}")


def summary(results: list[Result]) -> str:
    passed = sum(result.is_passed for result in results)
    return f"**{passed} of {len(results)} cases passed** in {sum(result.seconds for result in results) / 60:.0f} minutes."


if __name__ == "__main__":
    main()
