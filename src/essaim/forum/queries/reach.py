"""Editions a key to the API may be limited to."""

from django.db.models import Q

from essaim.desk.models import Account
from essaim.forum.models import Edition
from essaim.forum.rules import EDITION, editable_edition_keys


def editions_for_token(account: Account) -> list[tuple[str, str]]:
    """Public ones and those of the account's team, newest first: (`forum.edition:pk`, name). Two statements."""
    keys = editable_edition_keys(account)
    shown = Q() if keys is None else Q(is_public=True) | Q(pk__in=[int(key) for key in keys if key.isdecimal()])
    return [(f"{EDITION}:{edition.pk}", str(edition)) for edition in Edition.objects.filter(shown).order_by("-starts_on", "slug")]
