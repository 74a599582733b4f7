"""What could be meant by what is typed so far, as options of a list."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.views.decorators.http import require_safe

from essaim.registry.inputs.pick import ORGANISATION, PERSON, TERRITORY, Kind, reader
from essaim.registry.rules import may_enter

LEAST_SIGNS = 2
LONGEST = 80


def options(request: HttpRequest, kind: Kind, *, is_public: bool = False) -> HttpResponse:
    """The input sends itself under its own name, whatever that is."""
    if not is_public and not may_enter(request.user):
        raise Http404("not of any team")
    typed = str(next(iter(request.GET.values()), ""))[:LONGEST]
    found = kind.directory(reader()).beginning(typed) if len(typed.strip()) >= LEAST_SIGNS else []
    return HttpResponse(format_html_join("", '<option value="{}">', ((listed.label,) for listed in found)))


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    return options(request, PERSON)


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    return options(request, ORGANISATION)


@require_safe
def territories(request: HttpRequest) -> HttpResponse:
    """For authors of proposals too: countries, regions and communes are public lists."""
    return options(request, TERRITORY, is_public=True)
