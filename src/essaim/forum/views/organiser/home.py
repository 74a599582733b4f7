"""The back office's first pages: my editions, and one edition with what waits."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from essaim.desk.models import Account
from essaim.forum.actions.edition import change_edition, create_edition, join_team, leave_team, remove_edition
from essaim.forum.errors import ForumError
from essaim.forum.inputs.edition import EditionInput, NewEditionInput, TeamInput
from essaim.forum.models import Edition, Series, Session
from essaim.forum.queries.journal import edition_entries, told
from essaim.forum.queries.problems import problems_of
from essaim.forum.queries.prospect import latest_release
from essaim.forum.queries.team import draft_changes, team_editions, team_of
from essaim.forum.sentences import ANY_ERROR, sentence
from essaim.forum.views.organiser.doors import account_of, guard_any_team, team_edition, written

LATEST = 6


@require_safe
def show_home(request: HttpRequest) -> HttpResponse:
    account = guard_any_team(request)
    editions = list(team_editions(account))
    waiting = {edition.pk: draft_changes(edition).changes.total for edition in editions[:LATEST]}
    return render(request, "forum/team/home.html", {"editions": [(edition, waiting.get(edition.pk)) for edition in editions]})


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
def members(request: HttpRequest, edition: str) -> HttpResponse:
    """Who may edit; somebody is let in by the address of their account."""
    found = team_edition(request, edition)
    form = TeamInput(request.POST or None)
    if request.method == "POST" and form.is_valid() and written(form, lambda: let_in(request, found, form.cleaned_data["email"])):
        return redirect("team:members", found.slug)
    return render(request, "forum/team/members.html", {"edition": found, "form": form, "team": team_of(found)})


def let_in(request: HttpRequest, edition: Edition, email: str) -> bool:
    account = Account.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if account is None:
        raise ForumError("no_such_account", email=email)
    join_team(edition=edition, account=account, by=account_of(request))
    messages.success(request, _("%(account)s may now edit this edition.") % {"account": account})
    return True


@require_POST
def remove_member(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    found = team_edition(request, edition)
    member = next((account for account in team_of(found) if account.pk == pk), None)
    if member:
        try:
            leave_team(edition=found, account=member, by=account_of(request))
            messages.success(request, _("%(account)s may no longer edit this edition.") % {"account": member})
        except ANY_ERROR as error:
            messages.error(request, sentence(error))
            return redirect("team:members", found.slug)
        if member == request.user:
            return redirect("team:home")
    return redirect("team:members", found.slug)


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
