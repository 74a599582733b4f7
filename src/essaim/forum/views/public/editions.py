from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from essaim.forum.comparison import measure_charts
from essaim.forum.measures import COMPARED
from essaim.forum.queries.edition import compared_editions, editions_by_series, phase
from essaim.forum.views.public.crumbs import edition_steps, home_steps
from essaim.kit.dates import next_midnight
from essaim.kit.shared import fresh_until, shared_page


@shared_page
def list_editions(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    series = [(one.series, [(edition, phase(edition, today)) for edition in one.editions]) for one in editions_by_series()]
    response = render(request, "forum/editions.html", {"series": series, "home_steps": home_steps()})
    return fresh_until(response, next_midnight(timezone.now()))


@shared_page
def compare_editions(request: HttpRequest) -> HttpResponse:
    """The editions named by ?edition=…&edition=…, else all real ones."""
    chosen = request.GET.getlist("edition")
    compared = compared_editions(chosen, COMPARED)
    everything = compared if not chosen else compared_editions(measures=COMPARED)
    context = {
        "compared": compared,
        "choices": [(one.edition, any(one.edition.pk == kept.edition.pk for kept in compared)) for one in everything],
        "charts": measure_charts(compared, COMPARED),
        "no_index": bool(chosen),
        "edition_steps": edition_steps(),
    }
    return render(request, "forum/comparison.html", context)
