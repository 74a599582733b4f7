from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from essaim.forum.comparison import measure_charts
from essaim.forum.mast import mast_of
from essaim.forum.models import Edition
from essaim.forum.queries.edition import Compared, compared_editions, edition_page, leading_edition, phase
from essaim.website.queries.home import holdings, now_and_next

COUNTED = ("participants",)


def home(request: HttpRequest) -> HttpResponse:
    """The edition running, else the next, else the last; what all editions counted; what the site holds."""
    edition = leading_edition(timezone.localdate())
    compared = compared_editions(measures=COUNTED)
    context = {"compared": compared, "charts": measure_charts(compared, COUNTED), "most_said": most_said(compared), "holdings": holdings()}
    if edition is not None:
        context |= lead(edition)
    return render(request, "website/pages/home.html", context)


def lead(edition: Edition) -> dict[str, object]:
    page = edition_page(edition)
    moment = timezone.now()
    running = phase(edition, timezone.localtime(moment, edition.zone).date()) == "running"
    on_now, soon = now_and_next(edition, moment) if running else ((), ())
    return {
        "edition": edition,
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
