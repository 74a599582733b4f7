"""Addresses and telephone numbers that somebody wrote into a text for everybody."""

import re

from django.utils.translation import gettext as _

MAIL = re.compile(r"[\w.+\-]+\s?(?:@|\(at\)|\[at\]|\(arobase\))\s?[\w\-]+(?:\.[\w\-]+)+", re.IGNORECASE)
PHONE = re.compile(r"(?<![\w.,/\-])(?:\+|00)\d[\d\s\u00a0\u202f.()\-]{6,18}\d|(?<![\w.,/\-])0\d(?:[\s\u00a0\u202f.\-]?\d\d){4}(?!\d)")


def masked(words: str) -> str:
    """Each is replaced by a word."""
    return PHONE.sub(_("(number withheld)"), MAIL.sub(_("(address withheld)"), words))


def contacts_in(words: str) -> list[str]:
    """As they were written, in their order."""
    return [match[0] for match in sorted([*MAIL.finditer(words), *PHONE.finditer(words)], key=lambda match: match.start())]
