"""A call as its team composes it: the list of calls, one call with what is wrong with it, its dates."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from essaim.call.actions.call import change_call, close_call, create_call, extend_call, remove_call, reopen_call
from essaim.call.announced import moment_said
from essaim.call.asking import questions_of
from essaim.call.asking.faults import faults_of, languages_of
from essaim.call.asking.faults_said import told
from essaim.call.inputs.call import CallInput, ExtensionInput, NewCallInput
from essaim.call.models import Call, Proposal
from essaim.call.phases import ends_at, phase_of
from essaim.call.queries.call import call_kinds, edition_calls, extension_of
from essaim.call.sentences import ANY_ERROR, sentence
from essaim.call.views.doors import account_of, call_of, team_of
from essaim.call.views.saving import written
from essaim.forum.rules import Standing

Standings = tuple[Standing, Call]


def opened(request: HttpRequest, edition: str, call: str) -> Standings:
    """For the team alone. Five statements at most."""
    standing = team_of(request, edition)
    found = call_of(standing, call)
    found.edition = standing.edition
    return standing, found


@require_safe
def list_calls(request: HttpRequest, edition: str) -> HttpResponse:
    standing = team_of(request, edition)
    now = timezone.now()
    calls = [(call, phase_of(call, now), ends_at(call)) for call in edition_calls(standing.edition)]
    return render(request, "call/team/calls.html", {"edition": standing.edition, "standing": standing, "calls": calls})


@require_http_methods(["GET", "HEAD", "POST"])
def new_call(request: HttpRequest, edition: str) -> HttpResponse:
    standing = team_of(request, edition)
    form = NewCallInput(request.POST or None, edition=standing.edition)
    if request.method == "POST" and form.is_valid():
        made = written(form, lambda: create_call(edition=standing.edition, by=account_of(request), **form.facts()))
        if made:
            messages.success(request, _("“%(thing)s” is begun. Nobody but the team sees it yet.") % {"thing": made})
            return redirect("call_team:call", edition, made.slug)
    return render(request, "call/team/call_new.html", {"edition": standing.edition, "standing": standing, "form": form})


@require_safe
def show_call(request: HttpRequest, edition: str, call: str) -> HttpResponse:
    standing, found = opened(request, edition, call)
    kinds, questions = call_kinds(found), questions_of(found)
    context = {
        "edition": standing.edition,
        "standing": standing,
        "call": found,
        "phase": phase_of(found),
        "ends_at": ends_at(found),
        "extension": extension_of(found),
        "kinds": kinds,
        "questions": questions,
        "faults": [told(fault) for fault in faults_of(found, kinds, questions)],
        "languages": languages_of(found),
        "counts": counts_of(found),
    }
    return render(request, "call/team/call.html", context)


def counts_of(call: Call) -> dict[str, int]:
    """One statement."""
    states = list(call.proposals.filter(merger__isnull=True).values_list("state", flat=True))
    drafts = states.count(Proposal.State.DRAFT)
    return {"sent": len(states) - drafts, "drafts": drafts}


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, edition: str, call: str) -> HttpResponse:
    standing, found = opened(request, edition, call)
    form = CallInput(request.POST or None, edition=standing.edition, row=found)
    if request.method == "POST" and form.is_valid():
        changed = written(form, lambda: change_call(call=found, by=account_of(request), **form.facts()))
        if changed:
            messages.success(request, _("Saved."))
            return redirect("call_team:call", edition, changed.slug)
    context = {"edition": standing.edition, "standing": standing, "call": found, "form": form, "title": str(found)}
    return render(request, "call/team/call_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: HttpRequest, edition: str, call: str) -> HttpResponse:
    """A later end, an early one, or opening again."""
    standing, found = opened(request, edition, call)
    form = ExtensionInput(request.POST or None, call=found)
    if request.method == "POST" and form.is_valid():
        later = written(form, lambda: extend_call(call=found, closes_at=form.cleaned_data["closes_at"], by=account_of(request)))
        if later and later.closes_at:
            messages.success(request, _("Extended until %(end)s.") % {"end": moment_said(later.closes_at, found)})
            return redirect("call_team:call", edition, found.slug)
    context = {"edition": standing.edition, "standing": standing, "call": found, "form": form, "phase": phase_of(found)}
    return render(request, "call/team/call_extend.html", {**context, "extension": extension_of(found), "ends_at": ends_at(found)})


@require_POST
def close(request: HttpRequest, edition: str, call: str) -> HttpResponse:
    return acted(request, edition, call, close_call, _("Closed. Nobody can send a proposal any more."))


@require_POST
def reopen(request: HttpRequest, edition: str, call: str) -> HttpResponse:
    return acted(request, edition, call, reopen_call, _("Opened again until its date."))


def acted(request: HttpRequest, edition: str, call: str, action: Callable[..., Call], said: str) -> HttpResponse:
    _standing, found = opened(request, edition, call)
    try:
        action(call=found, by=account_of(request))
        messages.success(request, said)
    except ANY_ERROR as error:
        messages.error(request, sentence(error))
    return redirect("call_team:call", edition, found.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, edition: str, call: str) -> HttpResponse:
    standing, found = opened(request, edition, call)
    if request.method == "POST":
        said = str(found)
        try:
            remove_call(call=found, by=account_of(request))
        except ANY_ERROR as error:
            messages.error(request, sentence(error))
            return redirect("call_team:call", edition, found.slug)
        messages.success(request, _("“%(thing)s” is removed.") % {"thing": said})
        return redirect("call_team:calls", edition)
    return render(request, "call/team/call_remove.html", {"edition": standing.edition, "standing": standing, "call": found, "thing": found})
