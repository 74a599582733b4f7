"""The board of the path teams: lanes, one lane in full, moves."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from essaim.call.actions.board import move_proposal
from essaim.call.actions.several import move_proposals
from essaim.call.inputs.board import BoardFilter
from essaim.call.models import Proposal
from essaim.call.queries.board import ASIDE, LANES, board_of, cards_for, lane_keys, seen_paths, seen_proposals
from essaim.call.sentences import ANY_ERROR, sentence
from essaim.call.views.doors import account_of, board_proposal, office_of
from essaim.forum.models import Path
from essaim.forum.rules import Standing
from essaim.registry.models import Territory

PAGE = 60


@require_safe
def show_board(request: HttpRequest, edition: str, letter: str = "") -> HttpResponse:
    standing = office_of(request, edition)
    path = own_path(standing, letter)
    filters = filter_of(request, standing, path)
    wanted = filters.wanted()
    context = {
        "edition": standing.edition,
        "standing": standing,
        "path": path,
        "filters": filters,
        "is_filtered": any([wanted.words, wanted.path, wanted.kind, wanted.country, wanted.unmarked]),
        "board": board_of(standing, path, wanted),
        "query": request.GET.urlencode(),
    }
    return render(request, "call/team/board.html", context)


def filter_of(request: HttpRequest, standing: Standing, path: Path | None) -> BoardFilter:
    """Two statements."""
    countries = Territory.objects.filter(pk__in=seen_proposals(standing, path).values("organisations__country")).order_by("code")
    paths = () if path else seen_paths(standing)
    return BoardFilter(request.GET or None, paths=paths, countries=sorted(countries, key=str))


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
    """One lane in full, a page at a time."""
    standing = office_of(request, edition)
    path = own_path(standing, letter)
    labels = {code: label for code, label, _help in LANES} | dict(ASIDE)
    if lane not in labels:
        raise Http404(f"no lane {lane}")
    filters = filter_of(request, standing, path)
    page = Paginator(lane_keys(standing, path, lane, filters.wanted()), PAGE).get_page(request.GET.get("page"))
    cards = cards_for(standing, {lane: list(page.object_list)})
    context = {
        "edition": standing.edition,
        "standing": standing,
        "path": path,
        "lane": lane,
        "label": labels[lane],
        "filters": filters,
        "page": page,
        "cards": [cards[pk] for pk in page.object_list],
    }
    return render(request, "call/team/lane.html", context)


@require_POST
def move(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    """One card to another lane: from a button, a drop or a key."""
    standing = office_of(request, edition)
    proposal = board_proposal(standing, number)
    try:
        moved = move_proposal(
            proposal=proposal, state=request.POST.get("state", ""), by=account_of(request), seen=request.POST.get("seen", "")
        )
    except ANY_ERROR as error:
        return answer(request, edition, ok=False, words=sentence(error))
    words = _("No. %(number)s: %(state)s.") % {"number": moved.number, "state": moved.get_state_display()}
    return answer(request, edition, ok=True, words=words, state=moved.state)


def answer(request: HttpRequest, edition: str, *, ok: bool, words: str, state: str = "") -> HttpResponse:
    """For a script its own form; else back to where the form stood."""
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"ok": ok, "words": words, "state": state}, status=200 if ok else 409)
    (messages.success if ok else messages.error)(request, words)
    return redirect(way_back(request, reverse("call_team:board", args=[edition])))


def way_back(request: HttpRequest, default: str) -> str:
    wanted = request.POST.get("next", "")
    return wanted if wanted and url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()) else default


@require_POST
def move_many(request: HttpRequest, edition: str) -> HttpResponse:
    """All those ticked, or none."""
    standing = office_of(request, edition)
    numbers = [int(one) for one in request.POST.getlist("chosen") if one.isdecimal()]
    chosen = list(seen_proposals(standing).filter(number__in=numbers).order_by("number"))
    if not chosen:
        return answer(request, edition, ok=False, words=_("Tick the proposals to move first."))
    state = request.POST.get("state", "")
    try:
        count = move_proposals(proposals=chosen, state=state, by=account_of(request))
    except ANY_ERROR as error:
        return answer(request, edition, ok=False, words=_("Nothing was moved. %(reason)s") % {"reason": sentence(error)})
    words = ngettext("%(count)s proposal: %(state)s.", "%(count)s proposals: %(state)s.", count)
    return answer(request, edition, ok=True, words=words % {"count": count, "state": Proposal.State(state).label})
