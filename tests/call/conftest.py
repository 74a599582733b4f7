"""An edition with two paths, a call, one proposal of each nature on path A and one on B, and the cast."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.utils.translation import override

from essaim.call.actions.writing import begin_proposal
from essaim.call.models import Call, Contributor, Kind, Proposal, ProposingOrganisation, Question
from essaim.desk.models import Account
from essaim.forum.models import Edition, Path
from essaim.forum.rules import REVIEWER
from essaim.registry.models import Organisation
from tests.factories import call as make
from tests.factories import forum as make_forum

State = Proposal.State


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
def english() -> Iterator[None]:
    with override("en"):
        yield


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


@pytest.fixture
def pair(cast) -> tuple[Proposal, Proposal]:
    """Two on path A by two people of two organisations, with a partner, a speaker without an address, goals and answers."""
    make.make_question(cast.call, "plus-value", label="Ce qui est nouveau")
    make.make_question(cast.call, "echelle", Question.Type.SEVERAL)
    make.make_question(cast.call, "etat", Question.Type.ONE)
    make.make_question(cast.call, "accord", Question.Type.CONSENT)
    make.make_question(cast.call, "telephone", Question.Type.PHONE, is_personal=True)
    claire, denis = (
        make_forum.make_account("claire.b@example.org", name="Claire"),
        make_forum.make_account("denis@example.org", name="Denis"),
    )
    denis.language = "es"
    denis.save()
    one = make.make_proposal(
        cast.call,
        {"fr": "Toits solaires", "en": "Solar roofs"},
        path=cast.path,
        author=claire,
        organisations=["Watts du bocage"],
        summary={"fr": "Douze toits. Des parts à cent euros."},
        spoken=["fr"],
        audience=40,
        answers={"plus-value": "Les comptes.", "echelle": ["local"], "etat": "done", "accord": True, "telephone": "06 11 22 33 44"},
        may_be_public=True,
        state=State.KEPT,
    )
    other = make.make_proposal(
        cast.call,
        "Énergie citoyenne",
        path=cast.path,
        author=denis,
        organisations=["Soleil d'ici"],
        summary={"fr": "Une épargne locale. Vingt communes."},
        spoken=["fr", "es"],
        audience=25,
        answers={"plus-value": "La méthode.", "echelle": ["local", "regional"], "etat": "idea", "accord": True, "telephone": "07 99"},
        state=State.DISCUSSED,
    )
    make.make_contributor(one, "Sonia Sans-Adresse", role=Contributor.Role.SPEAKER)
    ProposingOrganisation.objects.create(
        proposal=other, name="Mairie de Brégance", role=ProposingOrganisation.Role.PARTNER, place=9, town="Brégance"
    )
    return one, other


@pytest.fixture
def kind(cast: Cast) -> Kind:
    return make.make_kind(cast.call)


@pytest.fixture
def draft(cast: Cast, kind: Kind) -> Proposal:
    return begin_proposal(call=cast.call, kind=kind, language="fr", by=cast.contributor)
