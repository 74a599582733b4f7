"""Published figures: side by side, the one we keep first, in the reader's own words."""

from decimal import Decimal

import pytest

from essaim.desk.models import Entry
from essaim.registry.actions.claim import change_claim, create_claim, keep_claim, remove_claim
from essaim.registry.errors import RegistryError
from essaim.registry.figures import attributed, figure, stated
from essaim.registry.models import Claim
from essaim.registry.queries.claim import claims_about, claims_about_each
from essaim.registry.sentences import sentence
from tests.factories.registry import make_figure, make_organisation, make_source

KIND = "forum.edition"

FIGURES = """
| value  | upper | words | unit | qualifier | language | written                     |
|--------|-------|-------|------|-----------|----------|-----------------------------|
| 10800  |       |       |      |           | fr       | 10~800                      |
| 10800  |       |       |      |           | en       | 10,800                      |
| 10800  |       |       |      |           | es       | 10.800                      |
| 800    | 1200  |       |      |           | fr       | entre 800 et 1~200          |
| 800    | 1200  |       |      |           | en       | between 800 and 1,200       |
| 1500   |       |       |      | more_than | en       | more than 1,500             |
| 1500   |       |       |      | more_than | fr       | plus de 1~500               |
| 1500   |       |       |      | more_than | es       | más de 1.500                |
| 5000   |       |       |      | at_least  | fr       | au moins 5~000              |
| 60     |       |       |      | about     | en       | about 60                    |
| 2000   |       |       |      | nearly    | es       | casi 2.000                  |
| 4000   |       |       |      | forecast  | fr       | 4~000 (prévision)           |
| 13     |       |       | %    |           | fr       | 13~%                        |
| 13     |       |       | %    |           | en       | 13%                         |
| 0.5    |       |       | %    |           | es       | 0,5~%                       |
| 100    |       |       | EUR  |           | en       | 100~EUR                     |
|        |       | 7th   |      |           | fr       | 7th                         |
"""


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.strip().splitlines()[2:]]


@pytest.mark.parametrize("row", rows(FIGURES), ids="-".join)
def test_figure_is_written_as_the_reader_s_language_writes_it(row):
    value, upper, words, unit, qualifier, language, written = row
    claim = Claim(
        value=Decimal(value) if value else None, upper=Decimal(upper) if upper else None, words=words, unit=unit, qualifier=qualifier
    )
    assert figure(claim, language) == written.replace("~", "\u00a0")


def test_zeros_that_nobody_counted_are_not_written():
    assert figure(Claim(value=Decimal("1500.0000")), "en") == "1,500"
    assert figure(Claim(value=Decimal("0.0000")), "en") == "0"


@pytest.mark.parametrize(
    ("date", "language", "written"),
    [
        ("2025-10-31", "fr", "31 octobre 2025"),
        ("2025-10", "en", "October 2025"),
        ("2025", "es", "2025"),
        ("", "en", "date unknown"),
        ("", "fr", "date inconnue"),
        ("", "es", "fecha desconocida"),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(date, language, written):
    assert stated(Claim(stated_on=date), language).replace("\u00a0", " ") == written


def test_attributed_says_who_and_when():
    claim = Claim(value=Decimal(1500), qualifier="more_than", said_by="RTES", stated_on="2019-11")
    assert attributed(claim, "en") == "more than 1,500 (RTES, November 2019)"


def make(measure: str, value: int, said_by: str = "RTES", key: str = "1", **facts: object) -> Claim:
    return Claim.objects.create(kind=KIND, key=key, measure=measure, value=value, said_by=said_by, **facts)


@pytest.mark.django_db
class TestQueries:
    def test_competing_claims_stand_side_by_side_and_the_kept_one_first(self):
        make("participants", 10_200, "chair", stated_on="2025-12")
        make("participants", 9_000, "undated")
        kept = make("participants", 10_800, "city", stated_on="2025-11", is_kept=True)
        make("countries", 109)
        make("participants", 1, key="2")

        measures = claims_about(KIND, 1, order=["participants"])

        assert [(measure.name, [claim.said_by for claim in measure.claims]) for measure in measures] == [
            ("participants", ["city", "chair", "undated"]),
            ("countries", ["RTES"]),
        ]
        assert (measures[0].kept, measures[0].is_disputed) == (kept, True)
        assert (measures[1].kept, measures[1].is_disputed) == (None, False)

    @pytest.mark.parametrize("n", [1, 3])
    def test_claims_cost_one_statement(self, django_assert_num_queries, n):
        for number in range(n):
            make("participants", number, source=make_source())
            make("countries", number, key="2")
        with django_assert_num_queries(1):
            assert [[claim.source.title for claim in measure.claims] for measure in claims_about(KIND, 1)] == [["A page read"] * n]
        with django_assert_num_queries(1):
            found = claims_about_each(KIND, [1, 2, 3])
        assert {key: [len(measure.claims) for measure in measures] for key, measures in found.items()} == {"1": [n], "2": [n], "3": []}


@pytest.mark.django_db
class TestActions:
    def test_keeping_a_claim_takes_the_place_of_the_one_kept_and_deletes_none(self):
        organisation = make_organisation()
        first, second = make_figure(organisation, 60, is_kept=True), make_figure(organisation, 80)
        elsewhere = make_figure(organisation, 3, measure="staff", is_kept=True)

        keep_claim(claim=second, by=None)

        assert set(Claim.objects.filter(is_kept=True)) == {second, elsewhere}
        assert Claim.objects.count() == 3
        assert [entry.action for entry in Entry.objects.order_by("pk")] == ["release_claim", "keep_claim"]
        keep_claim(claim=second, by=None)
        assert Entry.objects.count() == 2
        assert first.pk in Claim.objects.values_list("pk", flat=True)

    def test_create_change_and_remove(self):
        claim = create_claim(kind=KIND, key="1", measure="participants", value=Decimal(1500), said_by="RTES", is_kept=True, by=None)
        assert claim.is_kept
        assert change_claim(claim=claim, qualifier="more_than", by=None)
        assert not change_claim(claim=claim, value=Decimal("1500.00"), by=None)
        assert Claim.objects.get().qualifier == "more_than"
        remove_claim(claim=claim, by=None)
        assert Claim.objects.count() == 0
        assert Entry.objects.latest("pk").before["value"] == "1500.0000"

    def test_a_claim_under_another_measure_is_no_longer_the_one_kept(self):
        make("countries", 109, is_kept=True)
        claim = make("participants", 1, is_kept=True)
        change_claim(claim=claim, measure="countries", by=None)
        claim.refresh_from_db()
        assert (claim.measure, claim.is_kept) == ("countries", False)

    @pytest.mark.parametrize(
        ("facts", "code"),
        [
            ({}, "claim_says_nothing"),
            ({"upper": Decimal(3)}, "claim_says_nothing"),
            ({"words": "many", "upper": Decimal(3)}, "range_upside_down"),
            ({"value": Decimal(5), "upper": Decimal(5)}, "range_upside_down"),
            ({"value": Decimal(10) ** 17}, "invalid_field"),
            ({"value": Decimal(10) ** 40}, "number_too_large"),
            ({"value": Decimal(5), "stated_on": "31/10/2025"}, "not_a_partial_date"),
            ({"value": Decimal(5), "stated_on": "2025-1"}, "not_a_partial_date"),
            ({"value": Decimal(5), "qualifier": "roughly"}, "invalid_field"),
            ({"value": Decimal(5), "state": "true"}, "invalid_field"),
            ({"value": Decimal(5), "definition": {"klingon": "X"}}, "unknown_language"),
        ],
    )
    def test_a_bad_claim_is_refused_and_nothing_is_written(self, facts, code):
        with pytest.raises(RegistryError) as caught:
            create_claim(kind=KIND, key="1", measure="participants", said_by="RTES", by=None, **facts)
        assert caught.value.code == code
        assert "…" not in sentence(caught.value)
        assert (Claim.objects.count(), Entry.objects.count()) == (0, 0)
