"""One area on one database, in a process of its own: `python -m benchmarks.proofs.child AREA DATABASE`, with a site's environment."""

import importlib
import shutil
import sys
import tempfile
import time
import traceback
from pathlib import Path

from benchmarks.proofs import ledger
from benchmarks.site.facts import commit, today


def main(area: str, database: str) -> None:
    import django

    django.setup()
    proof = importlib.import_module(f"benchmarks.proofs.{area.replace('-', '_')}")
    every = proof.cases()
    cases = ledger.left(area, database, every)
    print(f"{area} on {database}: {len(every) - len(cases)} of {len(every)} cases have passed before", flush=True)
    if not cases:
        return
    folder, measured = Path(tempfile.mkdtemp(prefix="essaim-prove-")), commit()
    try:
        with proof.ready(folder) as run:
            for number, case in enumerate(cases, 1):
                began = time.monotonic()
                is_passed, facts = tried(run, case)
                seconds = round(time.monotonic() - began, 2)
                ledger.note(area, ledger.Result(case, database, is_passed, seconds, measured, today(), facts))
                print(f"[{number}/{len(cases)}] {database}: {case}: {'passed' if is_passed else 'FAILED'} ({seconds:.1f} s)", flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def tried(run, case: str) -> tuple[bool, dict]:  # type: ignore[no-untyped-def, type-arg]  # noqa: ANN001 a proof's own
    """A failed case is a result like another; the rest go on."""
    try:
        return True, run(case)
    except Exception:  # noqa: BLE001 whatever a case raises is what is wrong with it
        return False, {"wrong": traceback.format_exc()[-2000:]}


if __name__ == "__main__":
    main(*sys.argv[1:])
