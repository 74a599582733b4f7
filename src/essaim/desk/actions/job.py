"""Ask for work, stop it, try it again."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from essaim.desk import journal, rules
from essaim.desk.errors import DeskError
from essaim.desk.journal import plain
from essaim.desk.models import Account, Job


@transaction.atomic
def enqueue(
    *,
    kind: str,
    arguments: Mapping[str, object] | None = None,
    key: str = "",
    by: Account | None = None,
    scope: models.Model | None = None,
    run_after: datetime | None = None,
    max_attempts: int = 3,
) -> Job:
    """Write the job in the caller's transaction: it exists if and only if the caller commits. An open job with the same key is returned."""
    open_one = Job.objects.filter(kind=kind, key=key, state__in=Job.OPEN)
    if key and (job := open_one.first()):
        return job
    fields = {
        "arguments": plain(dict(arguments or {})),
        "scope": f"{scope._meta.label_lower}:{scope.pk}" if scope is not None else "",
        "run_after": run_after or timezone.now(),
        "max_attempts": max_attempts,
    }
    try:
        with transaction.atomic():
            return Job.objects.create(kind=kind, key=key, created_by=by, **fields)
    except IntegrityError:
        return open_one.get()


@transaction.atomic
def cancel_job(*, job: Job, by: Account | None) -> Job:
    """A waiting job stops at once; a running one at its next report, and nothing of it is kept. Locks the job."""
    locked = Job.objects.select_for_update().get(pk=job.pk)
    if by is not None and not rules.may_steer_job(by, locked):
        raise DeskError("job_not_yours", job=locked.pk)
    if not locked.is_open:
        raise DeskError("job_is_over", job=locked.pk, state=locked.state)
    before = journal.facts_of(locked, ("state", "cancel_requested"))
    locked.cancel_requested = True
    if locked.state == Job.State.WAITING:
        locked.state, locked.ended_at = Job.State.CANCELLED, timezone.now()
    locked.save(update_fields=["cancel_requested", "state", "ended_at"])
    journal.record(by=by, action="cancel_job", thing=locked, before=before, after=journal.facts_of(locked, before))
    return locked


@transaction.atomic
def retry_job(*, job: Job, by: Account | None) -> Job:
    """A failed or stopped job waits again, with all its attempts. Locks the job."""
    locked = Job.objects.select_for_update().get(pk=job.pk)
    if by is not None and not rules.may_steer_job(by, locked):
        raise DeskError("job_not_yours", job=locked.pk)
    if locked.state not in {Job.State.FAILED, Job.State.CANCELLED}:
        raise DeskError("job_not_stopped", job=locked.pk, state=locked.state)
    if locked.key and Job.objects.filter(kind=locked.kind, key=locked.key, state__in=Job.OPEN).exists():
        raise DeskError("job_again_open", job=locked.pk)
    before = journal.facts_of(locked, ("state",))
    Job.objects.filter(pk=locked.pk).update(
        state=Job.State.WAITING,
        attempts=0,
        lost=0,
        error=None,
        cancel_requested=False,
        ended_at=None,
        done=0,
        label="",
        run_after=timezone.now(),
    )
    locked.refresh_from_db()
    journal.record(by=by, action="retry_job", thing=locked, before=before, after=journal.facts_of(locked, before))
    return locked
