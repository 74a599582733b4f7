from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext

from essaim.forum.queries.organisations import public_organisations
from essaim.kit.languages import spoken
from essaim.kit.shared import shared_page
from essaim.registry.models import Organisation
from essaim.registry.queries.organisation import organisation_profile, organisations
from essaim.website.listing import Named, lettered, letters_of
from essaim.website.pages.crumbs import steps_to
from essaim.website.queries.organisation import organisation_page

PAGE = 120
UNKNOWN = "unknown"
"""What ?kind= says for organisations whose kind no source tells."""


@shared_page
def list_organisations(request: HttpRequest) -> HttpResponse:
    """In the reader's alphabet; ?letter= and ?kind= narrow. Two statements."""
    reader = get_language() or "en"
    named = lettered(
        organisations().filter(pk__in=public_organisations().values("pk")), lambda one: spoken(one.name, reader).text or one.acronym, reader
    )
    letter, kind = request.GET.get("letter", ""), request.GET.get("kind", "")
    shown = [one for one in named if (not letter or one.letter == letter) and is_of_kind(one, kind)]
    context = {
        "page": Paginator(shown, PAGE).get_page(request.GET.get("page")),
        "letters": letters_of(named),
        "letter": letter,
        "kind": kind,
        "kinds": kinds_of(named),
        "total": len(named),
        "shown": len(shown),
        "steps": steps_to(),
        "no_index": bool(letter or kind),
    }
    return render(request, "website/pages/organisations.html", context)


def is_of_kind(one: Named[Organisation], kind: str) -> bool:
    return not kind or (one.thing.kind or UNKNOWN) == kind


def kinds_of(named: list[Named[Organisation]]) -> list[tuple[str, str]]:
    """The kinds that occur, as the model orders them."""
    found = {one.thing.kind for one in named}
    return [(code or UNKNOWN, str(label)) for code, label in Organisation.Kind.choices if code in found]


@shared_page
def show_organisation(request: HttpRequest, slug: str) -> HttpResponse:
    profile = organisation_profile(slug)
    if profile is None or not public_organisations().filter(pk=profile.organisation.pk).exists():
        raise Http404(f"no organisation {slug!r}")
    if profile.organisation.slug != slug:
        return redirect("website:organisation", profile.organisation.slug, permanent=True)
    context = {"page": organisation_page(profile), "steps": steps_to(("website:organisations", gettext("Organisations")))}
    return render(request, "website/pages/organisation.html", context)
