"""`make bench`: every area's sample, at most ten minutes in all; `make bench AREA=site` one area in full.

Figures of this machine's noisy clock: read the ratios. With WRITE=1 the tables go to docs/benchmarks/AREA.md with date and versions.
"""

import importlib
import os
import sys
from pathlib import Path

AREAS = ("site", "search", "overlap", "call", "scheduling")
DOCS = Path(__file__).resolve().parents[1] / "docs" / "benchmarks"


def main() -> None:
    asked = sys.argv[1:]
    unknown = [area for area in asked if area not in AREAS]
    if unknown:
        sys.exit(f"AREA={unknown[0]!r} is no area of `make bench`. There are: {', '.join(AREAS)}.")
    for area in asked or AREAS:
        table = importlib.import_module(f"benchmarks.{area}.run").run(full=bool(asked))
        print(table)
        if os.environ.get("WRITE") == "1" and table:
            DOCS.mkdir(parents=True, exist_ok=True)
            (DOCS / f"{area}.md").write_text(table)


if __name__ == "__main__":
    main()
