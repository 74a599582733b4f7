"""Who is entered with a draft, or with an edition that is not public, has no page, no place in lists, search or API until released."""

import pytest
from django.test import Client

from essaim.forum.models import Edition, Session
from essaim.registry.models import Organisation, Person
from essaim.search.actions import refresh
from tests.factories.forum import make_appearance, make_edition, make_involvement, make_release, make_session, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["draft session", "private edition", "imported into a private edition"])
def hidden(request: pytest.FixtureRequest) -> tuple[Edition, Person, Organisation]:
    edition = make_edition(is_public=request.param == "draft session")
    state = Session.State.DRAFT if edition.is_public else Session.State.ACCEPTED
    session = make_session(edition, title="Plan secret", state=state)
    part, lead = make_appearance(session), make_involvement(session)
    source = make_source("import-abc") if "imported" in request.param else None
    Person.objects.filter(pk=part.person_id).update(source=source, name="Zoé Cachée", slug="zoe-cachee")
    Organisation.objects.filter(pk=lead.organisation_id).update(source=source, name='{"fr": "Coop Fantôme"}', slug="coop-fantome")
    make_release(edition)
    return edition, Person.objects.get(slug="zoe-cachee"), Organisation.objects.get(slug="coop-fantome")


ADDRESSES = ("/fr/people/zoe-cachee/", "/fr/organisations/coop-fantome/", "/api/v1/people/zoe-cachee", "/api/v1/organisations/coop-fantome")
LISTS = (
    "/fr/people/",
    "/fr/organisations/",
    "/api/v1/people",
    "/api/v1/organisations",
    "/sitemap.xml",
    "/fr/search/?q=cachee",
    "/fr/search/?q=fantome",
)
TRACES = ("zoe-cachee", "Zoé Cachée", "coop-fantome", "Coop Fantôme")


def test_nobody_of_a_draft_is_public(client: Client, hidden):
    refresh()
    assert [address for address in ADDRESSES if client.get(address).status_code != 404] == []
    shown = {address: client.get(address).content.decode() for address in LISTS}
    assert [(address, trace) for address, page in shown.items() for trace in TRACES if trace in page] == []


def test_a_release_makes_them_public(client: Client, hidden):
    edition, *_ = hidden
    edition.is_public = True
    edition.save()
    edition.sessions.update(state=Session.State.ACCEPTED)
    make_release(edition)
    refresh()
    assert [client.get(address).status_code for address in ADDRESSES] == [200] * 4
    assert "/fr/organisations/coop-fantome/" in client.get("/fr/search/?q=fantome").content.decode()
