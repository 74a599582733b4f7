from pathlib import Path

from tests.rights.document import markdown

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "rights.md"


def test_page_of_rights_is_up_to_date():
    assert PAGE.read_text() == markdown(), "run .venv/bin/python tools/rights.py write"
