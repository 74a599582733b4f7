"""A release tells those it touches, each once, and nobody else; mail to groups reaches whom it says."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.urls import reverse

from essaim.desk.models import Account, Mailing, Message
from essaim.forum.actions.programme import Place, place_session
from essaim.forum.actions.session import set_state
from essaim.forum.models import Appearance, Edition, Favourite, Path, Session, Speaker
from essaim.forum.telling import Audience, group_recipients, release_and_tell, write_group_mail
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


def told(cast: Cast) -> dict[str, Message]:
    _version, mailing, _left = release_and_tell(edition=cast.edition, by=cast.team)
    return {one.to_email: one for one in mailing.messages.all()} if mailing else {}


def moved(cast: Cast) -> None:
    slot = cast.one.slots.get(version__number=None)
    later = Place(day=slot.day, starts_at=slot.starts_at.replace(hour=15), ends_at=slot.ends_at.replace(hour=16), room=slot.room)
    place_session(session=cast.one, place=later, by=None)


def cancelled(cast: Cast) -> None:
    set_state(session=cast.one, state=Session.State.CANCELLED, by=None)


def renamed(cast: Cast) -> None:
    cast.one.title = make.text("Les cantines")
    cast.one.save()


def new_speaker(cast: Cast) -> None:
    person = make.make_person("Nina")
    make.make_appearance(cast.one, person)
    Speaker.objects.create(edition=cast.edition, person=person, email="nina@example.org")


def nothing(cast: Cast) -> None:
    pass


TOUCHED = {"awa@example.org", "lea@example.org", "paul@example.org"}
MATRIX: list[tuple[Callable[[Cast], None], set[str], str]] = [
    (moved, TOUCHED, "Cantines"),
    (cancelled, TOUCHED, "Cantines"),
    (renamed, TOUCHED, "Les cantines"),
    (new_speaker, TOUCHED | {"nina@example.org"}, "Cantines"),
    (nothing, set(), ""),
]


@pytest.mark.parametrize(("change", "wanted", "title"), MATRIX, ids=[row[0].__name__ for row in MATRIX])
def test_exactly_those_it_touches_are_told(cast, change, wanted, title):
    told(cast)
    change(cast)
    letters = told(cast)
    assert set(letters) == wanted
    for letter in letters.values():
        assert title in letter.body or "Canteens" in letter.body
        assert "Monnaies" not in letter.body
        assert letter.state == Message.State.DRAFT


def test_first_release_tells_everybody_in_it(cast):
    assert set(told(cast)) == TOUCHED | {"bruno@example.org", "bob@example.org"}


def test_each_in_their_language_with_a_calendar_of_their_sessions_alone(cast):
    told(cast)
    moved(cast)
    letters = told(cast)
    assert {email: letter.language for email, letter in letters.items()} == {
        "awa@example.org": "en",
        "lea@example.org": "fr",
        "paul@example.org": "es",
    }
    assert "Canteens" in letters["awa@example.org"].body
    calendar = letters["awa@example.org"].attachments[0]
    assert calendar["media_type"] == "text/calendar; method=PUBLISH"
    assert "METHOD:PUBLISH" in calendar["content"]
    assert calendar["content"].count("BEGIN:VEVENT") == 1
    assert "SEQUENCE:1" in calendar["content"]


def test_cancelled_session_is_cancelled_in_calendars(cast):
    told(cast)
    cancelled(cast)
    assert "STATUS:CANCELLED" in told(cast)["awa@example.org"].attachments[0]["content"]


def test_one_letter_for_who_speaks_leads_and_keeps(cast):
    person = make.make_person("Léa")
    person.account = cast.lead
    person.save()
    make.make_appearance(cast.one, person)
    Favourite.objects.create(account=cast.lead, session=cast.one)
    letters = release_and_tell(edition=cast.edition, by=cast.team)[1].messages.filter(to_email="lea@example.org")
    assert letters.count() == 1


def test_somebody_without_an_address_is_named_and_their_contact_told(cast):
    silent, cared = make.make_person("Sans Adresse"), make.make_person("Confié")
    make.make_appearance(cast.one, silent)
    make.make_appearance(cast.one, cared)
    contact = Speaker.objects.get(email="bruno@example.org")
    Speaker.objects.create(edition=cast.edition, person=cared, contact=contact)
    _version, mailing, left = release_and_tell(edition=cast.edition, by=cast.team)
    assert [str(one.person) for one in left] == ["Sans Adresse"]
    letter = mailing.messages.get(to_email="bruno@example.org")
    assert "Confié" in letter.body
    assert "Cantines" in letter.body


def test_releasing_again_without_a_change_writes_nothing(cast):
    told(cast)
    count = Mailing.objects.count()
    assert told(cast) == {}
    assert Mailing.objects.count() == count


def test_release_page_shows_how_many_would_be_told_then_leads_to_the_outbox(cast):
    from django.test import Client

    client = Client()
    client.force_login(cast.team)
    address = reverse("team:release", args=["ici"])
    page = client.get(address)
    assert len(page.context["touched"]) == 5
    client.post(address, {"expected": page.context["draft"].digest})
    mailing = Mailing.objects.get(kind="forum.release")
    listed = client.get(reverse("team:mailings", args=["ici"])).content.decode()
    assert reverse("team:mailing", args=["ici", mailing.pk]) in listed
    shown = client.get(reverse("team:mailing", args=["ici", mailing.pk])).content.decode()
    assert "awa@example.org" in shown
    client.post(reverse("team:mailing_act", args=["ici", mailing.pk]), {"go": ""})
    assert set(mailing.messages.values_list("state", flat=True)) == {"waiting"}


# --- groups -------------------------------------------------------------------------------------

GROUPS = [
    (lambda _cast: Audience(), {"awa@example.org", "bruno@example.org"}),
    (lambda cast: Audience(paths=(cast.path,)), {"awa@example.org"}),
    (lambda _cast: Audience(roles=("moderator",)), set()),
    (lambda cast: Audience(roles=("path_lead",), paths=(cast.path,)), {"lea@example.org"}),
    (lambda _cast: Audience(roles=("team",)), {"odile@example.org"}),
    (lambda cast: Audience(sessions=(cast.two,)), {"bruno@example.org"}),
    (lambda _cast: Audience(answers=("asked",)), {"awa@example.org"}),
    (lambda _cast: Audience(roles=("speaker", "path_lead")), {"awa@example.org", "bruno@example.org", "lea@example.org", "bob@example.org"}),
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
