"""Identifiers: real ones pass, each rule fails at its place with what was expected."""

import pytest
from django.utils.translation import override

from essaim.registry.identifiers import SCHEMES, Check, check_identifier
from essaim.registry.sentences import explain

GOOD = """
| scheme      | typed                                   | stored               | check |
|-------------|-----------------------------------------|----------------------|-------|
| fr-siren    | 356 000 000                             | 356000000            | sum   |
| SIREN       | 732.829.320                             | 732829320            | sum   |
| fr-siret    | 356 000 000 00048                       | 35600000000048       | sum   |
| siret       | 35600000049837                          | 35600000049837       | sum   |
| siret       | 73282932000074                          | 73282932000074       | sum   |
| rna         | w751 234567                             | W751234567           | form  |
| fr-rna      | W2A1000123                              | W2A1000123           | form  |
| fr-rna      | W9R1000123                              | W9R1000123           | form  |
| lei         | 724500pmk2a2m1sqq228                    | 724500PMK2A2M1SQQ228 | sum   |
| xi-lei      | 959800Q2SYC34EQAPG59                    | 959800Q2SYC34EQAPG59 | sum   |
| xi-ror      | https://ror.org/05asf4e91               | 05asf4e91            | sum   |
| ror         | 01kj2bm70                               | 01kj2bm70            | sum   |
| ror         | ror.org/049e6bc10/                      | 049e6bc10            | sum   |
| wikidata    | https://www.wikidata.org/wiki/Q1377     | Q1377                | form  |
| xi-wikidata | q152057                                 | Q152057              | form  |
| kr-brn      | 402-82-24197                            | 402-82-24197         | none  |
| ca-cra_acr  | 101182509                               | 101182509            | none  |
"""
BAD = """
| scheme   | typed                | rule         | place | expected |
|----------|----------------------|--------------|-------|----------|
| siren    |                      | empty        |       |          |
| siren    | 35600000             | length       | 9     | 9        |
| siren    | 3560000000           | length       | 10    | 9        |
| siren    | 35600O000            | character    | 6     | O        |
| siren    | 356000001            | check_digits | 9     | 0        |
| siren    | 732829230            | check_digits | 9     | 9        |
| siret    | 35600000149837       | siren_part   | 9     | 0        |
| siret    | 35600000049838       | check_digits | 14    | 9        |
| siret    | 73282932000075       | check_digits | 14    | 4        |
| siret    | 356000000            | length       | 10    | 14       |
| rna      | 751234567            | length       | 10    | 10       |
| rna      | X751234567           | form         | 1     | W751234567 |
| rna      | W75123456A           | character    | 10    | A        |
| rna      | W7A1234567           | form         | 3     | W2A1000123, W9R1000123 |
| lei      | 724500PMK2A2M1SQQ229 | check_digits | 19    | 28       |
| lei      | 724500PMK2A2M1SQQ2   | length       | 19    | 20       |
| lei      | 724500PMK2A2M1SQ_228 | character    | 17    | _        |
| lei      | 724500PMK2A2M1SQQ2A8 | character    | 19    | A        |
| ror      | 05asf4e92            | check_digits | 8     | 91       |
| ror      | 05asf4i91            | character    | 7     | i        |
| ror      | 15asf4e91            | form         | 1     | 05asf4e91 |
| wikidata | P31                  | form         | 1     | Q1377    |
| wikidata | Q0                   | form         | 2     | Q1377    |
| kr-brn   |                      | empty        |       |          |
| Registre du commerce | 1        | scheme       |       | fr-siren |
"""


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.strip().splitlines()[2:]]


@pytest.mark.parametrize(("scheme", "typed", "stored", "check"), rows(GOOD))
def test_an_identifier_that_holds_is_stored_in_its_plain_form(scheme, typed, stored, check):
    verdict = check_identifier(scheme, typed)
    assert (verdict.value, verdict.check) == (stored, Check(check))
    assert verdict.is_accepted


@pytest.mark.parametrize(("scheme", "typed", "rule", "place", "expected"), rows(BAD))
def test_an_identifier_that_fails_says_which_rule_and_where(scheme, typed, rule, place, expected):
    verdict = check_identifier(scheme, typed)
    assert (verdict.rule, str(verdict.position or ""), verdict.expected) == (rule, place, expected)
    assert not verdict.is_accepted
    assert verdict.value == typed
    assert "…" not in explain(verdict)
    assert expected in explain(verdict)


def test_a_value_longer_than_we_keep_is_refused():
    assert check_identifier("kr-brn", "1" * 81).rule == "too_long"
    assert check_identifier("kr-brn", "1" * 80).is_accepted


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)
def test_every_scheme_accepts_its_own_example(scheme):
    assert check_identifier(scheme.code, scheme.example).check == scheme.check


@pytest.mark.parametrize("typed", ["356000000", "732829320"])
def test_every_slip_of_one_digit_in_a_siren_is_seen(typed):
    for place in range(9):
        for digit in "0123456789":
            slipped = typed[:place] + digit + typed[place + 1 :]
            assert check_identifier("siren", slipped).is_accepted == (slipped == typed)


def test_an_unchecked_scheme_says_that_it_is_unchecked():
    with override("en"):
        assert "not checked" in explain(check_identifier("kr-brn", "402-82-24197"))
