"""What registers call an organisation, as (scheme, value) pairs, and how far each can be checked without asking the register.

Schemes are named as org-id.guide names its lists, in small letters: a country (or xi for the world), then the register.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
LA_POSTE = "356000000"
LONGEST_VALUE, LONGEST_SCHEME = 80, 30
ALIASES = {
    "siren": "fr-siren",
    "siret": "fr-siret",
    "rna": "fr-rna",
    "lei": "xi-lei",
    "ror": "xi-ror",
    "wikidata": "xi-wikidata",
}


class Check(StrEnum):
    SUM = "sum"
    """The form is right and the check digits agree: a slip of one digit would have been seen."""
    FORM = "form"
    """The form is right; the scheme has no check digits."""
    NONE = "none"
    """A scheme we know no rule of: taken as it is."""
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Verdict:
    scheme: str
    value: str
    """In the plain form we store when accepted, else as given."""
    check: Check
    rule: str = ""
    """Which rule failed: empty, character, length, form, check_digits, siren_part, scheme, too_long."""
    position: int | None = None
    """The place that failed, counted from 1 in the plain form, where one can be named."""
    expected: str = ""
    """What the rule asks for: a length, check digits, an example."""

    @property
    def is_accepted(self) -> bool:
        return self.check != Check.REFUSED


class Failed(Exception):  # noqa: N818 a step's answer inside this file, never an error for others
    def __init__(self, rule: str, position: int | None = None, expected: str = "") -> None:
        super().__init__(rule)
        self.rule, self.position, self.expected = rule, position, expected


def check_identifier(scheme: str, value: str) -> Verdict:
    """The verdict on a value as typed: spaces, dots and hyphens in numbers and the register's own address are understood."""
    name = ALIASES.get(scheme.strip().lower(), scheme.strip().lower())
    if len(name) > LONGEST_SCHEME or not re.fullmatch(r"[a-z0-9]+([-_][a-z0-9]+)*", name):
        return Verdict(name, value, Check.REFUSED, "scheme", expected="fr-siren")
    known = SCHEMES.get(name)
    try:
        plain = known.read(value) if known else other(value)
    except Failed as failed:
        return Verdict(name, value, Check.REFUSED, failed.rule, failed.position, failed.expected)
    return Verdict(name, plain, known.check if known else Check.NONE)


@dataclass(frozen=True, slots=True)
class Scheme:
    code: str
    title: str
    check: Check
    example: str
    read: Callable[[str], str]
    address: str = ""
    """Where the register shows the entry, with {value}."""


def siren(value: str) -> str:
    plain = digits(value, 9)
    if luhn(plain):
        raise Failed("check_digits", 9, last_digit(plain))
    return plain


def siret(value: str) -> str:
    """SIREN, then five digits of the establishment. La Poste's establishments follow another rule: their digits sum to a multiple of 5."""
    plain = digits(value, 14)
    if luhn(plain[:9]):
        raise Failed("siren_part", 9, last_digit(plain[:9]))
    if luhn(plain) and not (plain.startswith(LA_POSTE) and sum(map(int, plain)) % 5 == 0):
        raise Failed("check_digits", 14, last_digit(plain))
    return plain


def rna(value: str) -> str:
    """W, three signs of the office (751; 2A1 in Corsica, 9R1 overseas), then six digits."""
    plain = re.sub(r"[\s.\-]", "", value).upper()
    need(plain, 10)
    if plain[0] != "W":
        raise Failed("form", 1, "W751234567")
    only(plain[1:], "0123456789", start=2, also={3: "ABCDEFGHIJKLMNOPQRSTUVWXYZ"})
    if plain[2].isalpha() and not (plain[1] == "9" or plain[1:3] in {"2A", "2B"}):
        raise Failed("form", 3, "W2A1000123, W9R1000123")
    return plain


def lei(value: str) -> str:
    """ISO 17442: twenty signs whose last two make the whole ≡ 1 modulo 97 (ISO 7064, MOD 97-10)."""
    plain = re.sub(r"[\s\-]", "", value).upper()
    need(plain, 20)
    only(plain[:18], "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    only(plain[18:], "0123456789", start=19)
    expected = f"{98 - int(''.join(str(int(sign, 36)) for sign in plain[:18]) + '00') % 97:02d}"
    if plain[18:] != expected:
        raise Failed("check_digits", 19, expected)
    return plain


def ror(value: str) -> str:
    """A zero, six signs of Crockford's base 32, two check digits (ISO 7064, MOD 97-10)."""
    plain = re.sub(r"^(https?://)?(www\.)?ror\.org/", "", value.strip().lower()).rstrip("/")
    need(plain, 9)
    if plain[0] != "0":
        raise Failed("form", 1, "05asf4e91")
    only(plain[1:7], CROCKFORD, start=2)
    only(plain[7:], "0123456789", start=8)
    number = 0
    for sign in plain[:7]:
        number = number * 32 + CROCKFORD.index(sign)
    expected = f"{98 - number * 100 % 97:02d}"
    if plain[7:] != expected:
        raise Failed("check_digits", 8, expected)
    return plain


def wikidata(value: str) -> str:
    plain = re.sub(r"^(https?://)?(www\.)?wikidata\.org/(wiki|entity)/", "", value.strip(), flags=re.IGNORECASE).upper()
    if not plain:
        raise Failed("empty")
    if not re.fullmatch(r"Q[1-9]\d{0,10}", plain):
        raise Failed("form", 1 if plain[0] != "Q" else 2, "Q1377")
    return plain


def other(value: str) -> str:
    plain = value.strip()
    if not plain:
        raise Failed("empty")
    if len(plain) > LONGEST_VALUE:
        raise Failed("too_long", LONGEST_VALUE + 1, str(LONGEST_VALUE))
    return plain


def digits(value: str, length: int) -> str:
    plain = re.sub(r"[\s.\-]", "", value)
    only(plain, "0123456789")
    need(plain, length)
    return plain


def need(plain: str, length: int) -> None:
    if not plain:
        raise Failed("empty")
    if len(plain) != length:
        raise Failed("length", min(len(plain), length) + 1, str(length))


def only(plain: str, signs: str, *, start: int = 1, also: dict[int, str] | None = None) -> None:
    for position, sign in enumerate(plain, start):
        if sign not in signs + (also or {}).get(position, ""):
            raise Failed("character", position, sign)


def luhn(number: str) -> int:
    """What is left over: 0 when the number holds."""
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(number)))
    return sum(each - 9 if each > 9 else each for each in doubled) % 10


def last_digit(number: str) -> str:
    return str((int(number[-1]) - luhn(number)) % 10)


SCHEMES = {
    scheme.code: scheme
    for scheme in (
        Scheme("fr-siren", "SIREN (INSEE)", Check.SUM, "356000000", siren, "https://annuaire-entreprises.data.gouv.fr/entreprise/{value}"),
        Scheme(
            "fr-siret",
            "SIRET (INSEE)",
            Check.SUM,
            "35600000000048",
            siret,
            "https://annuaire-entreprises.data.gouv.fr/etablissement/{value}",
        ),
        Scheme("fr-rna", "RNA", Check.FORM, "W751234567", rna),
        Scheme("xi-lei", "LEI (ISO 17442)", Check.SUM, "724500PMK2A2M1SQQ228", lei, "https://search.gleif.org/#/record/{value}"),
        Scheme("xi-ror", "ROR", Check.SUM, "05asf4e91", ror, "https://ror.org/{value}"),
        Scheme("xi-wikidata", "Wikidata", Check.FORM, "Q1377", wikidata, "https://www.wikidata.org/wiki/{value}"),
    )
}
