from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext

from essaim.kit.shared import shared_page
from essaim.registry.queries.person import public_profile
from essaim.website.listing import lettered, letters_of
from essaim.website.pages.crumbs import steps_to
from essaim.website.queries.person import listed_people, person_page

PAGE = 120


@shared_page
def list_people(request: HttpRequest) -> HttpResponse:
    """By the name to sort by, in the reader's alphabet; ?letter=B narrows. Two statements."""
    reader = get_language() or "en"
    named = lettered(listed_people(), lambda person: person.sort_name or person.name, reader)
    letter = request.GET.get("letter", "")
    shown = [one for one in named if not letter or one.letter == letter]
    page = Paginator(shown, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "letters": letters_of(named),
        "letter": letter,
        "total": len(named),
        "steps": steps_to(),
        "no_index": bool(letter),
    }
    return render(request, "website/pages/people.html", context)


@shared_page
def show_person(request: HttpRequest, slug: str) -> HttpResponse:
    profile = public_profile(slug)
    if profile is None or not listed_people().filter(pk=profile.person.pk).exists():
        raise Http404(f"no public person {slug!r}")
    if profile.person.slug != slug:
        return redirect("website:person", profile.person.slug, permanent=True)
    context = {"page": person_page(profile), "steps": steps_to(("website:people", gettext("People")))}
    return render(request, "website/pages/person.html", context)
