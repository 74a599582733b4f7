"""Demo logins of those who build the programme with the team: partners, a reviewer, who proposes, who takes notes, interprets, helps."""

from django.conf import settings
from django.db import transaction

from essaim.call.models import Call, Contributor, Proposal
from essaim.desk.models import Account, Grant
from essaim.forum.demo.accounts import Login, account_of
from essaim.forum.models import Edition
from essaim.forum.rules import COLLEAGUE, EDITION, INTERPRETER, ORGANISATION, PATH, RAPPORTEUR, REVIEWER, VOLUNTEER

PARTNER = Login("partenaire@example.org", "essaim-partenaire", "Perrine, partenaire du parcours C (démo)")
OTHER_PARTNER = Login("copilote@example.org", "essaim-copilote", "Côme, partenaire du parcours F (démo)")
REVIEWS = Login("relecture@example.org", "essaim-relecture", "Rémi, comité scientifique (démo)")
AUTHOR = Login("proposante@example.org", "essaim-proposante", "Paule, qui propose (démo)")
NOTES = Login("rapporteuse@example.org", "essaim-rapporteuse", "Rose, rapporteuse du parcours C (démo)")
INTERPRETS = Login("interprete@example.org", "essaim-interprete", "Inés, interprète (démo)")
HELPS = Login("benevole@example.org", "essaim-benevole", "Basile, bénévole (démo)")
LOGINS = (PARTNER, OTHER_PARTNER, REVIEWS, AUTHOR, NOTES, INTERPRETS, HELPS)
LEADS = {PARTNER.email: "C", OTHER_PARTNER.email: "F"}
ROLES = {REVIEWS.email: REVIEWER, INTERPRETS.email: INTERPRETER, HELPS.email: VOLUNTEER}
"""On the edition as a whole."""
NOTED = "C"
"""The path whose sessions she takes notes in."""


@transaction.atomic
def make_accounts(call: Call) -> dict[str, Account]:
    """By address; on a demo site only. One that is there keeps the roles people left it. Partners act for an organisation that leads their
    path."""
    if not settings.DEMO:
        return {}
    known = set(Account.objects.filter(email__in=[login.email for login in LOGINS]).values_list("email", flat=True))
    accounts = {login.email: account_of(login) for login in LOGINS}
    for email in accounts.keys() - known:
        give_role(accounts[email], call.edition)
    return accounts


def give_role(account: Account, edition: Edition) -> None:
    if account.email in LEADS:
        grant_lead(account, edition, LEADS[account.email])
    if account.email in ROLES:
        Grant.objects.get_or_create(account=account, role=ROLES[account.email], kind=EDITION, key=str(edition.pk))
    if account.email == NOTES.email:
        path = edition.paths.get(letter=NOTED)
        Grant.objects.get_or_create(account=account, role=RAPPORTEUR, kind=PATH, key=str(path.pk))


def grant_lead(account: Account, edition: Edition, letter: str) -> None:
    lead = edition.paths.get(letter=letter).leads.order_by("pk").first()
    if lead:
        Grant.objects.get_or_create(account=account, role=COLLEAGUE, kind=ORGANISATION, key=str(lead.pk))


def give_proposals(call: Call, account: Account) -> None:
    """Three of path C are hers, so that the author's pages show something at once."""
    rows = call.proposals.filter(path__letter="C").exclude(state__in=(Proposal.State.CONFIRMED, Proposal.State.DECLINED)).order_by("number")
    for proposal in rows[:3]:
        proposal.created_by = account
        proposal.save(update_fields=["created_by"])
        Contributor.objects.create(
            proposal=proposal, role=Contributor.Role.AUTHOR, name=account.name, email=account.email, account=account, place=0
        )
