"""What went wrong with an aim of balance."""

from collections.abc import Callable

from django.utils.translation import gettext as _

BALANCING: dict[str, Callable[[], str]] = {
    "aim_without_values": lambda: _("Nothing is ticked, so nothing would be counted. Tick at least one."),
    "aim_value_unknown": lambda: _("“%(value)s” is no value of “%(dimension)s”. Take it out, or choose another."),
    "aim_without_share": lambda: _("Neither “at least” nor “at most” is given. Write one of the two, in per cent."),
    "aim_share_beyond": lambda: _("“%(value)s” is no share. Write a whole number from 0 to 100."),
    "aim_shares_crossed": lambda: _("At least %(least)s and at most %(most)s per cent cannot both hold. Swap them, or leave one empty."),
    "aim_says_nothing": lambda: _("“At least %(least)s per cent” always holds. Write a higher share, or an “at most” below 100."),
}
