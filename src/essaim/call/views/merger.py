"""Making one proposal out of several, and taking it apart again."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from essaim.call.actions.ask_merger import ask_merger
from essaim.call.actions.merger import guard_mergeable, merge_proposals, undo_merger
from essaim.call.errors import CallError
from essaim.call.inputs.merger import MergeInput, NoteInput, PartsInput, ReasonInput, label_of
from essaim.call.models import Merger, Proposal
from essaim.call.queries.merger import Material, material_of
from essaim.call.queries.opened import proposal_numbered
from essaim.call.queries.overlap import hidden_near, nearest_of
from essaim.call.rules import MERGEABLE, may_decide, may_see_on_board, why_undecided
from essaim.call.sentences import ANY_ERROR, field_of, sentence
from essaim.call.views.doors import account_of, board_proposal, office_of
from essaim.forum.rules import Standing
from essaim.kit.numbers import asked_number

BOTH = ["GET", "HEAD", "POST"]
MOST_PARTS = 12


def decided_one(request: HttpRequest, edition: str, number: int) -> tuple[Standing, Proposal]:
    standing = office_of(request, edition)
    proposal = board_proposal(standing, number)
    if not may_decide(standing, proposal):
        raise Http404(f"no decision on {number} for this account")
    return standing, proposal


@require_http_methods(["GET", "HEAD"])
def merge_with(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    """Choose with which others; leads on to the merger itself."""
    standing, proposal = decided_one(request, edition, number)
    obstacle = why_not(standing, [proposal])
    near = [one.proposal for one in nearest_of(proposal, standing).shown if is_mergeable(one.proposal)]
    form = PartsInput(request.GET if "go" in request.GET else None, near=near)
    if form.is_bound and form.is_valid() and all_seen(form, standing):
        numbers = [number, *(one for one in form.numbers() if one != number)]
        if len(numbers) > 1:
            return redirect(f"{reverse('call_team:merge', args=[edition])}?{urlencode([('p', one) for one in numbers])}")
        form.add_error(None, sentence(CallError("merge_needs_two")))
    context = {"edition": standing.edition, "standing": standing, "proposal": proposal, "form": form, "obstacle": obstacle}
    return render(request, "call/team/merge_with.html", context)


def all_seen(form: PartsInput, standing: Standing) -> bool:
    """A number of another path is said like one that does not exist: the sentence tells nothing of what others have."""
    unknown = [one for one in form.numbers() if proposal_numbered(standing, one, may_see_on_board) is None]
    if unknown:
        numbers = ", ".join(map(str, unknown))
        form.add_error("more", sentence(CallError("no_such_number", numbers=numbers)))
    return not unknown


def is_mergeable(proposal: Proposal) -> bool:
    return proposal.kind.may_merge and proposal.state in MERGEABLE


@require_http_methods(BOTH)
def merge(request: HttpRequest, edition: str) -> HttpResponse:
    """Every text in all its versions; what is chosen becomes the new proposal's, the rest stays with its part. POST shows it first."""
    standing = office_of(request, edition)
    parts = parts_asked(request, standing)
    if len(parts) == 1:
        return redirect("call_team:merge_with", edition, parts[0].number)
    obstacle = why_not(standing, parts)
    material = material_of(parts)
    form = MergeInput(request.POST if request.method == "POST" else None, material=material)
    context: dict[str, Any] = {
        "edition": standing.edition,
        "standing": standing,
        "parts": parts,
        "material": material,
        "obstacle": obstacle,
        "form": form,
    }
    if request.method == "POST" and not obstacle and form.is_valid():
        if "merge" in request.POST:
            made = made_of(request, parts, form)
            if made is not None:
                words = _("Merged: no. %(number)s keeps its parts, and everybody behind them has been told.")
                messages.success(request, words % {"number": made.result.number})
                return redirect("call_team:proposal", edition, made.result.number)
        else:
            context["preview"] = preview_of(form, material)
    if form.is_bound and form.data.get("seen") != material.seen:
        context["form"] = fresh_form(request, material)
    return render(request, "call/team/merge.html", context, status=200 if not form.errors else 422)


def made_of(request: HttpRequest, parts: list[Proposal], form: MergeInput) -> Merger | None:
    try:
        return merge_proposals(
            proposals=parts,
            by=account_of(request),
            choices=form.choices(),
            reason=form.cleaned_data["reason"],
            seen=form.cleaned_data["seen"],
        )
    except ANY_ERROR as error:
        form.add_error(field_of(error) if field_of(error) in form.fields else None, sentence(error))
        return None


def fresh_form(request: HttpRequest, material: Material) -> MergeInput:
    """The parts changed since the form was shown: its choices may mean other texts now, so they are asked again."""
    data = request.POST.copy()
    data["seen"] = material.seen
    form = MergeInput(data, material=material)
    form.full_clean()
    form.add_error(None, sentence(CallError("merge_texts_changed", proposals=", ".join(str(one.number) for one in material.parts))))
    return form


def preview_of(form: MergeInput, material: Material) -> list[tuple[str, str, str]]:
    """(label, language, words) of every text as it would stand."""
    chosen = form.texts()
    return [(label_of(one), one.language, chosen.get(one.name, one.usual)) for one in material.texts]


def parts_asked(request: HttpRequest, standing: Standing) -> list[Proposal]:
    """Those named in the address, for somebody who decides on one of them at least."""
    named = [asked_number(one) for one in request.GET.getlist("p")]
    numbers = list(dict.fromkeys(one for one in named if one is not None))[:MOST_PARTS]
    if not numbers:
        raise Http404("no proposals named")
    parts = [board_proposal(standing, number) for number in numbers]
    if not any(may_decide(standing, part) for part in parts):
        raise Http404("no decision on any of these for this account")
    return parts


def why_not(standing: Standing, parts: list[Proposal]) -> str:
    """The sentence that keeps these from being merged, before anything is written; "" when nothing does."""
    try:
        for part in parts:
            guard_mergeable(part)
            if not may_decide(standing, part):
                raise CallError("merge_undecidable", proposal=part, why=why_undecided(standing, part))  # noqa: TRY301 said as the action would say it
    except CallError as error:
        return sentence(error)
    return ""


@require_http_methods(BOTH)
def separate(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    """What undoing would give back, and the button."""
    standing, proposal = decided_one(request, edition, number)
    merger = Merger.objects.filter(result=proposal, undone_at=None).select_related("result__edition", "by").first()
    if merger is None:
        raise Http404(f"no merger {number}")
    form = ReasonInput(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            parts = undo_merger(merger=merger, by=account_of(request), reason=form.cleaned_data["reason"])
        except ANY_ERROR as error:
            form.add_error(None, sentence(error))
        else:
            words = _("Taken apart: no. %(numbers)s stand on the board again, and everybody behind them has been told.")
            messages.success(request, words % {"numbers": ", ".join(str(part.number) for part in parts)})
            return redirect("call_team:proposal", edition, parts[0].number)
    rows = merger.parts.select_related("proposal__path", "proposal__kind")
    context = {"edition": standing.edition, "standing": standing, "proposal": proposal, "merger": merger, "parts": rows, "form": form}
    return render(request, "call/team/merger_undo.html", context)


@require_http_methods(BOTH)
def ask(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    """A merger proposed to the team of another path: about one that may be read, or about near ones that may not. The team has nobody to
    ask."""
    standing, proposal = decided_one(request, edition, number)
    if standing.is_team:
        raise Http404("the team decides on every path")
    other = asked_number(request.GET.get("other", ""))
    shown = board_proposal(standing, other) if other is not None else None
    if shown == proposal:
        raise Http404("the same proposal twice")
    hidden = [] if shown else list(hidden_near(proposal, standing).select_related("path", "edition"))
    form = NoteInput(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_merger(proposal=proposal, others=[shown] if shown else hidden, by=account_of(request), note=form.cleaned_data["note"])
        except ANY_ERROR as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("Asked. Their team has it by mail and on the proposal’s page."))
            return redirect("call_team:proposal", edition, number)
    context = {
        "edition": standing.edition,
        "standing": standing,
        "proposal": proposal,
        "other": shown,
        "n_hidden": len(hidden),
        "form": form,
    }
    return render(request, "call/team/merger_ask.html", context)
