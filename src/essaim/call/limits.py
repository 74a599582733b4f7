"""What a text, an address or a number may be, by whatever way it comes in: the form, its questions, a spreadsheet. No rows, no Django."""

import re

LONGEST = 50_000
"""Signs of one text."""
LONGEST_TITLE = 300
LONGEST_MAIL, LONGEST_PHONE, LONGEST_PERSON, LONGEST_ORGANISATION = 254, 40, 200, 300
LONGEST_LEVEL, LONGEST_STATUS, LONGEST_POSTCODE, LONGEST_TOWN, LONGEST_IDENTIFIER = 40, 200, 12, 200, 200
MOST_PEOPLE = 100_000
"""The largest audience a session is asked about."""
PHONE = re.compile(r"\+?[\d\s().\-/\u00a0\u202f]{6,40}(?:\s?(?:ext|poste|x)\.?\s?\d{1,6})?", re.IGNORECASE)
LEAST_DIGITS = 6
SIGNS, LETTER = r"[\w!#$%&'*+/=?^`{}|~\-]+", r"[^\W_]"
MAIL = re.compile(rf"{SIGNS}(?:\.{SIGNS})*@(?:{LETTER}(?:(?:{LETTER}|-){{0,61}}{LETTER})?\.)+{LETTER}(?:{LETTER}|-){{0,61}}{LETTER}")


def longest_of(column: str) -> int:
    return LONGEST_TITLE if column == "title" else LONGEST


def is_mail(text: str) -> bool:
    return len(text) <= LONGEST_MAIL and bool(MAIL.fullmatch(text))


def is_phone(text: str) -> bool:
    return bool(PHONE.fullmatch(text.strip())) and sum(sign.isdecimal() for sign in text) >= LEAST_DIGITS
