from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from essaim.forum.comparison import measure_charts
from essaim.forum.mast import mast_of
from essaim.forum.models import Edition
from essaim.forum.queries.edition import Compared, compared_editions, edition_page, leading_edition, phase
from essaim.forum.queries.figures import figure_named
from essaim.kit.dates import next_midnight
from essaim.kit.shared import fresh_until, shared_page
from essaim.website.queries.home import holdings, now_and_next

FRESH = timedelta(seconds=30)
"""While an edition runs, what is on now may be this old."""
COUNTED = ("participants",)


@shared_page
def home(request: HttpRequest) -> HttpResponse:
    """The edition running, else the next, else the last; what all editions counted; what the site holds."""
    edition = leading_edition(timezone.localdate())
    compared = compared_editions(measures=COUNTED)
    context: dict[str, object] = {
        "compared": compared,
        "charts": measure_charts(compared, COUNTED),
        "most_said": most_said(compared),
        "holdings": holdings(),
    }
    if edition is not None:
        context |= lead(edition)
    response = render(request, "website/pages/home.html", context)
    return fresh_until(response, timezone.now() + FRESH if context.get("running") else next_midnight(timezone.now()))


def lead(edition: Edition) -> dict[str, object]:
    page = edition_page(edition)
    moment = timezone.now()
    running = phase(edition, timezone.localtime(moment, edition.zone).date()) == "running"
    on_now, soon = now_and_next(edition, moment) if running else ((), ())
    steering = figure_named(page.figures, "steering")
    return {
        "edition": edition,
        "steering": steering.kept if steering else None,
        "page": page,
        "mast": mast_of(edition, page.figures, page.n_sessions),
        "running": running,
        "moment": moment,
        "on_now": on_now,
        "soon": soon,
    }


def most_said(compared: tuple[Compared, ...]) -> Compared | None:
    """The edition about whose participants the most figures have been published, when there is more than one figure."""
    disputed = [one for one in compared if one.figures and one.figures[0].is_disputed]
    return max(disputed, key=lambda one: len(one.figures[0].claims), default=None)
