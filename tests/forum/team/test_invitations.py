"""Roles offered by letter: to a person, to a partner organisation that brings in its own colleagues; nothing leaks."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from essaim.desk.errors import DeskError
from essaim.desk.models import Account, Entry, Grant, Invitation, Message
from essaim.forum.actions import roles as act
from essaim.forum.errors import ForumError
from essaim.forum.rules import COLLEAGUE, INTERPRETER, PATH_LEAD, RAPPORTEUR, REVIEWER, TEAM, VOLUNTEER, standing_of
from tests.factories import call as make_call
from tests.factories import forum as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return make.make_edition("ici")


@pytest.fixture
def odile(edition) -> Account:
    return make.make_organiser(edition, "odile@example.org")


def confirmed(email: str, **facts: object) -> Account:
    account = make.make_account(email, **facts)
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    return account


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account, "django.contrib.auth.backends.ModelBackend")
    return client


def letter_to(email: str) -> Message:
    return Message.objects.filter(to_email=email).latest("pk")


def link_in(letter: Message) -> str:
    found = re.search(r"^https?://[^/]+(/\S+)$", letter.body, re.MULTILINE)
    assert found, letter.body
    return found[1]


def invite(edition, odile, email="nina@example.org", role=REVIEWER, **more: object) -> Invitation:
    return act.invite_to_edition(edition=edition, role=role, email=email, by=odile, **more)


# --- the letter -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "subject", "path"),
    [("fr", "Invitation", "/fr/team/invitation/"), ("en", "Invitation: reviewer", "/en/team/invitation/"), ("es", "Invita", "/es/")],
)
def test_letter_is_in_the_invited_persons_language_and_leaves_at_once(edition, odile, language, subject, path):
    invite(edition, odile, language=language, name="Nina Neuve", message="À bientôt !")
    letter = letter_to("nina@example.org")
    assert (letter.state, letter.language, letter.to_name) == (Message.State.WAITING, language, "Nina Neuve")
    assert subject in letter.subject
    assert link_in(letter).startswith(path)
    assert "À bientôt !" in letter.body
    assert "Nina Neuve" in letter.body


def test_secret_stands_in_the_letter_alone(edition, odile):
    invitation = invite(edition, odile)
    secret = link_in(letter_to(invitation.email)).strip("/").rpartition("/")[2]
    assert len(secret) >= 32
    assert secret not in str(Invitation.objects.values().get())
    assert secret not in str(list(Entry.objects.values()))


def test_each_role_has_its_own_sentence(edition, odile):
    path = make.make_path(edition, "A")
    bodies = set()
    for number, (role, on) in enumerate(
        [(TEAM, None), (REVIEWER, None), (RAPPORTEUR, None), (INTERPRETER, None), (VOLUNTEER, None), (PATH_LEAD, path)]
    ):
        invite(edition, odile, f"nina{number}@example.org", role, path=on, language="en")
        bodies.add(letter_to(f"nina{number}@example.org").body.split("\n\n")[1])
    assert len(bodies) == 6


def test_invited_twice_is_one_invitation_and_the_first_link_no_longer_opens(edition, odile):
    first = link_in(letter_to(invite(edition, odile).email))
    second = link_in(letter_to(invite(edition, odile, "NINA@example.org ").email))
    assert Invitation.objects.count() == 1
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200


def test_wrong_address_is_quoted(edition, odile):
    with pytest.raises(DeskError) as refused:
        invite(edition, odile, "nina(at)example.org")
    assert (refused.value.code, refused.value.facts["email"]) == ("account_email_invalid", "nina(at)example.org")


# --- accepting ------------------------------------------------------------------------------------


def test_accepted_by_the_account_the_letter_reached(edition, odile):
    invitation = invite(edition, odile, name="Nina Neuve")
    nina = confirmed("nina@example.org")
    link, client = link_in(letter_to(nina.email)), client_of(nina)
    assert Grant.objects.filter(account=nina).count() == 0, "reading gives nothing"
    page = client.get(link)
    assert page.status_code == 200
    assert not Grant.objects.filter(account=nina).exists()
    for _ in range(2):  # accepting twice is harmless
        assert client.post(link).headers["Location"] == reverse("team:home")
        assert Grant.objects.filter(account=nina, role=REVIEWER).count() == 1
    assert standing_of(nina, edition).reviews_all
    nina.refresh_from_db()
    assert nina.name == "Nina Neuve"
    invitation.refresh_from_db()
    assert invitation.accepted_by == nina


def test_another_address_is_told_in_words_and_gets_nothing(edition, odile):
    link = link_in(letter_to(invite(edition, odile).email))
    other = client_of(confirmed("autre@example.org"))
    said = other.get(link).content.decode()
    assert "nina@example.org" in said
    assert "autre@example.org" in said
    page = other.post(link)
    assert "nina@example.org" in page.content.decode()
    assert not Grant.objects.filter(role=REVIEWER).exists()


def test_an_address_not_confirmed_does_not_count(edition, odile):
    link = link_in(letter_to(invite(edition, odile).email))
    nina = make.make_account("nina@example.org")
    EmailAddress.objects.create(user=nina, email=nina.email, verified=False, primary=True)
    client_of(nina).post(link)
    assert not Grant.objects.filter(account=nina).exists()


def test_a_second_confirmed_address_of_the_account_counts(edition, odile):
    link = link_in(letter_to(invite(edition, odile).email))
    nina = confirmed("nina.pro@example.org")
    EmailAddress.objects.create(user=nina, email="nina@example.org", verified=True)
    client_of(nina).post(link)
    assert standing_of(nina, edition).reviews_all


@pytest.mark.parametrize("how", ["revoked", "expired"])
def test_link_taken_back_or_too_old_opens_nothing(edition, odile, how):
    invitation = invite(edition, odile)
    link = link_in(letter_to(invitation.email))
    if how == "revoked":
        act.revoke(invitation=invitation, by=odile)
    else:
        Invitation.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    nina = confirmed("nina@example.org")
    client_of(nina).post(link)
    assert not Grant.objects.filter(account=nina).exists()
    if how == "expired":
        act.send_again(invitation=invitation, by=odile)
        client_of(nina).post(link_in(letter_to(nina.email)))
        assert Grant.objects.filter(account=nina).exists()


@pytest.mark.parametrize("role", [RAPPORTEUR, INTERPRETER, VOLUNTEER])
def test_whoever_has_the_draft_programme_alone_lands_there(edition, odile, role):
    link = link_in(letter_to(invite(edition, odile, role=role).email))
    answer = client_of(confirmed("nina@example.org")).post(link)
    assert answer.headers["Location"] == reverse("team:programme", args=[edition.slug])


def test_rapporteur_of_a_path_lands_on_the_draft_and_whoever_has_more_at_home(edition, odile):
    path = make.make_path(edition, "A")
    nina = confirmed("nina@example.org")
    link = link_in(letter_to(invite(edition, odile, role=RAPPORTEUR, path=path).email))
    assert client_of(nina).post(link).headers["Location"] == reverse("team:programme", args=[edition.slug])
    for more in ({"role": VOLUNTEER, "edition": make.make_edition("ailleurs")}, {"role": REVIEWER, "edition": edition}):
        make_call.make_role(nina, more["role"], more["edition"])
        assert client_of(nina).post(link).headers["Location"] == reverse("team:home"), more


def test_accepted_link_does_not_bring_back_a_role_taken_away(edition, odile):
    link = link_in(letter_to(invite(edition, odile).email))
    nina = confirmed("nina@example.org")
    client_of(nina).post(link)
    act.take_role(grant=Grant.objects.get(account=nina), by=odile)
    client_of(nina).post(link)
    assert not Grant.objects.filter(account=nina).exists()


def test_used_link_is_useless_for_others(edition, odile):
    link = link_in(letter_to(invite(edition, odile).email))
    client_of(confirmed("nina@example.org")).post(link)
    other = confirmed("autre@example.org")
    client_of(other).post(link)
    assert not Grant.objects.filter(account=other).exists()


def test_role_on_a_path_that_is_gone_says_so(edition, odile):
    path = make.make_path(edition, "A")
    link = link_in(letter_to(invite(edition, odile, path=path).email))
    path.delete()
    nina = confirmed("nina@example.org")
    assert client_of(nina).post(link).status_code == 200
    assert not Grant.objects.filter(account=nina).exists()


# --- nothing leaks --------------------------------------------------------------------------------


def test_inviter_sees_the_same_with_and_without_an_account(edition, odile):
    """Page, letter and journal are alike whether the address is somebody's or nobody's."""
    confirmed("connue@example.org", name="Connue de nous")
    client, answers = client_of(odile), []
    for email in ("connue@example.org", "inconnue@example.org"):
        client.post(reverse("team:people", args=["ici"]), {"email": email, "role": "reviewer:edition", "language": "fr"})
        page = client.get(reverse("team:people", args=["ici"])).content.decode()
        answers.append(page.count(email))
        assert "Connue de nous" not in page
        assert Entry.objects.filter(action="invite").latest("pk").after["email"] == email
    assert answers[0] == answers[1] > 0
    assert letter_to("connue@example.org").body.replace("connue", "inconnue").count("\n") == letter_to("inconnue@example.org").body.count(
        "\n"
    )


def test_stranger_learns_nothing_of_accounts_from_the_link(edition, odile):
    invite(edition, odile, "connue@example.org")
    without = Client().get(link_in(letter_to("connue@example.org"))).content.decode()
    confirmed("connue@example.org", name="Connue de nous")
    assert re.sub(r'value="[^"]+"', "", Client().get(link_in(letter_to("connue@example.org"))).content.decode()) == re.sub(
        r'value="[^"]+"', "", without
    )


# --- who may invite -------------------------------------------------------------------------------


def test_lead_brings_in_reviewers_and_rapporteurs_of_its_own_path_alone(edition, odile):
    path, other = make.make_path(edition, "A"), make.make_path(edition, "B", "Finances")
    organisation = make.make_organisation()
    path.leads.add(organisation)
    lead = make_call.make_colleague(organisation, "lea@example.org")
    for role in (REVIEWER, RAPPORTEUR):
        assert invite(edition, lead, f"{role}@example.org", role, path=path).role == role
    for role, on in ((PATH_LEAD, path), (REVIEWER, other), (REVIEWER, None), (TEAM, None)):
        with pytest.raises(ForumError, match="role_not_yours"):
            invite(edition, lead, "x@example.org", role, path=on)
    page = client_of(lead).get(reverse("team:people", args=["ici"]))
    offered = dict(page.context["form"].fields["role"].choices)
    assert "Finances" not in page.content.decode()
    assert not any("edition" in str(value) for group in offered.values() if isinstance(group, list) for value, _ in group)


def test_partner_brings_in_its_own_colleagues_and_leads_its_path_thereby(edition, odile):
    path = make.make_path(edition, "A")
    organisation, other = make.make_organisation("Les Tablées", slug="tablees"), make.make_organisation(slug="autre")
    path.leads.add(organisation)
    first = act.invite_colleague(organisation=organisation, email="lea@example.org", by=odile, edition=edition)
    lea = confirmed("lea@example.org")
    client_of(lea).post(link_in(letter_to(first.email)))
    assert standing_of(lea, edition).leads(path)
    client = client_of(lea)
    client.post(reverse("team:colleagues", args=["tablees"]), {"email": "luc@example.org", "language": "fr"})
    luc = confirmed("luc@example.org")
    client_of(luc).post(link_in(letter_to("luc@example.org")))
    assert standing_of(luc, edition).leads(path)
    assert client.get(reverse("team:colleagues", args=["autre"])).status_code == 404
    with pytest.raises(ForumError, match="role_not_yours"):
        act.invite_colleague(organisation=other, email="x@example.org", by=lea)
    client.post(reverse("team:colleague_take", args=["tablees", Grant.objects.get(account=luc).pk]))
    assert not standing_of(luc, edition).led


def test_colleague_may_not_take_roles_of_others(edition, odile):
    organisation, other = make.make_organisation(slug="tablees"), make.make_organisation(slug="autre")
    lea, bruno = make_call.make_colleague(organisation, "lea@example.org"), make_call.make_colleague(other, "bruno@example.org")
    theirs, teams = Grant.objects.get(account=bruno), Grant.objects.get(account=odile)
    client = client_of(lea)
    assert client.post(reverse("team:colleague_take", args=["tablees", theirs.pk])).status_code == 404
    assert client.post(reverse("team:role_take", args=["ici", teams.pk])).status_code == 404
    for grant in (theirs, teams):
        with pytest.raises(ForumError, match="role_not_yours"):
            act.take_role(grant=grant, by=lea)
    assert Grant.objects.filter(pk__in=[theirs.pk, teams.pk]).count() == 2


def test_team_of_another_edition_has_no_say_over_a_partner(edition, odile):
    organisation = make.make_organisation(slug="tablees")
    make.make_partner(edition, organisation)
    stranger = make.make_organiser(make.make_edition("ailleurs"), "eve@example.org")
    assert client_of(odile).get(reverse("team:colleagues", args=["tablees"])).status_code == 200
    assert client_of(stranger).get(reverse("team:colleagues", args=["tablees"])).status_code == 404


def test_last_of_the_team_is_not_taken_off(edition, odile):
    grant = Grant.objects.get(account=odile, role=TEAM)
    page = client_of(odile).post(reverse("team:role_take", args=["ici", grant.pk]), follow=True)
    assert Grant.objects.filter(pk=grant.pk).exists()
    assert str(odile) in page.content.decode()


# --- the journal ----------------------------------------------------------------------------------


def test_journal_tells_what_one_person_did_in_this_edition_alone(edition, odile):
    elsewhere = make.make_edition("ailleurs")
    make.make_grant(odile, elsewhere)
    make.make_organiser(elsewhere, "eve@example.org")
    invite(edition, odile, "ici@example.org")
    invite(elsewhere, odile, "ailleurs@example.org")
    said = client_of(odile).get(reverse("team:person_journal", args=["ici", odile.pk])).content.decode()
    assert "ici@example.org" in said
    assert "ailleurs@example.org" not in said
    assert client_of(odile).get(reverse("team:person_journal", args=["ici", make.make_account().pk])).status_code == 404


# --- cost -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [1, 3])
def test_people_page_costs_the_same_whatever_its_length(edition, odile, django_assert_num_queries, n):
    for number in range(n):
        path = make.make_path(edition, "ABC"[number])
        path.leads.add(make.make_organisation())
        make_call.make_role(make.make_account(), REVIEWER, path)
        make_call.make_role(make.make_account(), COLLEAGUE, path.leads.get())
        make.make_partner(edition)
        invite(edition, odile, f"n{number}@example.org")
    client = client_of(odile)
    # session, account, edition, own grants; paths, their leads, partners, own editions, who leads elsewhere, grants, invitations
    with django_assert_num_queries(11):
        client.get(reverse("team:people", args=["ici"]))


def test_team_gives_no_rights_in_somebody_else_s_edition(edition, odile):
    """By entering as a partner whoever leads a path there, and acting for it."""
    there = make.make_edition("ailleurs")
    organisation = make.make_organisation("Les Tablées", slug="tablees")
    make.make_path(there, "X").leads.add(organisation)
    make.make_partner(edition, organisation=organisation)
    with pytest.raises(ForumError):
        act.invite_colleague(organisation=organisation, email=odile.email, by=odile, edition=edition)
    assert client_of(odile).get(reverse("team:colleagues", args=["tablees"])).status_code == 404
    make.make_grant(odile, there)
    assert client_of(odile).get(reverse("team:colleagues", args=["tablees"])).status_code == 200


def test_people_page_offers_nothing_of_whoever_leads_elsewhere(edition, odile):
    """Neither its page, which is not found, nor an invitation that would be refused."""
    organisations = [make.make_organisation(name, slug=name.lower()) for name in ("Tablees", "Marmites")]
    for organisation in organisations:
        make.make_partner(edition, organisation=organisation)
        act.invite_colleague(organisation=organisation, email=f"{organisation.slug}@example.org", by=odile, edition=edition)
    make.make_path(make.make_edition("ailleurs"), "X").leads.add(organisations[0])
    page = client_of(odile).get(reverse("team:people", args=["ici"])).content.decode()
    for organisation, is_there in zip(organisations, (False, True), strict=True):
        invitation = Invitation.objects.get(key=str(organisation.pk))
        assert organisation.name.data["fr"] in page
        assert (reverse("team:colleagues", args=[organisation.slug]) in page) is is_there
        assert (f"colleague:organisation-{organisation.pk}" in page) is is_there
        assert (reverse("team:invitation_revoke", args=["ici", invitation.pk]) in page) is is_there


@pytest.mark.parametrize(("language", "accept", "to"), [("fr", "Accepter", ">À<"), ("es", "Aceptar", ">Para<"), ("en", "Accept", ">To<")])
def test_accepting_and_to_whom_are_said_with_the_words_meant_here(edition, odile, language, accept, to):
    """A session's "Accept" is kept (« Retenir »), and an hour's "To" is an end (« Jusqu’à »)."""
    invitation = invite(edition, odile, language=language)
    shown = client_of(confirmed(invitation.email)).get(link_in(letter_to(invitation.email))).content.decode()
    assert f'<button class="btn">{accept}</button>' in shown
    assert f'<th scope="col"{to}' in client_of(odile).get(f"/{language}/team/ici/people/").content.decode()
