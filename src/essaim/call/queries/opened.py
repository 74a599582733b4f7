"""What somebody asked for by its address, or None: pages and API say in their own words that it does not exist."""

from collections.abc import Callable

from essaim.call.models import Call, Proposal
from essaim.forum.rules import Standing

RELATED = ("edition", "call", "kind", "path", "format", "territory", "session", "merger")


def call_named(standing: Standing, slug: str) -> Call | None:
    """Any of the edition's calls. One statement."""
    return standing.edition.calls.select_related("edition").filter(slug=slug).first()


def proposal_numbered(standing: Standing, number: int, may: Callable[[Standing, Proposal], bool]) -> Proposal | None:
    """The edition's proposal with this number, when `may` (a question of call/rules.py) says yes. Three statements."""
    rows = standing.edition.proposals.select_related(*RELATED).prefetch_related("contributors", "conflicts")
    found = rows.filter(number=number).first()
    return found if found is not None and may(standing, found) else None
