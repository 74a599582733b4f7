"""Pairs of near proposals, two side by side, and that two are not the same."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from essaim.call.actions.likeness import ask_likenesses, mark_distinct, unmark_distinct
from essaim.call.models import Likeness, Proposal
from essaim.call.overlap import THRESHOLD
from essaim.call.queries.board import seen_paths
from essaim.call.queries.overlap import NEAR, distinct_of, hidden_pairs, is_distinct, likeness_between, pair_keys, pairs_at, reckoned
from essaim.call.queries.pairs import compared, pair_of, shown_pairs
from essaim.call.rules import has_conflict, may_decide
from essaim.call.sentences import ANY_ERROR, sentence
from essaim.call.views.doors import account_of, board_proposal, office_of
from essaim.call.views.merger import why_not
from essaim.forum.models import Path
from essaim.forum.rules import Standing

PAIRS_A_PAGE = 20
DISTINCT_SHOWN = 20


@require_safe
def show_overlaps(request: HttpRequest, edition: str, letter: str = "") -> HttpResponse:
    """The nearest first. Pairs of which one is not to be read by this person are counted, never shown."""
    standing = office_of(request, edition)
    paths = seen_paths(standing)
    path = path_at(paths, letter)
    least = THRESHOLD if "faint" in request.GET else NEAR
    keys = pair_keys(standing, path)
    wanted = [key for key, score in keys if score >= least]
    page = Paginator(wanted, PAIRS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "edition": standing.edition,
        "standing": standing,
        "path": path,
        "paths": paths if len(paths) > 1 else (),
        "page": page,
        "pairs": shown_pairs(standing, pairs_at(list(page.object_list))),
        "n_hidden": hidden_pairs(standing, path, least=least),
        "n_faint": len(keys) - len(wanted),
        "with_faint": least == THRESHOLD,
        "reckoned": reckoned(standing.edition),
        "distinct": distinct_of(standing)[:DISTINCT_SHOWN],
    }
    return render(request, "call/team/overlaps.html", context)


def path_at(paths: tuple[Path, ...], letter: str) -> Path | None:
    if not letter:
        return None
    found = next((one for one in paths if one.letter == letter), None)
    if found is None:
        raise Http404(f"no path {letter} for this account")
    return found


@require_POST
def renew(request: HttpRequest, edition: str) -> HttpResponse:
    standing = office_of(request, edition)
    ask_likenesses(edition=standing.edition, by=account_of(request))
    messages.success(request, _("The proposals are being compared again. This takes some seconds."))
    return redirect("call_team:overlaps", edition)


def both(request: HttpRequest, edition: str, one: int, other: int) -> tuple[Standing, Proposal, Proposal]:
    standing = office_of(request, edition)
    if one == other:
        raise Http404("the same proposal twice")
    return standing, board_proposal(standing, one), board_proposal(standing, other)


@require_safe
def compare(request: HttpRequest, edition: str, one: int, other: int) -> HttpResponse:
    standing, first, second = both(request, edition, one, other)
    likeness = likeness_between(first, second)
    row = likeness or Likeness(one=first, other=second, score=0, reasons={})
    row.one, row.other = first, second
    out = {each.pk for each in (first, second) if has_conflict(standing, each)}
    mine = [each for each in (first, second) if may_decide(standing, each)]
    theirs = [each for each in (first, second) if not standing.leads(each.path_id)]
    context = {
        "edition": standing.edition,
        "standing": standing,
        "sides": compared(first, second),
        "likeness": likeness,
        "pair": pair_of(standing, row, {first.pk: (), second.pk: ()}, out),
        "is_distinct": is_distinct(first, second),
        "obstacle": why_not(standing, [first, second]),
        "asks": (mine[0], theirs[0]) if mine and theirs else (),
        "conflicted": [each for each in (first, second) if each.pk in out],
    }
    return render(request, "call/team/compare.html", context)


@require_POST
def part(request: HttpRequest, edition: str, one: int, other: int) -> HttpResponse:
    """Not the same; or, with `back`, to be compared again."""
    standing, first, second = both(request, edition, one, other)
    if not (may_decide(standing, first) or may_decide(standing, second)):
        raise Http404(f"no decision on {one} or {other} for this account")
    goes_back = "back" in request.POST
    try:
        (unmark_distinct if goes_back else mark_distinct)(one=first, other=second, by=account_of(request))
    except ANY_ERROR as error:
        messages.error(request, sentence(error))
        return redirect("call_team:compare", edition, one, other)
    numbers = {"one": first.number, "other": second.number}
    words = (
        _("No. %(one)s and no. %(other)s are suggested again.")
        if goes_back
        else _("No. %(one)s and no. %(other)s are no longer suggested.")
    )
    messages.success(request, words % numbers)
    return redirect(reverse("call_team:overlaps", args=[edition]))
