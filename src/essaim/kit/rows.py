"""Several things said one after another."""

from collections.abc import Iterable

from django.utils.translation import gettext as _


def in_a_row(parts: Iterable[str]) -> str:
    """Set apart by semicolons, as the active language sets them."""
    return _("; ").join(parts)
