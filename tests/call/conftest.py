"""An edition with two paths, a call, one proposal of each nature on path A and one on B, and the cast."""

from dataclasses import dataclass

import pytest
from django.test import Client

from essaim.call.models import Call, Kind, Proposal
from essaim.desk.models import Account
from essaim.forum.models import Edition, Path
from essaim.forum.rules import REVIEWER
from essaim.registry.models import Organisation
from tests.factories import call as make
from tests.factories import forum as make_forum


@dataclass
class Cast:
    edition: Edition
    path: Path
    other_path: Path
    call: Call
    organisation: Organisation
    """Leads path A."""
    proposal: Proposal
    """Collective, on path A, by `contributor`."""
    individual: Proposal
    self_managed: Proposal
    elsewhere: Proposal
    """Collective, on path B, by somebody else."""
    team: Account
    lead: Account
    other_lead: Account
    reviewer: Account
    contributor: Account
    participant: Account

    def client(self, who: str) -> Client:
        client = Client()
        if who != "stranger":
            client.force_login(getattr(self, who))
        return client


@pytest.fixture(autouse=True)
def _quick(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def cast(db) -> Cast:
    edition = make_forum.make_edition("ici")
    path, other_path = make_forum.make_path(edition, "A"), make_forum.make_path(edition, "B", "Finances")
    organisation, other = make_forum.make_organisation("Réseau test", slug="reseau-test"), make_forum.make_organisation("Autre réseau")
    path.leads.add(organisation)
    other_path.leads.add(other)
    call = make.make_call(edition)
    contributor = make_forum.make_account("claire@example.org", name="Claire Contribue")
    reviewer = make_forum.make_account("remi@example.org", name="Rémi Relit")
    make.make_role(reviewer, REVIEWER, path)
    return Cast(
        edition=edition,
        path=path,
        other_path=other_path,
        call=call,
        organisation=organisation,
        proposal=make.make_proposal(call, "Cantines partagées", path=path, author=contributor, organisations=["Les Tablées"]),
        individual=make.make_proposal(call, "Un récit de cantine", path=path, nature=Kind.Nature.INDIVIDUAL, author=contributor),
        self_managed=make.make_proposal(call, "Atelier libre", path=path, nature=Kind.Nature.SELF_MANAGED),
        elsewhere=make.make_proposal(call, "Monnaies locales", path=other_path),
        team=make_forum.make_organiser(edition, "odile@example.org"),
        lead=make.make_colleague(organisation, "lea@example.org"),
        other_lead=make.make_colleague(other, "bruno@example.org"),
        reviewer=reviewer,
        contributor=contributor,
        participant=make_forum.make_account("paul@example.org"),
    )
