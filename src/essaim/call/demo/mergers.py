"""What the demo's path teams have brought together: some pairs merged, some individual proposals attached to a panel, by the team's own acts."""

import random

from essaim.call.actions.attach import attach_individual
from essaim.call.actions.likeness import ask_likenesses
from essaim.call.actions.merger import merge_proposals
from essaim.call.models import Call, Kind, Proposal
from essaim.desk.models import Account

PAIRS = (
    ("Un pacte local signé par dix communes", "Écrire ensemble un pacte de coopération territoriale"),
    ("Bail réel solidaire : dix ménages racontent", "Foncier solidaire : tenir les prix dans la durée"),
    ("Reprendre son usine en SCOP : trois récits", "Transmettre aux salariés plutôt que fermer"),
    ("Monnaie locale : ce que nous apprend la circulation", "Que mesure-t-on d'une monnaie locale ?"),
    ("Leyes de economía social: seis países", "Six lois pour l'économie sociale et solidaire"),
)
"""Titles as proposals.yaml has them. Pairs of other paths that overlap as much are left for whoever tries the site."""
REASON = "Même sujet, mêmes personnes visées (démo)"
N_ATTACHED = 6


def write_mergers(call: Call, by: Account, chance: random.Random) -> None:
    rows = list(call.proposals.select_related("path", "kind"))
    by_title = {plain(text): row for row in rows for text in titles(row)}
    for pair in PAIRS:
        parts = [by_title[plain(title)] for title in pair]
        Proposal.objects.filter(pk__in=[part.pk for part in parts]).update(state=Proposal.State.KEPT)
        merge_proposals(proposals=[Proposal.objects.get(pk=part.pk) for part in parts], by=by, reason=REASON)
    for proposal in singles(call)[:N_ATTACHED]:
        panels = call.proposals.filter(path=proposal.path, state=Proposal.State.KEPT, kind__nature=Kind.Nature.COLLECTIVE)
        if panels:
            attach_individual(proposal=proposal, panel=chance.choice(list(panels)), by=by, reason=REASON)
    ask_likenesses(edition=call.edition, by=by)


def singles(call: Call) -> list[Proposal]:
    return list(
        call.proposals.filter(kind__nature=Kind.Nature.INDIVIDUAL, state=Proposal.State.KEPT).select_related("path").order_by("number")
    )


def titles(row: Proposal) -> list[str]:
    data = getattr(row.title, "data", None)
    return list(data.values()) if isinstance(data, dict) else []


def plain(title: str) -> str:
    return title.replace("\u00a0", " ").replace("’", "'")
