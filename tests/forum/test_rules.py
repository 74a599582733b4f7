"""Rights follow the role: through session, notes, mail and figures."""

import pytest

from essaim.forum import rules
from essaim.forum.models import Note, Session
from tests.factories import call as make_call
from tests.factories import forum as make

pytestmark = pytest.mark.django_db


class Cast:
    def __init__(self) -> None:
        self.edition = make.make_edition("ici")
        self.path, self.other = make.make_path(self.edition, "A"), make.make_path(self.edition, "B", "Finances")
        organisation = make.make_organisation()
        self.path.leads.add(organisation)
        self.session = make.make_session(self.edition, "Cantines", paths=[self.path])
        self.elsewhere = make.make_session(self.edition, "Monnaies", paths=[self.other])
        self.accounts = {
            "team": make.make_organiser(self.edition),
            "lead": make_call.make_colleague(organisation),
            "named_lead": self.holding(rules.PATH_LEAD, self.path),
            "reviewer": self.holding(rules.REVIEWER, self.path),
            "rapporteur": self.holding(rules.RAPPORTEUR, self.path),
            "all_rapporteur": self.holding(rules.RAPPORTEUR, self.edition),
            "interpreter": self.holding(rules.INTERPRETER, self.edition),
            "volunteer": self.holding(rules.VOLUNTEER, self.edition),
            "participant": make.make_account(),
        }

    def holding(self, role, on):
        account = make.make_account()
        make_call.make_role(account, role, on)
        return account

    def who(self, question) -> set[str]:
        return {name for name, account in self.accounts.items() if question(rules.standing_of(account, self.edition))}


@pytest.fixture
def cast() -> Cast:
    return Cast()


LEADS = {"team", "lead", "named_lead"}


def test_who_places_and_edits_sessions_of_a_path(cast):
    assert cast.who(lambda standing: rules.may_place(standing, cast.session)) == LEADS
    assert cast.who(lambda standing: rules.may_edit_session(standing, cast.session)) == LEADS
    assert cast.who(lambda standing: rules.may_place(standing, cast.elsewhere)) == {"team"}


def test_session_of_another_edition_is_nobodys_here(cast):
    other = make.make_session(make.make_edition("ailleurs"))
    assert cast.who(lambda standing: rules.may_place(standing, other)) == set()
    assert cast.who(lambda standing: rules.may_take_notes(standing, other)) == set()


def test_who_writes_to_whom(cast):
    assert cast.who(lambda standing: rules.may_mail(standing, cast.path)) == LEADS
    assert cast.who(lambda standing: rules.may_mail(standing, cast.other)) == {"team"}
    assert cast.who(rules.may_mail) == {"team"}


def test_who_sees_figures(cast):
    assert cast.who(lambda standing: rules.may_see_figures(standing, cast.path)) == LEADS | {"reviewer"}
    assert cast.who(rules.may_see_figures) == {"team"}


def test_who_takes_notes(cast):
    assert cast.who(lambda standing: rules.may_take_notes(standing, cast.session)) == LEADS | {"rapporteur", "all_rapporteur"}
    assert cast.who(lambda standing: rules.may_take_notes(standing, cast.elsewhere)) == {"team", "all_rapporteur"}


def test_rapporteurs_change_their_own_notes_alone(cast):
    person = make.make_person()
    person.account = cast.accounts["rapporteur"]
    person.save()
    own = Note.objects.create(session=cast.session, rapporteur=person, body={"fr": "Mien"})
    anothers = Note.objects.create(session=cast.session, rapporteur=make.make_person(), body={"fr": "Sien"})
    nobodys = Note.objects.create(session=cast.session, body={"fr": "De personne"})
    assert cast.who(lambda standing: rules.may_edit_note(standing, own)) == LEADS | {"rapporteur"}
    assert cast.who(lambda standing: rules.may_edit_note(standing, anothers)) == LEADS
    assert cast.who(lambda standing: rules.may_edit_note(standing, nobodys)) == LEADS


def test_note_belongs_to_the_account_that_wrote_it_until_it_is_published(cast):
    own = Note.objects.create(session=cast.session, written_by=cast.accounts["rapporteur"], body={"fr": "Mien"})
    assert cast.who(lambda standing: rules.may_edit_note(standing, own)) == LEADS | {"rapporteur"}
    assert cast.who(lambda standing: rules.may_remove_note(standing, own)) == {"rapporteur"}
    own.is_published = True
    assert cast.who(lambda standing: rules.may_edit_note(standing, own)) == LEADS
    assert cast.who(lambda standing: rules.may_remove_note(standing, own)) == set()
    assert cast.who(lambda standing: rules.may_publish_notes(standing, cast.session)) == LEADS


def test_former_rapporteur_loses_their_notes(cast):
    person = make.make_person()
    person.account = cast.accounts["participant"]
    person.save()
    note = Note.objects.create(session=cast.session, rapporteur=person, body={"fr": "Ancien"})
    assert "participant" not in cast.who(lambda standing: rules.may_edit_note(standing, note))


def test_who_sees_interpretation_and_the_draft(cast):
    assert cast.who(rules.may_see_interpretation) == {"team", "interpreter"}
    assert cast.who(rules.may_see_draft) == set(cast.accounts) - {"participant"}


def test_who_sees_a_session_in_the_draft(cast):
    assert cast.who(lambda standing: rules.may_see_session(standing, cast.session)) == set(cast.accounts) - {"participant"}
    cast.session.state = Session.State.DRAFT
    assert cast.who(lambda standing: rules.may_see_session(standing, cast.session)) == LEADS | {"reviewer"}
    without_path = make.make_session(cast.edition, state=Session.State.DRAFT)
    assert cast.who(lambda standing: rules.may_see_session(standing, without_path)) == {"team"}
    other = make.make_session(make.make_edition("ailleurs"))
    assert cast.who(lambda standing: rules.may_see_session(standing, other)) == set()


def test_who_brings_in_whom(cast):
    for role in (rules.REVIEWER, rules.RAPPORTEUR):
        assert cast.who(lambda standing, role=role: rules.may_invite(standing, role, cast.path)) == LEADS
        assert cast.who(lambda standing, role=role: rules.may_invite(standing, role, cast.other)) == {"team"}
        assert cast.who(lambda standing, role=role: rules.may_invite(standing, role)) == {"team"}
    for role in (rules.PATH_LEAD, "registrar", "nonsense"):
        wanted = {"team"} if role == rules.PATH_LEAD else set()
        assert cast.who(lambda standing, role=role: rules.may_invite(standing, role, cast.path)) == wanted
    assert cast.who(lambda standing: rules.may_invite(standing, "registrar")) == set()


def test_role_on_another_edition_gives_nothing_here(cast):
    other = make.make_edition("ailleurs")
    path = make.make_path(other, "A")
    for role, on in ((rules.TEAM, other), (rules.PATH_LEAD, path), (rules.REVIEWER, path), (rules.RAPPORTEUR, other)):
        standing = rules.standing_of(cast.holding(role, on), cast.edition)
        assert not standing.is_helper, role


def test_statements(cast, django_assert_num_queries):
    for name, statements in (("participant", 1), ("volunteer", 1), ("reviewer", 2), ("lead", 2), ("named_lead", 2)):
        with django_assert_num_queries(statements):
            rules.standing_of(cast.accounts[name], cast.edition)
    standing = rules.standing_of(cast.accounts["lead"], cast.edition)
    with django_assert_num_queries(0):
        assert rules.known_standing(cast.accounts["lead"], cast.edition) is standing


def test_inactive_account_has_no_standing(cast):
    team = cast.accounts["team"]
    team.is_active = False
    assert not rules.standing_of(team, cast.edition).is_helper
