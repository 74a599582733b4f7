"""Who stands behind proposals: for being told, and for being named to others by name and organisation alone."""

from collections.abc import Iterable

from essaim.call.letters import Reader, authors_of, interface_language
from essaim.call.models import Contributor, Proposal, ProposingOrganisation

NAMED = (Contributor.Role.AUTHOR, Contributor.Role.CONTACT)


def behind(proposal: Proposal) -> list[Reader]:
    """Authors and contacts with an address, and who began it; once each. Two statements at most."""
    found = {reader.email: reader for reader in authors_of(proposal)}
    account = proposal.created_by
    if account is not None and account.email.lower() not in found:
        found[account.email.lower()] = Reader(account.email, account.name, interface_language(account, proposal.language), account)
    return list(found.values())


def listed_people(proposals: Iterable[Proposal]) -> str:
    names = [one.name for proposal in proposals for one in proposal.contributors.all() if one.role in NAMED]
    return ", ".join(dict.fromkeys(names))


def listed_organisations(proposals: Iterable[Proposal]) -> str:
    keys = [proposal.pk for proposal in proposals]
    rows = ProposingOrganisation.objects.filter(proposal__in=keys).order_by("proposal__number", "place")
    return ", ".join(dict.fromkeys(rows.values_list("name", flat=True)))
