"""The criteria of a call: what reviewers mark proposals on."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from essaim.call.actions.criterion import remove_criterion, save_criterion
from essaim.call.inputs.criterion import CriterionInput
from essaim.call.models import Call, Criterion
from essaim.call.sentences import ANY_ERROR, field_of, sentence
from essaim.call.views.doors import account_of, call_of, team_of


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
