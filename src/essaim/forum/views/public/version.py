from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from essaim.forum.feeds import versions_feed
from essaim.forum.queries.edition import public_edition
from essaim.forum.queries.version import history, released_versions, version_changes
from essaim.forum.views.public.crumbs import steps_in, steps_to
from essaim.forum.wording import worded
from essaim.kit.shared import shared_page


@shared_page
def list_versions(request: HttpRequest, edition: str) -> HttpResponse:
    found = public_edition(edition)
    versions = released_versions(found)
    pairs = list(zip(versions, [*versions[1:], None], strict=True)) if versions else []
    context = {"edition": found, "pairs": pairs, "steps": steps_in(found)}
    return render(request, "forum/versions.html", context)


@shared_page
def show_changes(request: HttpRequest, edition: str, before: int, after: int) -> HttpResponse:
    """Always from the older to the newer: the other way round redirects."""
    found = public_edition(edition)
    if before > after:
        return HttpResponsePermanentRedirect(reverse("forum:version_changes", args=[edition, after, before]))
    if before == after:
        raise Http404(f"version {before} against itself")
    changes = version_changes(found, before, after)
    context = {
        "edition": found,
        "changes": changes,
        "groups": worded(changes),
        "crumb_here": f"{before} → {after}",
        "steps": steps_to(found, ("forum:versions", gettext("Versions"))),
    }
    return render(request, "forum/version_changes.html", context)


@shared_page
def feed(request: HttpRequest, edition: str) -> HttpResponse:
    found = public_edition(edition)
    versions = released_versions(found)
    body = versions_feed(found, versions, history(found))
    return HttpResponse(body, content_type="application/atom+xml; charset=utf-8")
