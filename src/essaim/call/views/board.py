"""The board of the path teams: lanes, one lane in full, moves."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from essaim.call.actions.board import move_proposal
from essaim.call.actions.several import move_all_to_path, move_proposals
from essaim.call.inputs.board import BoardFilter, ManyInput
from essaim.call.models import Proposal
from essaim.call.queries.board import ASIDE, LANES, lined_up, seen_paths, seen_proposals
from essaim.call.queries.cards import board_of, card_of, cards_for
from essaim.call.sentences import ANY_ERROR, sentence
from essaim.call.views.doors import account_of, board_proposal, office_of
from essaim.forum.models import Path
from essaim.forum.rules import Standing
from essaim.kit.numbers import asked_number
from essaim.registry.models import Territory

PAGE = 40


@require_safe
def show_board(request: HttpRequest, edition: str, letter: str = "") -> HttpResponse:
    standing = office_of(request, edition)
    path = own_path(standing, letter)
    paths = seen_paths(standing)
    filters = filter_of(request, standing, path, paths)
    wanted = filters.wanted()
    context = {
        "edition": standing.edition,
        "standing": standing,
        "path": path,
        "paths": paths,
        "filters": filters,
        "is_filtered": wanted.is_any,
        "may_decide": standing.leads(path) if path else standing.is_team or bool(standing.led),
        "board": board_of(standing, path, wanted),
        "query": request.GET.urlencode(),
    }
    return render(request, "call/team/board.html", context)


def filter_of(request: HttpRequest, standing: Standing, path: Path | None, paths: Sequence[Path]) -> BoardFilter:
    """One statement."""
    countries = Territory.objects.filter(pk__in=seen_proposals(standing, path).values("organisations__country"))
    shown = () if path else paths
    return BoardFilter(request.GET or None, paths=shown, countries=sorted(countries, key=str), has_none=not path and standing.is_team)


def own_path(standing: Standing, letter: str) -> Path | None:
    """The path of that letter, for somebody who reads its proposals."""
    if not letter:
        return None
    path = Path.objects.filter(edition=standing.edition, letter=letter).first()
    if path is None or not standing.reviews(path):
        raise Http404(f"no path {letter} for this account")
    return path


@require_safe
def show_lane(request: HttpRequest, edition: str, lane: str, letter: str = "") -> HttpResponse:
    """One lane in full, a page at a time, with boxes to tick."""
    standing = office_of(request, edition)
    path = own_path(standing, letter)
    lanes = {code: (label, words) for code, label, words in LANES} | {code: (label, "") for code, label in ASIDE}
    if lane not in lanes:
        raise Http404(f"no lane {lane}")
    paths = seen_paths(standing)
    filters = filter_of(request, standing, path, paths)
    wanted = filters.wanted()
    page = Paginator(lined_up(standing, path, wanted).of(lane), PAGE).get_page(request.GET.get("page"))
    found = cards_for(standing, {lane: list(page.object_list)})
    cards = [found[pk] for pk in page.object_list]
    many = ManyInput(lane=lane, paths=other_paths(standing, path)) if any(card.decides for card in cards) else None
    context: dict[str, Any] = {
        "edition": standing.edition,
        "standing": standing,
        "path": path,
        "lane": lane,
        "lanes": [(code, label) for code, (label, _words) in lanes.items()],
        "label": lanes[lane][0],
        "words": lanes[lane][1],
        "filters": filters,
        "is_filtered": wanted.is_any,
        "page": page,
        "cards": cards,
        "many": many if many and many.has_choices else None,
    }
    return render(request, "call/team/lane.html", context)


def other_paths(standing: Standing, path: Path | None) -> list[Path]:
    """One may move out of one's own path into any other."""
    return [one for one in Path.objects.filter(edition=standing.edition).order_by("letter") if one != path]


@require_POST
def move(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    """One card to another lane: from a button, a drop or a key."""
    standing = office_of(request, edition)
    proposal = led(standing, board_proposal(standing, number))
    try:
        moved = move_proposal(
            proposal=proposal, state=request.POST.get("state", ""), by=account_of(request), seen=request.POST.get("seen", "")
        )
    except ANY_ERROR as error:
        return answer(request, edition, ok=False, words=sentence(error))
    words = _("No. %(number)s: %(state)s.") % {"number": moved.number, "state": moved.get_state_display()}
    return answer(request, edition, ok=True, words=words, card=drawn(request, standing, moved), state=moved.state)


def led(standing: Standing, proposal: Proposal) -> Proposal:
    """Whoever only reads it finds no such page. A conflict of interest is told in words, by the action."""
    if not standing.leads(proposal.path_id):
        raise Http404(f"nothing to decide on {proposal.number} for this account")
    return proposal


def drawn(request: HttpRequest, standing: Standing, proposal: Proposal) -> str:
    """The card as it is now; for a script alone."""
    if not wants_json(request):
        return ""
    context = {"edition": standing.edition, "standing": standing, "card": card_of(standing, proposal), "address": way_back(request, "")}
    return render_to_string("call/team/pieces/card.html", context, request)


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def answer(request: HttpRequest, edition: str, *, ok: bool, words: str, **more: str) -> HttpResponse:
    """For a script its own form; else back to where the form stood."""
    if wants_json(request):
        return JsonResponse({"ok": ok, "words": words, **more}, status=200 if ok else 409)
    (messages.success if ok else messages.error)(request, words)
    return redirect(way_back(request, reverse("call_team:board", args=[edition])))


def way_back(request: HttpRequest, default: str) -> str:
    wanted = request.POST.get("next", "")
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if is_ours else default


@require_POST
def move_many(request: HttpRequest, edition: str) -> HttpResponse:
    """All those ticked, or none."""
    standing = office_of(request, edition)
    seen = dict(pair.partition(":")[::2] for pair in request.POST.getlist("chosen"))
    tokens = {number: token for text, token in seen.items() if (number := asked_number(text)) is not None}
    chosen = list(seen_proposals(standing).filter(number__in=tokens).order_by("number"))
    if not tokens:
        return answer(request, edition, ok=False, words=_("Tick the proposals to move first."))
    if not chosen or not all(led(standing, one) for one in chosen):
        raise Http404("none of these proposals for this account")
    if len(chosen) < len(tokens):
        return answer(request, edition, ok=False, words=_("Nothing was moved. One of those ticked has left your paths meanwhile."))
    kind, _colon, to = request.POST.get("to", "").partition(":")
    try:
        if kind == "path":
            words = moved_to(standing, chosen, to, tokens, request)
        else:
            count = move_proposals(proposals=chosen, state=to, by=account_of(request), seen=tokens, reason=request.POST.get("reason", ""))
            words = ngettext("%(count)s proposal: %(state)s.", "%(count)s proposals: %(state)s.", count)
            words %= {"count": count, "state": Proposal.State(to).label}
    except ANY_ERROR as error:
        words, reason = _("Nothing was moved. %(reason)s") % {"reason": sentence(error)}, request.POST.get("reason", "").strip()
        words = f"{words} {_('The reason you wrote: “%(reason)s”') % {'reason': reason}}" if reason else words
        return answer(request, edition, ok=False, words=words)
    return answer(request, edition, ok=True, words=words)


def moved_to(standing: Standing, chosen: Sequence[Proposal], letter: str, tokens: dict[int, str], request: HttpRequest) -> str:
    path = Path.objects.filter(edition=standing.edition, letter=letter).first()
    if path is None:
        raise Http404(f"no path {letter}")
    count = move_all_to_path(proposals=chosen, path=path, by=account_of(request), seen=tokens)
    words = ngettext("%(count)s proposal moved to path %(path)s.", "%(count)s proposals moved to path %(path)s.", count)
    return words % {"count": count, "path": path.letter}
