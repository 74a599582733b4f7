"""Have the nearest proposals found anew, and say of two that they are not the same."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from essaim.desk.actions.job import enqueue
from essaim.desk.models import Account, Job
from essaim.forum.models import Edition

RENEW = "call.renew_likenesses"
PAUSE = timedelta(seconds=5)
"""Several changes in a row are compared together."""


@transaction.atomic
def ask_likenesses(*, edition: Edition, by: Account | None = None) -> Job:
    """A proposal was sent, changed or moved: the worker compares again. One job an edition waits or runs at a time."""
    return enqueue(
        kind=RENEW,
        arguments={"edition": edition.pk},
        key=f"edition:{edition.pk}",
        by=by,
        scope=edition,
        run_after=timezone.now() + PAUSE,
    )
