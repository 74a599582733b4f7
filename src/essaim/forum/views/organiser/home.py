"""The back office's first pages: my editions, and one edition with what waits."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from essaim.forum.actions.edition import change_edition, create_edition, remove_edition
from essaim.forum.inputs.edition import EditionInput, NewEditionInput
from essaim.forum.models import Edition, Series, Session
from essaim.forum.offices import waiting_for
from essaim.forum.queries.journal import edition_entries, told
from essaim.forum.queries.offices import organisations_of, work_of
from essaim.forum.queries.problems import problems_of
from essaim.forum.queries.prospect import latest_release
from essaim.forum.queries.team import draft_changes, team_editions
from essaim.forum.rules import is_of_any_team
from essaim.forum.sentences import ANY_ERROR, sentence
from essaim.forum.views.organiser.doors import account_of, guard_any_team, team_edition, written

LATEST = 6


@require_safe
def show_home(request: HttpRequest) -> HttpResponse:
    """For whoever has work to do: their editions, their paths, their organisation. Nobody else has a back office."""
    account = account_of(request)
    editions = list(team_editions(account))
    work, organisations = work_of(account), organisations_of(account)
    is_team = is_of_any_team(account)
    if not (is_team or work or organisations):
        raise Http404("no work in the back office")
    waiting = {edition.pk: draft_changes(edition).changes.total for edition in editions[:LATEST]}
    context = {
        "editions": [(edition, waiting.get(edition.pk)) for edition in editions],
        "work": [(one, waiting_for(one.standing)) for one in work],
        "organisations": organisations,
        "is_team": is_team,
    }
    return render(request, "forum/team/home.html", context)


@require_safe
def show_edition(request: HttpRequest, edition: str) -> HttpResponse:
    found = team_edition(request, edition)
    context = {
        "edition": found,
        "draft": draft_changes(found),
        "problems": problems_of(found),
        "released": released_session(found, request.GET.get("session", "")),
        "latest": told(edition_entries(found)[:LATEST]),
        "counts": {
            "sessions": found.sessions.count(),
            "paths": found.paths.count(),
            "sites": found.sites.count(),
            "photos": found.photos.count(),
            "reports": found.reports.count(),
        },
    }
    return render(request, "forum/team/edition.html", context)


def released_session(edition: Edition, code: str) -> Session | None:
    """The session just put on line, when readers can see it."""
    if not (code and edition.is_public):
        return None
    version = latest_release(edition)
    return edition.sessions.exclude(state=Session.State.DRAFT).filter(code=code, slots__version=version).first() if version else None


@require_http_methods(["GET", "HEAD", "POST"])
def new_edition(request: HttpRequest) -> HttpResponse:
    account = guard_any_team(request)
    form = NewEditionInput(request.POST or None, earlier=team_editions(account))
    if not Series.objects.exists():
        messages.warning(request, _("An edition belongs to a series. Enter the series first."))
        return redirect("team:series_new")
    if request.method == "POST" and form.is_valid():
        made = written(form, lambda: create_edition(by=account, **form.facts()))
        if made:
            messages.success(request, _("“%(edition)s” is entered. Nobody but its team sees it yet.") % {"edition": made})
            return redirect("team:edition", made.slug)
    return render(request, "forum/team/edition_new.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, edition: str) -> HttpResponse:
    found = team_edition(request, edition)
    form = EditionInput(request.POST or None, edition=found)
    if request.method == "POST" and form.is_valid():
        changed = written(form, lambda: change_edition(edition=found, by=account_of(request), **form.facts()))
        if changed:
            messages.success(request, _("Saved."))
            return redirect("team:edition", changed.slug)
    return render(request, "forum/team/settings.html", {"edition": team_edition(request, edition), "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, edition: str) -> HttpResponse:
    found = team_edition(request, edition)
    if request.method == "POST":
        try:
            remove_edition(edition=found, by=account_of(request))
        except ANY_ERROR as error:
            messages.error(request, sentence(error))
            return redirect("team:edition", found.slug)
        messages.success(request, _("“%(thing)s” is removed.") % {"thing": found})
        return redirect("team:home")
    return render(request, "forum/team/remove.html", {"edition": found, "thing": found, "back": "team:edition"})
