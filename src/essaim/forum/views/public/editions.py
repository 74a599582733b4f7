from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from essaim.forum.comparison import measure_charts
from essaim.forum.measures import COMPARED
from essaim.forum.queries.edition import compared_editions, editions_by_series, phase
from essaim.forum.views.public.crumbs import edition_steps, home_steps


def list_editions(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    series = [(one.series, [(edition, phase(edition, today)) for edition in one.editions]) for one in editions_by_series()]
    return render(request, "forum/editions.html", {"series": series, "home_steps": home_steps()})


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
