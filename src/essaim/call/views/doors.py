"""Who gets in: the edition, call or proposal for somebody who may, or it does not exist."""

from collections.abc import Callable

from django.http import Http404, HttpRequest

from essaim.call.models import Call, Proposal
from essaim.call.queries.opened import call_named, proposal_numbered
from essaim.call.rules import may_see, may_see_on_board
from essaim.desk.models import Account
from essaim.forum.models import Edition
from essaim.forum.rules import Standing, standing_of
from essaim.kit.zones import show_hours_in


def account_of(request: HttpRequest) -> Account:
    if not isinstance(request.user, Account):
        raise Http404("nobody is logged in")
    return request.user


def standing_in(request: HttpRequest, slug: str) -> Standing:
    """Four statements at most. Any edition that exists: ask the standing what it may."""
    edition = Edition.objects.select_related("series").filter(slug=slug).first()
    if edition is None:
        raise Http404(f"no edition {slug}")
    show_hours_in(edition.zone)
    return standing_of(request.user, edition)


def office_of(request: HttpRequest, slug: str) -> Standing:
    """For whoever has work to do in the edition: team, path leads, reviewers."""
    standing = standing_in(request, slug)
    if not standing.is_any:
        raise Http404(f"no edition {slug} for this account")
    return standing


def team_of(request: HttpRequest, slug: str) -> Standing:
    standing = standing_in(request, slug)
    if not standing.is_team:
        raise Http404(f"no edition {slug} for this account")
    return standing


def call_of(standing: Standing, slug: str) -> Call:
    call = call_named(standing, slug)
    if call is None:
        raise Http404(f"no call {slug} in {standing.edition.slug}")
    return call


def board_proposal(standing: Standing, number: int) -> Proposal:
    """One that this person may see on the board. Three statements."""
    return opened(standing, number, may_see_on_board)


def seen_proposal(standing: Standing, number: int) -> Proposal:
    """One that this person may see at all: authors too. Three statements."""
    return opened(standing, number, may_see)


def opened(standing: Standing, number: int, may: Callable[[Standing, Proposal], bool]) -> Proposal:
    found = proposal_numbered(standing, number, may)
    if found is None:
        raise Http404(f"no proposal {number} for this account")
    return found
