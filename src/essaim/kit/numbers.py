"""Numbers as a reader of one language writes them (CLDR, through Babel), with spaces our fonts have."""

from decimal import Decimal

from babel.numbers import format_decimal

from essaim.kit.dates import locale_of, plain_spaces


def number(value: Decimal | float, language: str) -> str:
    """1500 → 1 500 (fr), 1,500 (en)"""
    return plain_spaces(format_decimal(value, locale=locale_of(language)))
