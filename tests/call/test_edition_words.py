"""The edition is called in the reader's language; English dates are written as its words are."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from django.utils.formats import date_format
from django.utils.translation import override

import essaim
from essaim.desk.sending import is_delivering
from essaim.forum.views.organiser.release import KEEPS, told_counts

FRAME = Path(essaim.__file__).parent / "forum" / "demo" / "data" / "example" / "frame.yaml"


def test_the_demo_edition_has_no_short_name_of_one_language():
    """A short name is one for all languages; the demo's was French."""
    frame = yaml.safe_load(FRAME.read_text())
    assert not frame.get("short_name")
    assert frame["name"].keys() >= {"fr", "en", "es"}


def test_english_dates_have_the_day_first_and_twenty_four_hours():
    at = datetime(2026, 11, 25, 10, 42, tzinfo=UTC)
    with override("en"):
        said = {name: date_format(at, name) for name in ("DATETIME_FORMAT", "DATE_FORMAT", "SHORT_DATETIME_FORMAT")}
    assert said == {
        "DATETIME_FORMAT": "25 November 2026, 10:42",
        "DATE_FORMAT": "25 November 2026",
        "SHORT_DATETIME_FORMAT": "25 Nov 2026, 10:42",
    }


@pytest.mark.django_db
def test_a_demos_letters_go_into_a_folder_and_count_as_not_delivered(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    assert not is_delivering()


@pytest.mark.parametrize(("number", "said"), [(1, "l’a dans son programme"), (2, "l’ont dans leur programme")])
def test_one_reader_and_several_are_said_each_in_their_number(number, said):
    touched = [SimpleNamespace(has=lambda *ties: KEEPS in ties) for _ in range(number)]
    with override("fr"):
        assert told_counts(touched) == [(number, said)]
