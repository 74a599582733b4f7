"""Mail to groups reaches whom it says; its pages are for the team, and for path leads what they wrote."""

from dataclasses import dataclass

import pytest
from django.urls import reverse

from essaim.desk.models import Account, Mailing
from essaim.forum.models import Appearance, Edition, Favourite, Path, Session, Speaker
from essaim.forum.telling import Audience, group_recipients, write_group_mail
from tests.factories import call as make_call
from tests.factories import forum as make

pytestmark = pytest.mark.django_db


@dataclass
class Cast:
    edition: Edition
    path: Path
    one: Session
    """Path A, spoken by Awa, led by a partner, kept by Paul."""
    two: Session
    """Path B, spoken by Bruno."""
    team: Account
    lead: Account
    keeper: Account


@pytest.fixture
def cast() -> Cast:
    edition = make.make_edition("ici")
    path, other = make.make_path(edition, "A"), make.make_path(edition, "B")
    partner, elsewhere = make.make_organisation("Partenaire"), make.make_organisation("Ailleurs")
    path.leads.add(partner)
    other.leads.add(elsewhere)
    room = make.make_room(make.make_site(edition, "Halles"), "Bleue")
    one = make.make_session(edition, {"fr": "Cantines", "en": "Canteens"}, code="un", paths=[path])
    two = make.make_session(edition, "Monnaies", code="deux", paths=[other])
    for session, hour in ((one, "09:00"), (two, "14:00")):
        make.make_slot(session, hour, f"{int(hour[:2]) + 1:02d}:00", room=room)
    for session, name, language in ((one, "Awa", "en"), (two, "Bruno", "fr")):
        person = make.make_person(name)
        make.make_appearance(session, person)
        Speaker.objects.create(edition=edition, person=person, email=f"{name.lower()}@example.org", language=language)
    keeper = make.make_account("paul@example.org", language="es")
    Favourite.objects.create(account=keeper, session=one)
    lead = make_call.make_colleague(partner, "lea@example.org")
    make_call.make_colleague(elsewhere, "bob@example.org")
    make.make_account("stranger@example.org")
    return Cast(edition, path, one, two, make.make_organiser(edition, "odile@example.org"), lead, keeper)


# --- groups -------------------------------------------------------------------------------------

GROUPS = [
    (lambda _cast: Audience(), {"awa@example.org", "bruno@example.org"}),
    (lambda cast: Audience(paths=(cast.path,)), {"awa@example.org"}),
    (lambda _cast: Audience(roles=("moderator",)), set()),
    (lambda cast: Audience(roles=("path_lead",), paths=(cast.path,)), {"lea@example.org"}),
    (lambda _cast: Audience(roles=("team",)), {"odile@example.org"}),
    (lambda cast: Audience(sessions=(cast.two,)), {"bruno@example.org"}),
    (lambda _cast: Audience(answers=("asked",)), {"awa@example.org"}),
    (
        lambda _cast: Audience(roles=("speaker", "path_lead")),
        {"awa@example.org", "bruno@example.org", "lea@example.org", "bob@example.org"},
    ),
]


@pytest.mark.parametrize(("audience", "wanted"), GROUPS)
def test_group_reaches_whom_it_says(cast, audience, wanted):
    Appearance.objects.filter(session=cast.one).update(answer=Appearance.Answer.ASKED)
    assert {one.address.email for one in group_recipients(cast.edition, audience(cast)).reached} == wanted


def test_fields_are_filled_in_for_each_and_other_braces_stay(cast):
    mailing = write_group_mail(
        edition=cast.edition,
        audience=Audience(),
        subjects={"fr": "Pour {name}"},
        bodies={"fr": "Bonjour {name}, vos séances : {sessions}. {autre}"},
        by=cast.team,
    )
    awa = mailing.messages.get(to_email="awa@example.org")
    assert awa.subject == "Pour Awa"
    assert "Cantines" in awa.body
    assert "{autre}" in awa.body
    assert mailing.state == Mailing.State.DRAFT


@pytest.mark.parametrize("name", ["mailings", "mail_new"])
def test_mail_is_for_the_team_and_for_what_leads_wrote(cast, name):
    from django.test import Client

    write_group_mail(edition=cast.edition, audience=Audience(), subjects={"fr": "Secret"}, bodies={"fr": "x"}, by=cast.team)
    wanted = {"odile@example.org": 200, "lea@example.org": 200, "paul@example.org": 404}
    for email, status in wanted.items():
        client = Client()
        client.force_login(Account.objects.get(email=email))
        answer = client.get(reverse(f"team:{name}", args=["ici"]))
        assert answer.status_code == status, email
        if email != "odile@example.org":
            assert b"Secret" not in answer.content


def test_a_lead_writes_to_their_own_path_alone(cast):
    from django.test import Client

    client = Client()
    client.force_login(cast.lead)
    address = reverse("team:mail_new", args=["ici"])
    client.post(address, {"write": "", "subject_fr": "Sujet", "body_fr": "Texte"})
    mailing = Mailing.objects.get()
    assert set(mailing.messages.values_list("to_email", flat=True)) == {"awa@example.org"}
    strange = client.post(address, {"write": "", "subject_fr": "S", "body_fr": "T", "paths": [cast.edition.paths.get(letter="B").pk]})
    assert strange.status_code == 200
    assert Mailing.objects.count() == 1
    assert client.get(reverse("team:mailing", args=["ici", mailing.pk])).status_code == 200


@pytest.mark.parametrize("n", [1, 3])
def test_list_costs_the_same(cast, django_assert_num_queries, n):
    from django.test import Client

    for _ in range(n):
        write_group_mail(edition=cast.edition, audience=Audience(), subjects={"fr": "S"}, bodies={"fr": "x"}, by=cast.team)
    client = Client()
    client.force_login(cast.team)
    client.get(reverse("team:mailings", args=["ici"]))
    with django_assert_num_queries(6):
        client.get(reverse("team:mailings", args=["ici"]))
