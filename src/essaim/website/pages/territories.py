from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext

from essaim.kit.languages import spoken
from essaim.kit.shared import shared_page
from essaim.kit.sorting import sort_key
from essaim.registry.models import Territory
from essaim.registry.queries.territory import find_territory
from essaim.website.pages.crumbs import steps_to
from essaim.website.queries.territory import known_territories, territory_page

LEVELS = list(Territory.Level)


@shared_page
def list_territories(request: HttpRequest) -> HttpResponse:
    """Places something is known about, by level from the country down, then by name. One statement."""
    reader = get_language() or "en"
    known = sorted(
        known_territories(), key=lambda one: (LEVELS.index(Territory.Level(one.level)), *sort_key(spoken(one.name, reader).text, reader))
    )
    levels = [(str(Territory.Level(level).label), list(group)) for level, group in groupby(known, key=lambda one: one.level)]
    return render(request, "website/pages/territories.html", {"levels": levels, "steps": steps_to()})


@shared_page
def show_territory(request: HttpRequest, scheme: str, level: str, code: str) -> HttpResponse:
    """A former code leads to the territory of today."""
    territory = find_territory(scheme, level, code)
    if territory is None:
        raise Http404(f"no territory {scheme}/{level}/{code}")
    if (territory.level, territory.code) != (level, code):
        return redirect("website:territory", territory.scheme, territory.level, territory.code, permanent=True)
    context = {"page": territory_page(territory), "steps": steps_to(("website:territories", gettext("Territories")))}
    return render(request, "website/pages/territory.html", context)
