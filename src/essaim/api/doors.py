"""Who gets in by key: the edition or proposal for this account, or it does not exist."""

from collections.abc import Callable

from django.http import Http404

from essaim.api.access import Access
from essaim.call.models import Call, Proposal
from essaim.call.phases import Phase, phase_of
from essaim.call.queries.opened import call_named, proposal_numbered
from essaim.call.rules import is_author, may_discuss, may_see_on_board, may_write
from essaim.desk.errors import DeskError
from essaim.desk.scoped import scope_name
from essaim.forum.models import Edition, Path
from essaim.forum.rules import Standing, standing_of


def standing_in(access: Access, slug: str) -> Standing:
    """Any edition that exists: ask the standing what it may. Four statements at most.

    A key limited to one edition is refused every other address in the same words, whether there is such an edition or not.
    """
    edition = Edition.objects.select_related("series").filter(slug=slug).first()
    if access.token.scope and (edition is None or access.token.scope != scope_name(edition)):
        raise DeskError("token_elsewhere", name=access.token.name)
    if edition is None:
        raise Http404(f"no edition {slug!r} for this key")
    return standing_of(access.account, edition)


def office(access: Access, slug: str) -> Standing:
    """For whoever chooses the programme: team, path leads, reviewers."""
    standing = standing_in(access, slug)
    if not standing.is_any:
        raise Http404(f"no edition {slug!r} for this key")
    return standing


def team(access: Access, slug: str) -> Standing:
    standing = standing_in(access, slug)
    if not standing.is_team:
        raise Http404(f"no edition {slug!r} for this key")
    return standing


def mail_office(access: Access, slug: str) -> Standing:
    """The team, and those who lead a path."""
    standing = standing_in(access, slug)
    if not (standing.is_team or standing.led):
        raise Http404(f"no edition {slug!r} for this key")
    return standing


def call_in(standing: Standing, slug: str) -> Call:
    """A public one, or any for the team."""
    call = call_named(standing, slug)
    if call is None or (phase_of(call) == Phase.HIDDEN and not standing.is_team):
        raise Http404(f"no call {slug!r} in {standing.edition.slug}")
    return call


def path_in(standing: Standing, letter: str) -> Path:
    path = Path.objects.filter(edition=standing.edition, letter=letter.upper()).first()
    if path is None:
        raise Http404(f"no path {letter!r} in {standing.edition.slug}")
    return path


def opened(standing: Standing, number: int, may: Callable[[Standing, Proposal], bool]) -> Proposal:
    """Three statements."""
    found = proposal_numbered(standing, number, may)
    if found is None:
        raise Http404(f"no proposal {number} for this key")
    return found


def written(standing: Standing, number: int) -> Proposal:
    """One this account may write in, or wrote: what may no longer be changed is told in words, by the action."""
    return opened(standing, number, lambda who, one: may_write(who, one) or is_author(who, one))


def own(standing: Standing, number: int) -> Proposal:
    return opened(standing, number, is_author)


def on_board(standing: Standing, number: int) -> Proposal:
    return opened(standing, number, may_see_on_board)


def discussed(standing: Standing, number: int) -> Proposal:
    """One whose team's words this account may read: with a conflict of interest there are none."""
    return opened(standing, number, may_discuss)


def led(standing: Standing, number: int) -> Proposal:
    """One to decide on. A conflict of interest is told in words, by the action."""
    return opened(standing, number, lambda who, one: may_see_on_board(who, one) and who.leads(one.path_id))
