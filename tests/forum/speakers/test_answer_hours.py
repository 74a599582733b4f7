"""Hours behind the one link: lines of a page opened earlier are kept, and the night the clock is put forward is a form error."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from essaim.forum.actions.answer import Hours, Through, save_availabilities
from essaim.forum.errors import ForumError
from essaim.forum.links import token_of
from essaim.forum.models import Availability
from tests.factories import forum as make

pytestmark = pytest.mark.django_db


def save(speaker, *lines: tuple[str, str], day: date | None = None):
    on = (day or speaker.edition.starts_on).isoformat()
    data = {"part": "hours"}
    for number, (start, end) in enumerate(lines):
        data |= {f"h-day{number}": on, f"h-from{number}": start, f"h-until{number}": end, f"h-can{number}": "yes"}
    return Client().post(reverse("forum:answer", args=[speaker.edition.slug, token_of(speaker)]), data)


def test_lines_of_a_page_opened_before_others_were_saved_are_kept(stage, awa):
    """Opened with two exact spans, so with three lines; meanwhile another window emptied them."""
    for hour in ("09:00", "11:00"):
        start = make.at(stage.edition, hour)
        Availability.objects.create(speaker=awa, starts_at=start, ends_at=start + timedelta(hours=1))
    assert save(awa).status_code == 302
    assert not awa.availabilities.exists()
    assert save(awa, ("09:00", "10:00"), ("11:00", "12:00"), ("15:00", "16:00")).status_code == 302
    assert awa.availabilities.count() == 3


def test_a_wrong_line_of_such_a_page_is_shown_again(stage, awa):
    answer = save(awa, ("09:00", "10:00"), ("11:00", "12:00"), ("16:00", "15:00"))
    assert answer.status_code == 422
    assert 'value="16:00"' in answer.text
    assert not awa.availabilities.exists()


def test_far_line_numbers_and_too_many_lines_are_no_fault(stage, awa):
    address = reverse("forum:answer", args=["ici", token_of(awa)])
    assert Client().post(address, {"part": "hours", "h-day999": "x", "h-from²": "y", "h-until": "z"}).status_code == 302


@pytest.mark.parametrize(("start", "end"), [("02:30", "03:00"), ("02:30", "02:45"), ("01:00", "02:30")])
def test_hour_over_which_the_clock_is_put_forward_is_told(stage, awa, start, end):
    night = date(2027, 3, 28)
    stage.edition.starts_on = stage.edition.ends_on = night
    stage.edition.save()
    awa.edition.refresh_from_db()
    answer = save(awa, (start, end), day=night)
    assert answer.status_code == 422
    assert "02:30" in answer.text
    assert not awa.availabilities.exists()


def test_span_that_ends_before_it_begins_in_truth_is_refused(stage, awa):
    """02:30 stands for 01:30 UTC that night, 03:00 for 01:00."""
    zone = stage.edition.zone
    hours = Hours(datetime(2027, 3, 28, 2, 30, tzinfo=zone), datetime(2027, 3, 28, 3, 0, tzinfo=zone), is_free=True)
    assert hours.ends_at.astimezone(UTC) < hours.starts_at.astimezone(UTC)
    with pytest.raises(ForumError) as refused:
        save_availabilities(speaker=awa, hours=[hours], through=Through(owner=awa))
    assert refused.value.code == "span_ends_before_start"
