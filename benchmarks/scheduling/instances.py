"""CoSPLib's instances, its scorer and the figures of others, where they are: beside the project, or where ESSAIM_COSPLIB says."""

import csv
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
COSPLIB = Path(os.environ.get("ESSAIM_COSPLIB") or ROOT.parent / "shared" / "data" / "scheduling" / "cosplib")
SECONDS = 45
"""On two cores: 90 core-seconds."""
SEEDS = (1, 2, 3, 4, 5)


def names() -> list[str]:
    return sorted(one.stem for one in (COSPLIB / "instances").glob("*.xlsx"))


@dataclass(frozen=True, slots=True)
class Run:
    """objective: by score.py, not by our code. core_seconds: of the whole process, reading the workbook included."""

    objective: int
    is_feasible: bool
    seconds: float
    core_seconds: float
    bound: int | None
    said: str


def solved(name: str, seed: int, seconds: int = SECONDS) -> Run:
    """In a process of its own, as a stranger would: `python -m essaim.scheduling solve`."""
    with tempfile.TemporaryDirectory(prefix="essaim-timetable-") as folder:
        out = Path(folder) / "out.json"
        order = ("solve", str(instance(name)), "--time-limit", str(seconds), "--seed", str(seed), "--output", str(out), "--quiet")
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        ended = subprocess.run([sys.executable, "-m", "essaim.scheduling", *order], capture_output=True, text=True, check=False)
        lasted, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
        if not out.exists():
            raise RuntimeError(f"{name}, seed {seed}: {ended.stderr[-2000:]}")
        scored = score(name, out)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    said = ended.stdout.strip().splitlines()[-1].partition("; written")[0]
    bound = re.search(r"soft at least (-?\d+)", said)
    return Run(scored["objective"], not scored["errors"], round(lasted, 1), round(used, 1), int(bound[1]) if bound else None, said)


def instance(name: str) -> Path:
    return COSPLIB / "instances" / f"{name}.xlsx"


def score(name: str, solution: Path) -> dict[str, Any]:
    """What the instances' own scorer says: objective, terms, errors."""
    command = [sys.executable, str(COSPLIB / "score.py"), str(instance(name)), str(solution), "--json"]
    found: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return found


def others() -> dict[str, dict[str, str]]:
    """instance → method → objective, as kept beside the instances, rescored there with the same scorer."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    with (COSPLIB / "best_known.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            found[row["instance"]][row["method"]] = row["objective_current_scorer"]
    return dict(found)


def of_method(methods: dict[str, str], part: str) -> str:
    """The smallest figure of the methods with this in their name; "–": none."""
    figures = [int(figure) for method, figure in methods.items() if part in method and figure.isdecimal()]
    return str(min(figures)) if figures else "–"
