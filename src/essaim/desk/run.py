"""What a task is given: its arguments, a place to report, and the one transaction that makes its effects final."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from essaim.desk.journal import Facts
from essaim.desk.models import Account, Job

LEASE_S = 30


class CancelledError(Exception):
    """Somebody asked for the job to stop."""


class LeaseLostError(Exception):
    """Another worker has taken the job over: this one may write nothing more."""


class Run:
    """One attempt at one job. Only `report` and `commit` are for tasks; the rest is the worker's."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.arguments: Facts = job.arguments
        self.by: Account | None = job.created_by
        self.done, self.total, self.label = 0, job.total, ""
        self.lock = threading.Lock()
        self.cancelled = self.lost = self.committing = self.committed = False

    def report(self, done: int, total: int | None = None, label: str | None = None) -> None:
        """Say how far it is; `label` is a source sentence (gettext_noop). Costs no statement. Raises when the job is to stop."""
        self.check()
        self.done = done
        self.total = self.total if total is None else total
        self.label = self.label if label is None else label

    def check(self) -> None:
        if self.lost:
            raise LeaseLostError(self.job)
        if self.cancelled:
            raise CancelledError(self.job)

    @contextmanager
    def commit(self) -> Iterator[Facts]:
        """Effects and completion in one transaction: `with run.commit() as result: …; result["sessions"] = 12`.

        Its first statement locks the job's row and proves that the job is still ours; no other worker can take it over before the
        end, and one that did before makes this raise LeaseLostError. Keep reading and computing outside: on SQLite nobody else can
        write meanwhile.
        """
        result: Facts = {}
        self.check()
        with self.lock:
            self.committing = True
        try:
            with transaction.atomic():
                self.hold()
                yield result
                self.finish(result)
            self.committed = True
        finally:
            self.committing = False

    def hold(self) -> None:
        mine = Job.objects.filter(pk=self.job.pk, lease=self.job.lease, state=Job.State.RUNNING)
        if not mine.update(lease_until=timezone.now() + timedelta(seconds=LEASE_S)):
            raise LeaseLostError(self.job)
        if mine.filter(cancel_requested=True).exists():
            raise CancelledError(self.job)

    def finish(self, result: Facts) -> None:
        total = self.total if self.total is not None else max(self.done, 1)
        Job.objects.filter(pk=self.job.pk, lease=self.job.lease).update(
            state=Job.State.DONE, result=result, error=None, done=total, total=total, label="", ended_at=timezone.now(), lease_until=None
        )

    def beat(self) -> None:
        """Renew the lease, show the progress, learn what is asked: two statements, in the heartbeat's thread."""
        with self.lock:
            if self.committing or self.committed:
                return
            mine = Job.objects.filter(pk=self.job.pk, lease=self.job.lease, state=Job.State.RUNNING)
            until = timezone.now() + timedelta(seconds=LEASE_S)
            if mine.update(lease_until=until, done=self.done, total=self.total, label=self.label):
                self.cancelled = mine.filter(cancel_requested=True).exists()
            else:
                self.lost = True
