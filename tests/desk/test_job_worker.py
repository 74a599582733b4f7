"""Background work with real workers and real signals.

1. A killed worker loses no job and none is done twice.
2. A worker that wakes up after its job was taken over changes nothing.
3. A stop lets the running job finish; a cancelled job keeps nothing.
4. An error is tried again and rolled back; a refusal is final.
"""

import os
import random
import signal
import sys
import time
from collections import Counter

from tests.sites.site import Site, until

JOBS = 24
STATE = "from essaim.desk.models import Job; answer = list(Job.objects.order_by('pk').values_list('state', flat=True))"
EFFECTS = "from essaim.desk.models import Entry; answer = list(Entry.objects.filter(action='chore').values_list('key', flat=True))"
SHORT_LEASE = "import essaim.desk.run as r, essaim.desk.worker as w; r.LEASE_S = w.LEASE_S = 2; w.BEAT_S = 0.2; w.POLL_S = 0.1; "
START = "import signal; s = w.Station(); signal.signal(signal.SIGTERM, lambda *a: s.stop()); s.work()"
WORKER = f"import django; django.setup(); {SHORT_LEASE}{START}"


def enqueue(site: Site, kind: str, count: int = 1, **arguments: object) -> list[int]:
    return site.python(
        "from essaim.desk.actions.job import enqueue\n"
        f"answer = [enqueue(kind={kind!r}, arguments={{'name': f'job{{n}}'}} | {arguments!r}, key=f'k{{n}}').pk for n in range({count})]"
    )


def states(site: Site) -> list[str]:
    return site.python(STATE)


def job(site: Site, number: int) -> dict[str, object]:
    fields = "'state', 'attempts', 'lost', 'done', 'label', 'error', 'result', 'worker'"
    return site.python(f"from essaim.desk.models import Job; answer = Job.objects.values({fields}).get(pk={number})")


def test_killed_workers_lose_no_job_and_do_none_twice(site: Site) -> None:
    """1. Twelve times SIGKILL, each at a random moment of a worker at work; then two may finish."""
    enqueue(site, "chores.count", JOBS)
    chance = random.Random(11)  # noqa: S311 moments
    for turn in range(1, 7):
        with site.process(sys.executable, "-c", WORKER) as one, site.process(sys.executable, "-c", WORKER) as other:
            until(lambda: site.log().count("waits for jobs") >= 2 * turn, site=site)  # noqa: B023 read at once
            time.sleep(chance.random() * 0.3)
            for process in (one, other):
                process.kill()
                process.wait()
    with site.process(sys.executable, "-c", WORKER), site.process(sys.executable, "-c", WORKER):
        until(lambda: set(states(site)) == {"done"}, within_s=90, site=site)
    assert "taken over" in site.log(), "no job was under way when its worker was killed: this run proved nothing"
    assert Counter(site.python(EFFECTS)) == {f"job{number}": 3 for number in range(JOBS)}


def test_worker_that_wakes_after_its_job_was_taken_over_writes_nothing(site: Site) -> None:
    """2."""
    gate = site.data / "gate"
    (number,) = enqueue(site, "chores.wait", gate=str(gate))
    with site.process(sys.executable, "-c", WORKER) as sleeper:
        until(lambda: job(site, number)["state"] == "running", process=sleeper, site=site)
        os.kill(sleeper.pid, signal.SIGSTOP)
        with site.process(sys.executable, "-c", WORKER):
            until(lambda: "taken over" in site.log(), site=site)
            gate.touch()
            until(lambda: job(site, number)["state"] == "done", site=site)
        os.kill(sleeper.pid, signal.SIGCONT)
        until(lambda: "another worker has it" in site.log(), process=sleeper, site=site)
    assert job(site, number)["lost"] == 1
    assert site.python(EFFECTS) == ["job0"]


def test_stop_lets_the_running_job_finish(site: Site) -> None:
    """3."""
    gate = site.data / "gate"
    first, second = enqueue(site, "chores.wait", 2, gate=str(gate))
    with site.worker() as worker:
        until(lambda: job(site, first)["state"] == "running", process=worker, site=site)
        worker.terminate()
        time.sleep(1)
        assert worker.poll() is None
        gate.touch()
        assert worker.wait(30) == 0
    assert (job(site, first)["state"], job(site, second)["state"]) == ("done", "waiting")
    assert site.python("from essaim.desk.models import Worker; answer = Worker.objects.count()") == 0


def test_cancelled_job_stops_at_its_next_report_and_keeps_nothing(site: Site) -> None:
    """3."""
    (number,) = enqueue(site, "chores.wait", seconds=60)
    with site.worker() as worker:
        until(lambda: job(site, number)["done"], process=worker, site=site)
        site.python(
            f"from essaim.desk.actions.job import cancel_job; from essaim.desk.models import Job\ncancel_job(job=Job(pk={number}), by=None)"
        )
        until(lambda: job(site, number)["state"] == "cancelled", within_s=10, process=worker, site=site)
    assert site.python(EFFECTS) == []


def test_error_rolls_back_and_is_tried_again_later(site: Site) -> None:
    """4."""
    (number,) = enqueue(site, "chores.break")
    site.essaim("worker", "--until-empty")
    after = job(site, number)
    assert (after["state"], after["attempts"]) == ("waiting", 1)
    assert after["error"] == {"code": "unexpected", "facts": {"type": "RuntimeError", "message": "no such luck"}}
    for _ in range(2):
        site.python("from essaim.desk.models import Job; Job.objects.update(run_after='2020-01-01T00:00Z')")
        site.essaim("worker", "--until-empty")
    assert (job(site, number)["state"], job(site, number)["attempts"]) == ("failed", 3)
    assert site.python(EFFECTS) == []


def test_refusal_is_final_and_located(site: Site) -> None:
    """4."""
    (number,) = enqueue(site, "chores.refuse")
    site.essaim("worker", "--until-empty")
    assert job(site, number)["state"] == "failed"
    assert job(site, number)["error"] == {"code": "bad_line", "facts": {"line": 7}}
    assert site.python(EFFECTS) == []


def test_unknown_kind_fails_with_its_name(site: Site) -> None:
    """4."""
    (number,) = enqueue(site, "chores.gone")
    site.essaim("worker", "--until-empty")
    assert job(site, number)["error"] == {"code": "unknown_kind", "facts": {"kind": "chores.gone"}}
