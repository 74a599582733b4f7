"""Tasks whose effects can be counted: each writes journal entries named after its job's argument."""

import os
import time
from pathlib import Path

from essaim.desk.jobs import TaskRefusedError, task
from essaim.desk.journal import Facts
from essaim.desk.models import Entry
from essaim.desk.run import Run


def mark(run: Run, part: int) -> None:
    Entry.objects.create(action="chore", kind="chore", key=str(run.arguments["name"]), label=f"part {part} by {os.getpid()}")


@task("chores.count", label="Count")
def count(run: Run) -> None:
    """Three entries and the job's end in one transaction, with time to be killed in anywhere."""
    for step in range(5):
        run.report(step, 5, "Counting")
        time.sleep(0.01)
    with run.commit() as result:
        for part in range(3):
            mark(run, part)
            time.sleep(0.01)
        result["parts"] = 3


@task("chores.wait", label="Wait")
def wait(run: Run) -> Facts:
    """Reports until it is told to stop, the seconds asked for are over or the gate (a file) is there; then one entry."""
    until = time.monotonic() + float(str(run.arguments.get("seconds", 120)))
    gate = Path(str(run.arguments.get("gate", "/nowhere/at/all")))
    step = 0
    while time.monotonic() < until and not gate.exists():
        step += 1
        run.report(step, 1000, "Waiting")
        time.sleep(0.05)
    with run.commit() as result:
        mark(run, 0)
        result["steps"] = step
    return {}


@task("chores.refuse", label="Refuse", explain=lambda code, facts: f"{code}: line {facts['line']}")
def refuse(run: Run) -> None:
    with run.commit():
        mark(run, 0)
        raise TaskRefusedError("bad_line", {"line": 7})


@task("chores.break", label="Break")
def broken(run: Run) -> None:
    with run.commit():
        mark(run, 0)
        raise RuntimeError("no such luck")
