"""Trying a notice's links: asked for by a person, done by the worker."""

from collections.abc import Sequence

from django.db import transaction

from essaim.desk.actions.job import enqueue
from essaim.desk.models import Account, Job
from essaim.forum.errors import ForumError
from essaim.forum.models import Edition

REACH = "forum.reach_links"
MOST_LINKS = 60


@transaction.atomic
def ask_links(*, edition: Edition, links: Sequence[str], by: Account) -> Job:
    """Each once, in their order. Nothing is asked of the outside before the worker takes it up."""
    wanted = list(dict.fromkeys(links))
    if not wanted:
        raise ForumError("no_links")
    if len(wanted) > MOST_LINKS:
        raise ForumError("too_many_links", n=len(wanted), most=MOST_LINKS)
    return enqueue(kind=REACH, arguments={"edition": edition.pk, "links": wanted}, by=by, scope=edition, max_attempts=1)
