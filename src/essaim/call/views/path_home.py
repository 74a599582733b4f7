"""Where a path team begins: its paths, what waits, who answered; and the criteria of a call."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from essaim.call.actions.review import remove_criterion, save_criterion
from essaim.call.inputs.board import CriterionInput
from essaim.call.models import Call, Criterion
from essaim.call.queries.board import LANES, answers_since, seen_paths, unmarked_by, waiting_counts
from essaim.call.sentences import ANY_ERROR, field_of, sentence
from essaim.call.views.doors import account_of, call_of, office_of, team_of
from essaim.forum.rules import Standing

LATEST = 6


@require_safe
def show_home(request: HttpRequest, edition: str) -> HttpResponse:
    standing = office_of(request, edition)
    context = {
        "edition": standing.edition,
        "standing": standing,
        "lanes": LANES,
        "rows": rows_of(standing),
        "answers": answers_since(standing)[:LATEST],
        "links": links_for(standing),
    }
    return render(request, "call/team/home.html", context)


def rows_of(standing: Standing) -> list[dict[str, object]]:
    counts, unmarked = waiting_counts(standing), unmarked_by(standing)
    paths = [*seen_paths(standing), *([None] if 0 in counts and standing.is_team else [])]
    return [
        {
            "path": path,
            "counts": [(label, counts.get(path.pk if path else 0, {}).get(code, 0)) for code, label, _help in LANES],
            "unmarked": unmarked.get(path.pk if path else 0, 0),
        }
        for path in paths
    ]


def links_for(standing: Standing) -> list[tuple[str, str]]:
    shared = [("call_team:overlaps", _("Overlaps")), ("call_team:balance", _("Balance")), ("team:speakers", _("Speakers"))]
    team = [("call_team:calls", _("Calls for contributions")), ("team:absences", _("Who cannot come")), ("team:mailings", _("Mail"))]
    return [*shared, *(team if standing.is_team else [])]


@require_http_methods(["GET", "HEAD", "POST"])
def criteria(request: HttpRequest, edition: str, call: str, pk: int | None = None) -> HttpResponse:
    standing = team_of(request, edition)
    found = call_of(standing, call)
    row = criterion_of(found, pk) if pk else None
    form = CriterionInput(request.POST or None, languages=standing.edition.languages, row=row)
    if request.method == "POST" and form.is_valid():
        try:
            save_criterion(call=found, criterion=row, by=account_of(request), **form.facts())
        except ANY_ERROR as error:
            form.add_error(field_of(error) if field_of(error) in form.fields else None, sentence(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("call_team:criteria", edition, found.slug)
    context = {"edition": standing.edition, "standing": standing, "call": found, "form": form, "row": row}
    return render(request, "call/team/criteria.html", context)


@require_POST
def criterion_remove(request: HttpRequest, edition: str, call: str, pk: int) -> HttpResponse:
    standing = team_of(request, edition)
    found = call_of(standing, call)
    try:
        remove_criterion(criterion=criterion_of(found, pk), by=account_of(request))
        messages.success(request, _("Removed."))
    except ANY_ERROR as error:
        messages.error(request, sentence(error))
    return redirect("call_team:criteria", edition, found.slug)


def criterion_of(call: Call, pk: int) -> Criterion:
    row = call.criteria.filter(pk=pk).first()
    if row is None:
        raise Http404(f"no criterion {pk}")
    return row
