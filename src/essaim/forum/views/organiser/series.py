"""Series of editions: for whoever runs the site, and whoever holds an edition of the series."""

from django.contrib import messages
from django.db.models import Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from essaim.desk.models import Account
from essaim.forum.actions.edition import remove_series, save_series
from essaim.forum.inputs.edition import SeriesInput
from essaim.forum.models import Edition, Series
from essaim.forum.queries.team import team_editions
from essaim.forum.sentences import ANY_ERROR, sentence
from essaim.forum.views.organiser.doors import guard_any_team, written

TEXT_LANGUAGES = ("fr", "en", "es")


@require_safe
def list_series(request: HttpRequest) -> HttpResponse:
    """Every series; of editions that are not public, only those the account may edit."""
    account = guard_any_team(request)
    mine = {series.pk for series in editable_series(account)}
    seen = Edition.objects.filter(Q(is_public=True) | Q(pk__in=list(team_editions(account).values_list("pk", flat=True))))
    found = Series.objects.select_related("organisation").prefetch_related(Prefetch("editions", seen)).order_by("slug")
    series = [(one, one.pk in mine) for one in found]
    return render(request, "forum/team/series.html", {"series": series})


def editable_series(account: Account) -> list[Series]:
    """All for whoever runs the site; else those the account has every edition of."""
    if account.is_superuser:
        return list(Series.objects.all())
    mine = set(team_editions(account).values_list("pk", flat=True))
    return [one for one in Series.objects.prefetch_related("editions") if {edition.pk for edition in one.editions.all()} <= mine]


@require_http_methods(["GET", "HEAD", "POST"])
def change_series(request: HttpRequest, slug: str = "") -> HttpResponse:
    account = guard_any_team(request)
    row = series_of(account, slug) if slug else None
    languages = sorted(TEXT_LANGUAGES, key=lambda code: code != (get_language() or "")[:2])
    form = SeriesInput(request.POST or None, languages=languages, row=row)
    if request.method == "POST" and form.is_valid():
        saved = written(form, lambda: save_series(series=row, by=account, **form.facts()))
        if saved:
            messages.success(request, _("“%(thing)s” is saved.") % {"thing": saved})
            return redirect("team:series")
    return render(request, "forum/team/series_form.html", {"form": form, "row": row})


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, slug: str) -> HttpResponse:
    account = guard_any_team(request)
    row = series_of(account, slug)
    if request.method == "POST":
        try:
            remove_series(series=row, by=account)
        except ANY_ERROR as error:
            messages.error(request, sentence(error))
        else:
            messages.success(request, _("“%(thing)s” is removed.") % {"thing": row})
        return redirect("team:series")
    return render(request, "forum/team/remove.html", {"thing": row, "back": "team:series"})


def series_of(account: Account, slug: str) -> Series:
    found = next((one for one in editable_series(account) if one.slug == slug), None)
    if found is None:
        raise Http404(f"no series {slug} for this account")
    return found
