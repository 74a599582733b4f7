"""Mail to groups reaches whom it says; its pages are for the team, and for path leads what they wrote."""

from dataclasses import dataclass

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from essaim.desk.actions.unsubscription import unsubscribe
from essaim.desk.errors import DeskError
from essaim.desk.models import Account, Mailing
from essaim.forum.links import token_of
from essaim.forum.models import Appearance, Edition, Favourite, Path, Session, Speaker
from essaim.forum.rules import REVIEWER, VOLUNTEER
from essaim.forum.telling import Audience, group_recipients, write_group_mail
from essaim.forum.telling.fields import faults_in, filled
from essaim.registry.models import Person
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


def test_who_reviews_the_whole_edition_is_written_to_for_each_path(cast):
    remi, rose, inti = (make.make_account(f"{name}@example.org") for name in ("remi", "rose", "inti"))
    make_call.make_role(remi, REVIEWER, cast.edition)
    make_call.make_role(rose, REVIEWER, cast.path)
    make_call.make_role(inti, VOLUNTEER, cast.edition)
    on_path = group_recipients(cast.edition, Audience(roles=(REVIEWER, VOLUNTEER), paths=(cast.path,)))
    assert {one.address.email for one in on_path.reached} == {"remi@example.org", "rose@example.org"}
    in_all = group_recipients(cast.edition, Audience(roles=(REVIEWER, VOLUNTEER)))
    assert {one.address.email for one in in_all.reached} == {"remi@example.org", "rose@example.org", "inti@example.org"}


@pytest.mark.parametrize("role", ["rapporteur", "interpreter"])
def test_roles_in_a_session_and_designated_roles_of_one_name_are_two_groups(cast, role):
    sam = make.make_person("Sam")
    make.make_appearance(cast.one, sam, role=role)
    Speaker.objects.create(edition=cast.edition, person=sam, email="sam@example.org")
    make_call.make_role(make.make_account("dede@example.org"), role, cast.edition)
    client = Client()
    client.force_login(cast.team)
    for chosen, reached in ((role, "Sam"), (f"designated_{role}", "dede@example.org")):
        page = client.post("/en/team/ici/mail/new/", {"roles": chosen, "look": ""}).text
        assert f"<strong>1 person</strong>: {reached}" in page
        assert page.count(" checked") == 1


def links(cast, by: Account, *roles: str) -> dict[str, str]:
    mailing = write_group_mail(
        edition=cast.edition, audience=Audience(roles=roles, paths=(cast.path,)), subjects={"en": "x"}, bodies={"en": "{link}"}, by=by
    )
    return {one.to_email: one.body for one in mailing.messages.all()}


def test_link_is_a_speakers_own_page_and_a_leads_work(cast):
    zoe = make.make_person("Zoé")
    Person.objects.filter(pk=zoe.pk).update(account=make.make_account("zoe@example.org"))
    make.make_appearance(cast.one, zoe)
    found = links(cast, cast.team, "speaker", "path_lead")
    awa = Speaker.objects.get(person__name="Awa")
    assert found["awa@example.org"].endswith(f"/en/forum/ici/answer/{token_of(awa)}/")
    assert "/en/forum/ici/answer/" in found["zoe@example.org"]  # their part is made
    assert found["lea@example.org"].endswith("/en/team/")
    assert Client().get(found["awa@example.org"].removeprefix(settings.SITE_ADDRESS)).status_code == 200


def test_link_of_a_speaker_is_in_no_letter_a_paths_lead_may_read(cast):
    assert links(cast, cast.lead, "speaker", "path_lead") == {
        "awa@example.org": f"{settings.SITE_ADDRESS}/en/forum/ici/programme/",
        "lea@example.org": f"{settings.SITE_ADDRESS}/en/team/",
    }


def test_fields_are_filled_in_for_each_and_doubled_braces_are_single(cast):
    mailing = write_group_mail(
        edition=cast.edition,
        audience=Audience(),
        subjects={"fr": "Pour {name}"},
        bodies={"fr": "Bonjour {name}, vos séances : { sessions }. {{autre}}"},
        by=cast.team,
    )
    awa = mailing.messages.get(to_email="awa@example.org")
    assert awa.subject == "Pour Awa"
    assert "Cantines" in awa.body
    assert awa.body.endswith(". {autre}")
    assert mailing.state == Mailing.State.DRAFT


@pytest.mark.parametrize("name", ["mailings", "mail_new"])
def test_mail_is_for_the_team_and_for_what_leads_wrote(cast, name):
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


@pytest.mark.parametrize("role", ["team", "volunteer"])
def test_a_lead_does_not_write_to_roles_of_the_whole_edition(cast, role):
    make_call.make_role(make.make_account("vera@example.org"), VOLUNTEER, cast.edition)
    client = Client()
    client.force_login(cast.lead)
    page = client.post("/en/team/ici/mail/new/", {"write": "", "subject_fr": "S", "body_fr": "T", "roles": [role]})
    assert list(page.context["form"].errors) == ["roles"]
    assert not Mailing.objects.exists()
    offered = {code for code, _label in page.context["form"].fields["roles"].choices}
    assert offered == {*Appearance.Role.values, "path_lead", "reviewer", "designated_rapporteur"}
    client.force_login(cast.team)
    assert role in dict(client.get("/en/team/ici/mail/new/").context["form"].fields["roles"].choices)


def test_a_lead_reaches_reviewers_of_the_path_and_not_of_the_edition(cast):
    make_call.make_role(make.make_account("remi@example.org"), REVIEWER, cast.path)
    make_call.make_role(make.make_account("rose@example.org"), REVIEWER, cast.edition)
    client = Client()
    client.force_login(cast.lead)
    client.post("/en/team/ici/mail/new/", {"write": "", "subject_fr": "S", "body_fr": "T", "roles": [REVIEWER]})
    assert set(Mailing.objects.get().messages.values_list("to_email", flat=True)) == {"remi@example.org"}


# --- fields --------------------------------------------------------------------------------------

FAULTS = [
    ("Bonjour {nom},", 1, "{nom}", "{name}"),
    ("Bonjour,\n\nvoici : {lien}", 3, "{lien}", "{link}"),
    ("{session}", 1, "{session}", "{sessions}"),
    ("{Name}", 1, "{Name}", "{name}"),
    ("{}", 1, "{}", "{name}"),
    ("a\n{name", 2, "{", None),
    ("name}", 1, "}", None),
    ("{{name}", 1, "}", None),
]


@pytest.mark.parametrize(("text", "line", "written", "nearest"), FAULTS)
def test_mistyped_field_is_named_with_its_line_and_the_nearest(text, line, written, nearest):
    (fault,) = faults_in(text, "body_fr")
    assert (fault.code, fault.facts["line"], fault.facts["written"], fault.facts.get("nearest")) == (
        "unknown_field" if nearest else "lone_brace",
        line,
        written,
        nearest,
    )
    assert fault.facts["known"] == "{name}, {sessions}, {link}"


@pytest.mark.parametrize(
    ("text", "becomes"),
    [("{name}", "{Awa}"), ("{{name}}", "{name}"), ("{{{name}}}", "{{Awa}}"), ("{ name } {{", "{Awa} {"), ("aucun", "aucun")],
)
def test_what_is_filled_in_is_not_read_again(text, becomes):
    assert list(faults_in(text)) == []
    assert filled(text, {"name": "{Awa}", "sessions": "", "link": ""}) == becomes


@pytest.mark.parametrize("field", ["subject_fr", "body_fr", "subject_en", "body_en", "subject_es", "body_es"])
def test_form_refuses_a_mistyped_field_where_it_stands(cast, field):
    client = Client()
    client.force_login(cast.team)
    data = {"subject_fr": "S", "body_fr": "T", "write": "", field: "a {nmae} b"}
    page = client.post("/en/team/ici/mail/new/", data)
    assert page.status_code == 200
    assert not Mailing.objects.exists()
    (said,) = page.context["form"].errors[field]
    assert said.startswith("Line 1: “{nmae}” is no field. Is {name} meant? There are {name}, {sessions}, {link}.")
    assert f'id="id_{field}_error"' in page.text
    assert f'href="#id_{field}"' in page.text


def test_action_refuses_it_too(cast):
    with pytest.raises(DeskError, match="unknown_field"):
        write_group_mail(edition=cast.edition, audience=Audience(), subjects={"fr": "S"}, bodies={"fr": "x", "es": "{nmae}"}, by=cast.team)


# --- who refuses group mail, and where answers go ----------------------------------------------------


def test_whoever_refuses_is_counted_and_gets_none(cast):
    unsubscribe(message=sent_to_all(cast).messages.get(to_email="awa@example.org"))
    found = group_recipients(cast.edition, Audience())
    assert [one.address.email for one in found.reached] == ["bruno@example.org"]
    assert [one.address.email for one in found.refusing] == ["awa@example.org"]
    client = Client()
    client.force_login(cast.team)
    page = client.post("/en/team/ici/mail/new/", {"look": ""})
    assert "1 person wants no more group mail and gets none." in page.text
    later = sent_to_all(cast)
    assert set(later.messages.values_list("to_email", flat=True)) == {"bruno@example.org"}
    assert "Awa" in client.get(f"/en/team/ici/mail/{later.pk}/").text
    first = client.get(f"/en/team/ici/mail/{Mailing.objects.earliest('pk').pk}/?state=withheld").text
    assert ("wants no more group mail" in first, 'value="put_back"' in first) == (True, False)
    assert "by the link in a letter" in client.get("/en/team/ici/journal/").text
    with pytest.raises(DeskError, match="all_refuse"):
        write_group_mail(
            edition=cast.edition, audience=Audience(sessions=(cast.one,)), subjects={"fr": "S"}, bodies={"fr": "T"}, by=cast.team
        )


def sent_to_all(cast: Cast, **facts: object) -> Mailing:
    return write_group_mail(edition=cast.edition, audience=Audience(), subjects={"fr": "S"}, bodies={"fr": "T"}, by=cast.team, **facts)


@pytest.mark.parametrize(
    ("given", "kept"), [({}, "odile@example.org"), ({"reply_to": "salle@example.org"}, "salle@example.org"), ({"reply_to": ""}, "")]
)
def test_answers_go_where_the_writer_says(cast, given, kept):
    client = Client()
    client.force_login(cast.team)
    client.post("/fr/team/ici/mail/new/", {"subject_fr": "S", "body_fr": "T", "write": "", **given})
    assert Mailing.objects.get().reply_to == kept
