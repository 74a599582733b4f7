"""An edition with two sessions, everybody who has to do with them, and people it is none of the business of."""

import pytest
from django.test import Client

from essaim.forum.models import Appearance, Favourite
from essaim.forum.rules import PATH_LEAD, REVIEWER
from tests.factories import call as make_call
from tests.factories import forum as make
from tests.forum.telling.cast import Cast, keeps, speaks


@pytest.fixture
def cast(db) -> Cast:
    """On session one: Awa speaks, Modou moderates, Dina declined, Carl is the contact; a partner and a person lead its path; Kim keeps it.
    On session two: Bruno, another partner, Tess. Eve speaks, leads and keeps the first. And people it is none of the business of."""
    edition = make.make_edition("ici")
    path, other_path = make.make_path(edition, "A"), make.make_path(edition, "B")
    partner, other_partner = make.make_organisation("Partenaire"), make.make_organisation("Autre")
    path.leads.add(partner)
    other_path.leads.add(other_partner)
    site = make.make_site(edition, "Halles")
    room = make.make_room(site, "Bleue")
    make.make_room(site, "Rouge", slug="rouge")
    make.make_format(edition, "workshop", name="Atelier")
    one = make.make_session(edition, {"fr": "Cantines", "en": "Canteens"}, code="un", paths=[path])
    two = make.make_session(edition, "Monnaies", code="deux", paths=[other_path])
    for session, hour in ((one, "09:00"), (two, "14:00")):
        make.make_slot(session, hour, f"{int(hour[:2]) + 1:02d}:00", room=room)
    made = Cast(edition, path, other_path, one, two, make.make_organiser(edition, "team@example.org"))
    speaks(made, "Awa", one, language="en")
    speaks(made, "Modou", one, role=Appearance.Role.MODERATOR)
    speaks(made, "Carl", one, role=Appearance.Role.CONTACT)
    speaks(made, "Dina", one, answer=Appearance.Answer.DECLINED)
    speaks(made, "Bruno", two)
    make_call.make_colleague(partner, "lea@example.org")
    make_call.make_colleague(other_partner, "bob@example.org")
    make_call.make_role(make.make_account("luc@example.org"), PATH_LEAD, path)
    make_call.make_role(make.make_account("lost@example.org", is_active=False), PATH_LEAD, path)
    keeps(one, "kim@example.org", "es")
    keeps(two, "tess@example.org")
    keeps(one, "gone@example.org", is_active=False)
    eve = make_call.make_colleague(partner, "eve@example.org")
    person = speaks(made, "Eve", one, email="eve.at.work@example.org")
    person.account = eve
    person.save()
    Favourite.objects.create(account=eve, session=one)
    make_call.make_role(make.make_account("reviewer@example.org"), REVIEWER, path)
    make.make_account("participant@example.org")
    elsewhere = make.make_path(make.make_edition("ailleurs"), "A")
    make_call.make_role(make.make_account("elsewhere@example.org"), PATH_LEAD, elsewhere)
    return made


@pytest.fixture
def team(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.team)
    return client
