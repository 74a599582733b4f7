"""The draft beside what is on line, and putting it on line."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from essaim.forum.actions.edition import change_edition
from essaim.forum.actions.programme import release_programme
from essaim.forum.errors import ForumError
from essaim.forum.inputs.release import ReleaseInput
from essaim.forum.models import Edition
from essaim.forum.queries.problems import problems_of
from essaim.forum.queries.team import draft_changes
from essaim.forum.sentences import sentence
from essaim.forum.views.organiser.doors import account_of, team_edition
from essaim.forum.wording import worded


@require_http_methods(["GET", "HEAD", "POST"])
def release(request: HttpRequest, edition: str) -> HttpResponse:
    """Shows what would change; the button puts exactly that on line, or shows again when it is no longer that."""
    found = team_edition(request, edition)
    form = ReleaseInput(request.POST or None, edition=found)
    if request.method == "POST" and form.is_valid():
        facts = form.facts()
        try:
            version = release_programme(
                edition=found, by=account_of(request), note=facts["note"], expected=request.POST.get("expected", "") or "-"
            )
        except ForumError as error:
            form.add_error(None, sentence(error))
        else:
            if form.cleaned_data["opens"] and not found.is_public:
                change_edition(edition=found, by=account_of(request), is_public=True)
            messages.success(request, _("Version %(number)s is on line.") % {"number": version.number})
            return redirect(overview(found, request.GET.get("session", "")))
    draft = draft_changes(found)
    context = {"edition": found, "draft": draft, "groups": worded(draft.changes), "form": form, "problems": problems_of(found)}
    return render(request, "forum/team/release.html", context)


def overview(edition: Edition, code: str) -> str:
    """The edition's page; after a session's form it leads on to that session."""
    address = reverse("team:edition", args=[edition.slug])
    return f"{address}?{urlencode({'session': code})}" if code else address
