"""What a row of a spreadsheet would change, as the page says it before anything is written."""

import pytest
from django.utils.translation import override

from essaim.call.exchange.planning import Step
from essaim.call.sheets import Entry, Organisation, Person
from essaim.call.views.sheet_wording import changes_said

KNOWN = Organisation("Les Tablées", is_lead=False, postcode="79000", town="Niort")
CLAIRE = Person("author", "Claire", email="claire@example.org", phone="+33 5 49 00 00 00")


@pytest.mark.parametrize(
    ("before", "after", "stands"),
    [
        (KNOWN, Organisation("Les Tablées", is_lead=True), "Les Tablées, lead organisation, 79000, Niort"),
        (KNOWN, Organisation("Les Tablées", is_lead=False, kind="cooperative"), "Les Tablées, partner, cooperative, 79000, Niort"),
        (None, Organisation("Les Tablées"), "Les Tablées, lead organisation"),
        (CLAIRE, Person("author", "Claire", organisation="Les Tablées"), "Claire, claire@example.org, +33 5 49 00 00 00, Les Tablées"),
    ],
)
def test_change_is_said_and_what_the_row_leaves_open_stays(before, after, stands):
    with override("en"):
        (said,) = changes_said(Step("change", Entry(), changes={"organisation.Les Tablées": (before, after)}))
    assert said.after == stands
    assert said.before != said.after
