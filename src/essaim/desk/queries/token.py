"""An account's keys to the API."""

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from essaim.desk.models import Account, Token


def tokens_of(account: Account) -> QuerySet[Token]:
    """Those that are good first, then the newest; `is_good` says which. One statement."""
    good = Q(revoked_at=None) & (Q(expires_at=None) | Q(expires_at__gt=timezone.now()))
    rows = Token.objects.filter(account=account).annotate(
        is_good=Case(When(good, then=Value(1)), default=Value(0), output_field=IntegerField())
    )
    return rows.order_by("-is_good", "-created_at", "-pk")
