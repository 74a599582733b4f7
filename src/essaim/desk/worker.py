"""The worker: claims jobs one at a time, runs them, and never leaves one half done.

A claim raises the job's `lease` number and holds it for LEASE_S seconds; a heartbeat renews it. When a worker dies its lease runs
out and another claims the job. Every later write of the first names its old number, and so changes nothing.
"""

import logging
import os
import socket
import threading
import time
import uuid
from datetime import timedelta

from django.db import OperationalError, close_old_connections, connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from essaim.desk import jobs
from essaim.desk.journal import Facts, plain
from essaim.desk.models import Delivery, Job, Worker
from essaim.desk.run import LEASE_S, CancelledError, LeaseLostError, Run
from essaim.desk.uploads import remove_orphans

POLL_S = 0.5
BEAT_S = 1.0
GRACE_S = 30
LOST_LIMIT = 10
KEPT = timedelta(days=60)
logger = logging.getLogger("essaim.worker")


def claim(worker: str) -> Job | None:
    """The next job that is due, or one whose worker died: one statement when there is none, three when there is."""
    now = timezone.now()
    due = Job.objects.filter(Q(state=Job.State.WAITING, run_after__lte=now) | Q(state=Job.State.RUNNING, lease_until__lt=now))
    if not due.exists():
        return None
    with transaction.atomic():
        job = due.select_for_update(skip_locked=True, of=("self",)).order_by("run_after", "pk").first()
        if job is None:
            return None
        if job.state == Job.State.RUNNING:
            logger.warning("Job %d (%s): its worker %s is gone; taken over.", job.pk, job.kind, job.worker)
            job.lost += 1
        if job.lost > LOST_LIMIT:
            fail(job, "worker_lost", {"times": job.lost})
            return None
        job.lease += 1
        job.state, job.worker = Job.State.RUNNING, worker
        job.lease_until, job.started_at = now + timedelta(seconds=LEASE_S), job.started_at or now
        job.save(update_fields=["lease", "lost", "state", "worker", "lease_until", "started_at"])
        return job


def fail(job: Job, code: str, facts: Facts) -> None:
    end(job, Job.State.FAILED, error={"code": code, "facts": facts})


def end(job: Job, state: str, **columns: object) -> bool:
    """Close the job if it is still ours."""
    mine = Job.objects.filter(pk=job.pk, lease=job.lease, state=Job.State.RUNNING)
    return bool(mine.update(state=state, ended_at=timezone.now(), lease_until=None, label="", **columns))


def perform(run: Run) -> None:
    """Run one attempt to its end: done, stopped, refused, or to be tried again."""
    job, began = run.job, time.monotonic()
    try:
        kind = jobs.kind(job.kind)
    except jobs.UnknownKindError as error:
        logger.error("Job %d: %s", job.pk, error)  # noqa: TRY400 the message is whole
        fail(job, "unknown_kind", {"kind": job.kind})
        return
    try:
        result = kind.run(run)
        if not run.committed:
            with run.commit() as columns:
                columns.update(result or {})
    except CancelledError:
        end(job, Job.State.CANCELLED)
        logger.info("Job %d (%s): stopped as asked.", job.pk, job.kind)
    except LeaseLostError:
        logger.warning("Job %d (%s): another worker has it; nothing was written here.", job.pk, job.kind)
    except kind.refusals as error:
        facts = {name: plain(value) for name, value in getattr(error, "facts", {}).items()}
        fail(job, getattr(error, "code", type(error).__name__), facts)
        logger.info("Job %d (%s): refused: %s", job.pk, job.kind, error)
    except Exception as error:
        logger.exception("Job %d (%s): attempt %d failed.", job.pk, job.kind, job.attempts + 1)
        try_again(job, error)
    else:
        logger.info("Job %d (%s): done in %.1f s.", job.pk, job.kind, time.monotonic() - began)


def try_again(job: Job, error: Exception) -> None:
    """Wait 5 s, then 10, 20… (an hour at most) until the attempts are used up."""
    facts: Facts = {"type": type(error).__name__, "message": str(error)[:500]}
    mine = Job.objects.filter(pk=job.pk, lease=job.lease, state=Job.State.RUNNING)
    if job.attempts + 1 >= job.max_attempts:
        mine.update(attempts=F("attempts") + 1)
        fail(job, "unexpected", facts)
        return
    mine.update(
        state=Job.State.WAITING,
        attempts=F("attempts") + 1,
        error={"code": "unexpected", "facts": facts},
        run_after=timezone.now() + timedelta(seconds=min(5 * 2**job.attempts, 3600)),
        lease_until=None,
    )


class Station:
    """One worker process: its loop in the main thread, its heartbeat in another."""

    def __init__(self) -> None:
        self.name = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:6]}"
        self.stopping = threading.Event()
        self.run: Run | None = None
        self.asked_at = 0.0
        self.shown_at = float("-inf")

    def stop(self) -> None:
        """Claim no more; what runs may finish within GRACE_S, else it is handed back."""
        self.asked_at = self.asked_at or time.monotonic()
        self.stopping.set()

    def work(self, *, until_empty: bool = False) -> int:
        """Until stopped (or until nothing is due). Returns how many jobs were run."""
        jobs.discover()
        prune()
        beats = threading.Thread(target=self.keep_beating, name="heartbeat", daemon=True)
        beats.start()
        ran = 0
        logger.info("Worker %s waits for jobs.", self.name)
        try:
            while not self.stopping.is_set():
                job = self.next_job()
                if job is not None:
                    self.run = Run(job)
                    perform(self.run)
                    self.run = None
                    ran += 1
                elif until_empty:
                    break
                else:
                    self.stopping.wait(POLL_S)
        finally:
            self.stopping.set()
            beats.join()
            Worker.objects.filter(name=self.name).delete()
            logger.info("Worker %s has left.", self.name)
        return ran

    def next_job(self) -> Job | None:
        close_old_connections()
        try:
            return claim(self.name)
        except OperationalError as error:
            logger.warning("The database does not answer: %s", error)
            connection.close()
            return None

    def keep_beating(self) -> None:
        """Renews the running job's lease and the sign of life; hands the job back when a stop takes too long."""
        while not self.stopping.wait(BEAT_S) or self.run is not None:
            run = self.run
            try:
                self.beat(run)
            except OperationalError as error:
                logger.warning("Heartbeat missed: %s", error)
                connection.close()
            if run is not None and self.asked_at and time.monotonic() - self.asked_at > GRACE_S:
                self.hand_back(run)
            if self.stopping.is_set():
                time.sleep(BEAT_S)
        connection.close()

    def beat(self, run: Run | None) -> None:
        if run is not None:
            run.beat()
        if time.monotonic() - self.shown_at > 5 and not (run is not None and run.committing):
            facts = {"seen_at": timezone.now(), "job": run.job if run else None}
            Worker.objects.update_or_create(name=self.name, defaults=facts)
            self.shown_at = time.monotonic()

    def hand_back(self, run: Run) -> None:
        """Give the job to the next worker at once, and end this process: its half-done transaction falls with it."""
        mine = Job.objects.filter(pk=run.job.pk, lease=run.job.lease, state=Job.State.RUNNING)
        mine.update(state=Job.State.WAITING, lease=F("lease") + 1, lease_until=None)
        logger.warning("Job %d (%s): handed back, the worker has to stop.", run.job.pk, run.job.kind)
        os._exit(0)


def prune() -> None:
    """Forget jobs and webhooks' deliveries that ended two months ago, workers that died a day ago, and files nothing names any more."""
    Job.objects.filter(ended_at__lt=timezone.now() - KEPT).exclude(state__in=Job.OPEN).delete()
    Delivery.objects.filter(created_at__lt=timezone.now() - KEPT).exclude(state=Delivery.State.WAITING).delete()
    Worker.objects.filter(seen_at__lt=timezone.now() - timedelta(days=1)).delete()
    remove_orphans()
