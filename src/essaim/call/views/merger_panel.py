"""An individual proposal joins a panel, and leaves it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from essaim.call.actions.attach import attach_individual, detach_individual
from essaim.call.inputs.merger import PanelInput, ReasonInput
from essaim.call.queries.panels import panels_for
from essaim.call.sentences import ANY_ERROR, field_of, sentence
from essaim.call.views.doors import account_of
from essaim.call.views.merger import BOTH, decided_one
from essaim.kit.numbers import asked_number


@require_http_methods(BOTH)
def attach(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    standing, proposal = decided_one(request, edition, number)
    if not proposal.kind.may_attach:
        raise Http404(f"{number} is no individual proposal")
    near, others = panels_for(proposal, standing)
    asked = asked_number(request.GET.get("panel", ""))
    initial = {} if asked is None else {"panel": asked}
    form = PanelInput(request.POST if request.method == "POST" else None, near=near, others=others, initial=initial)
    if request.method == "POST" and form.is_valid():
        panel = next(one for one in (*near, *others) if one.number == form.cleaned_data["panel"])
        try:
            attach_individual(proposal=proposal, panel=panel, by=account_of(request), reason=form.cleaned_data["reason"])
        except ANY_ERROR as error:
            form.add_error(field_of(error) if field_of(error) in form.fields else None, sentence(error))
        else:
            words = _("No. %(number)s is part of the panel no. %(panel)s now; both sides have been told.")
            messages.success(request, words % {"number": number, "panel": panel.number})
            return redirect("call_team:proposal", edition, panel.number)
    context = {"edition": standing.edition, "standing": standing, "proposal": proposal, "form": form, "has_panels": bool(near or others)}
    return render(request, "call/team/merger_attach.html", context)


@require_http_methods(BOTH)
def detach(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    standing, proposal = decided_one(request, edition, number)
    if proposal.panel is None:
        raise Http404(f"{number} is attached to nothing")
    form = ReasonInput(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            detach_individual(proposal=proposal, by=account_of(request), reason=form.cleaned_data["reason"])
        except ANY_ERROR as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("No. %(number)s stands on its own again; both sides have been told.") % {"number": number})
            return redirect("call_team:proposal", edition, number)
    context = {"edition": standing.edition, "standing": standing, "proposal": proposal, "panel": proposal.panel, "form": form}
    return render(request, "call/team/merger_detach.html", context)
