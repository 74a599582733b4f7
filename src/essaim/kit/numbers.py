"""Numbers as a reader of one language writes them (CLDR, through Babel), with spaces our fonts have; and as an address names them."""

from decimal import Decimal

from babel.numbers import format_decimal

from essaim.kit.dates import locale_of, plain_spaces

MOST_DIGITS = 15
"""More than any number or key of ours has, and less than a database or Python refuses."""


def number(value: Decimal | float, language: str) -> str:
    """1500 → 1 500 (fr), 1,500 (en)"""
    return plain_spaces(format_decimal(value, locale=locale_of(language)))


def asked_number(text: str) -> int | None:
    """A whole number as an address or a hidden input has it; None for anything else, and for more digits than any of ours."""
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else None
