"""An import whose worker is killed: a site prepared once, every kill on a copy of its own. Also used by `make prove AREA=kills`."""

import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.sites.site import Site, drop_site, make_site, until

STEPS = "from tests.forum.exchange import kill_steps"
WORKER = (
    "import signal, django; django.setup(); import essaim.desk.run as r, essaim.desk.worker as w; "
    f"{STEPS} as k; r.LEASE_S = w.LEASE_S = k.LEASE_S; s = w.Station(); signal.signal(signal.SIGTERM, lambda *a: s.stop()); s.work()"
)
READY, DONE = "waits for jobs", "(forum.take_over_import): done"


@dataclass(frozen=True)
class Prepared:
    """A site with one programme on line and the job for another waiting, and how it stands before and after an undisturbed worker."""

    site: Site
    before: dict[str, Any]
    after: dict[str, Any]
    lasts_s: float
    """From the worker's first look for work to the job's end."""


@dataclass(frozen=True)
class Killed:
    moment_s: float
    is_new: bool
    """The new programme was there when the worker died, else the old one."""
    was_running: bool
    """The worker had the job and had not ended it."""


def prepared(folder: Path, *, sessions: int, template: Site | None = None) -> Prepared:
    site = make_site(folder / "prepared", template)
    site.python(f"{STEPS}\nanswer = kill_steps.prepare({sessions})")
    before = site.python(f"{STEPS}\nanswer = kill_steps.state()")
    with copy_of(site, folder / "undisturbed") as copy:
        with copy.process(sys.executable, "-c", WORKER) as worker:
            until(lambda: READY in copy.log(), process=worker, site=copy)
            began = time.monotonic()
            until(lambda: DONE in copy.log(), process=worker, site=copy)
            lasts_s = time.monotonic() - began
        after = copy.python(f"{STEPS}\nanswer = kill_steps.state()")
    assert before["job"] == "waiting"
    assert (after["job"], after["taken"]) == ("done", before["taken"] + 1)
    assert before["public"] != after["public"], "the two programmes are the same: nothing could be told apart"
    return Prepared(site, before, after, lasts_s)


@contextmanager
def copy_of(site: Site, folder: Path) -> Iterator[Site]:
    """Database and files; gone afterwards."""
    copy = make_site(folder, site)
    shutil.copytree(site.data / "files", folder / "files")
    try:
        yield copy
    finally:
        drop_site(copy)
        shutil.rmtree(folder)


def killed_at(made: Prepared, moment_s: float, folder: Path) -> Killed:
    """SIGKILL so long after the worker's first look for work; then another worker, and the same end as without the kill.

    The old programme is whole, row by row, or the new one is, by what the public sees and by the number of rows in every table.
    """
    with copy_of(made.site, folder) as site:
        with site.process(sys.executable, "-c", WORKER) as worker:
            until(lambda: READY in site.log(), process=worker, site=site)
            time.sleep(moment_s)
            worker.kill()
            worker.wait()
        told = site.python(f"{STEPS}\nanswer = kill_steps.finish()")
    found, left = told["found"], told["left"]
    is_new = found["job"] == "done"
    if is_new:
        same_as_new(found, made)
    else:
        assert found["rows"] == made.before["rows"], f"killed after {moment_s:.3f} s: {differing(found, made.before)}"
    same_as_new(left, made)
    assert left["job"] == "done"
    assert left["lost"] == (found["job"] == "running")
    return Killed(moment_s, is_new, was_running=found["job"] == "running")


def same_as_new(told: dict[str, Any], made: Prepared) -> None:
    assert told["public"] == made.after["public"]
    assert told["counts"] == made.after["counts"], differing(told, made.after)
    assert told["taken"] == made.after["taken"]


def differing(one: dict[str, Any], other: dict[str, Any]) -> str:
    """Which tables have other numbers of rows."""
    names = [name for name, count in one["counts"].items() if other["counts"].get(name) != count]
    return ", ".join(f"{name}: {one['counts'][name]}, not {other['counts'].get(name)}" for name in names) or "the same numbers of rows"
