"""The edition and version this person may see, or 404."""

from django.http import Http404, HttpRequest

from essaim.forum.models import Edition, Version
from essaim.forum.queries.programme import released_version
from essaim.forum.rules import is_team, may_see

DRAFT = "draft"


def edition_for(request: HttpRequest, slug: str) -> Edition:
    """A public edition, or one whose team this person belongs to. One statement, two when it is not public."""
    edition = next(iter(Edition.objects.filter(slug=slug).order_by()), None)
    if edition is None or not may_see(request.user, edition):
        raise Http404(f"no edition {slug!r} for this reader")
    return edition


def version_for(request: HttpRequest, edition: Edition) -> Version | None:
    """The last release; with ?version=2 an older one; with ?version=draft the draft, for the team only."""
    asked = request.GET.get("version", "")
    if asked == DRAFT:
        if not is_team(request.user, edition):
            raise Http404("the draft is the team's")
        return Version.objects.filter(edition=edition, number__isnull=True).first()
    if asked and not (asked.isascii() and asked.isdecimal() and len(asked) < 6):
        raise Http404(f"{asked!r} is not the number of a version")
    return released_version(edition, int(asked) if asked else None)
