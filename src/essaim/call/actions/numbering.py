"""A proposal's number: one series an edition, given once and never again."""

from django.db import transaction
from django.db.models import Max

from essaim.call.models import Proposal
from essaim.forum.models import Edition


@transaction.atomic
def next_number(edition: Edition) -> int:
    """Locks the edition until the caller's transaction ends: call it there, last before the row is written."""
    Edition.objects.select_for_update().get(pk=edition.pk)
    return (Proposal.objects.filter(edition=edition).aggregate(last=Max("number"))["last"] or 0) + 1
