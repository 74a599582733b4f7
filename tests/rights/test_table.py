"""Every address × role, asked for real. A new address or API operation without a row fails; see row.py for how to write one."""

import re

import pytest
from django.urls import reverse

from tests.rights import fingerprint as finger
from tests.rights.cells import ADDRESSES, ROWS, Answer, Cell, ask, cells, holder_of, methods_of, read
from tests.rights.forms import own_forms
from tests.rights.row import LOGIN, ROLES

pytestmark = pytest.mark.django_db

ALL = cells()


def test_every_address_has_a_row():
    assert sorted(ADDRESSES.keys() - ROWS.keys()) == [], "addresses without a row: write one as tests/rights/row.py says"
    assert sorted(ROWS.keys() - ADDRESSES.keys()) == [], "rows of addresses that do not exist"


def test_every_role_is_refused_somewhere_and_let_in_somewhere():
    """The table itself can fail: nobody may do everything but who runs the site, and nobody nothing."""
    for role in ROLES:
        assert any(role in row.allowed for row in ROWS.values()), role
        assert role == "site" or any(role not in row.allowed for row in ROWS.values()), role


def is_at_login(answer: Answer) -> bool:
    return answer.status == 302 and answer.location.startswith(reverse("account_login"))


def is_refused(cell: Cell, answer: Answer) -> bool:
    return is_at_login(answer) if cell.refusal == LOGIN else answer.status == cell.refusal


def is_let_in(cell: Cell, answer: Answer) -> bool:
    wanted = cell.row.ok or ((200,) if cell.method == "GET" else (200, 201, 202, 204) if cell.address.method else (302, 303))
    return answer.status in wanted and not is_at_login(answer)


@pytest.mark.parametrize("cell", [cell for cell in ALL if cell.is_allowed], ids=str)
def test_right_holder(world, cell):
    answer = ask(world, cell)
    assert is_let_in(cell, answer), f"{answer.status} {answer.location} {said(answer)}"
    if cell.is_open:
        assert not answer.leaks, "what is not for everybody stands in an answer for everybody"
    if cell.method != "GET" and cell.row.changes and cell.role == holder_of(cell.row) and not cell.is_hidden:
        assert changed(world), f"what the row sends changes nothing, so a refusal would prove nothing. {said(answer)}"


@pytest.mark.parametrize("cell", [cell for cell in ALL if not cell.is_allowed], ids=str)
def test_refused(world, cell):
    answer = ask(world, cell)
    assert is_refused(cell, answer), f"{answer.status} {answer.location}, not {cell.refusal}"
    assert cell.may_tell or not answer.leaks, "the refusal tells what it refuses"
    if cell.method != "GET":
        assert changed(world) == [], "a refused request wrote"


def changed(world) -> list[str]:
    """The tables that differ from what stood before any request. Where no statement wrote, none does."""
    if not world.things["writes"].statements:
        return []
    before, now = world.things["fingerprint"], finger.fingerprint()
    return sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))


def said(answer: Answer) -> str:
    """What a form complained of, for whoever writes the row."""
    parts = re.findall(r'(?:role="alert"|class="errorlist|class="error).*?</(?:div|ul|p)>', answer.text, re.DOTALL)
    return " ".join(" ".join(re.sub(r"<[^>]+>", " ", part) for part in parts).split())[:600]


READ_ALONE = [
    name for name in sorted(ROWS.keys() & ADDRESSES.keys()) if methods_of(name, ROWS[name]) == ["GET"] and not ADDRESSES[name].method
]


@pytest.mark.parametrize("name", READ_ALONE)
def test_page_that_is_written_to_has_data(world, name):
    """One whose form posts to itself and whose row sends nothing would stand in the table half tested."""
    row = ROWS[name]
    address = ADDRESSES[name].path(row.args(world)) + row.query
    client = world.client(holder_of(row))
    if client.post(address, {"x": "y"}).status_code != 405:
        assert own_forms(read(client.get(address)).text, address) == [], "give the row `form` (or `data`)"
