"""Keeping sessions. A reader's own list is no public content: it is not in the journal and does not raise the revision."""

from collections.abc import Collection

from django.db import transaction

from essaim.desk.models import Account
from essaim.forum.models import Favourite, Session


@transaction.atomic
def toggle_favourite(*, account: Account, session: Session) -> bool:
    """Keep the session, or no longer; says whether it is kept now."""
    Account.objects.select_for_update().get(pk=account.pk)
    dropped, _ = Favourite.objects.filter(account=account, session=session).delete()
    if dropped:
        return False
    Favourite.objects.create(account=account, session=session)
    return True


def keep_all(*, account: Account, sessions: Collection[int]) -> None:
    """Add what was kept without the account. Sessions that are gone are passed over. Two statements."""
    known = Session.objects.filter(pk__in=sessions).values_list("pk", flat=True)
    Favourite.objects.bulk_create([Favourite(account=account, session_id=pk) for pk in known], ignore_conflicts=True)
