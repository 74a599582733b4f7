"""Loading again: nothing changes, nothing is lost; a refresh gives the files' words back and keeps what people added."""

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from i18nfield.strings import LazyI18nString

from essaim.desk.journal import plain, revision
from essaim.desk.models import Account, Entry
from essaim.forum.demo.accounts import LOGINS, make_accounts
from essaim.forum.demo.errors import DemoError
from essaim.forum.demo.load import State, demo_slugs, load_demo
from essaim.forum.models import Appearance, Edition, Favourite, Session, Slot, Version
from essaim.forum.queries.prospect import latest_release
from essaim.forum.rules import is_team
from essaim.registry.models import Claim
from tests.factories import forum

COUNTED = (Edition, Session, Appearance, Slot, Version, Claim, Entry, Account)


def counts() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in COUNTED}


class AgainChecks:
    def test_first_load_made_everything(self) -> None:
        assert {(outcome.slug, outcome.state) for outcome in self.outcomes} == {(slug, State.MADE) for slug in demo_slugs()}

    def test_second_load_changes_and_adds_nothing(self) -> None:
        before, number = counts(), revision()

        with CaptureQueriesContext(connection) as queries:
            outcomes = load_demo()

        assert {outcome.state for outcome in outcomes} == {State.KEPT}
        assert (counts(), revision()) == (before, number)
        assert len(queries) == 1

    def test_second_load_keeps_what_people_changed(self) -> None:
        Session.objects.filter(code="panorama-mondial-ess").update(title=LazyI18nString({"fr": "Notre titre"}))

        load_demo()

        assert plain(Session.objects.get(code="panorama-mondial-ess").title) == {"fr": "Notre titre"}

    def test_missing_edition_is_made_beside_the_others(self) -> None:
        Claim.objects.filter(code__startswith="niort-2017-").delete()
        Edition.objects.get(slug="niort-2017").delete()

        states = {outcome.slug: outcome.state for outcome in load_demo()}

        assert states.pop("niort-2017") == State.MADE
        assert set(states.values()) == {State.KEPT}

    def test_refresh_gives_the_words_back_and_keeps_what_people_added(self) -> None:
        edition = Edition.objects.get(slug="niort-2019")
        ours = forum.make_session(edition, "Une session de plus")
        panorama = Session.objects.get(code="panorama-mondial-ess")
        Favourite.objects.create(account=forum.make_account(), session=panorama)
        Session.objects.filter(pk=panorama.pk).update(title=LazyI18nString({"fr": "Notre titre"}))
        n_versions = Version.objects.count()

        outcomes = load_demo(refresh=True)

        assert {outcome.state for outcome in outcomes} == {State.REFRESHED}
        assert plain(Session.objects.get(pk=panorama.pk).title) == {"en": "World panorama of the SSE"}
        assert Session.objects.filter(pk=ours.pk).exists()
        assert Favourite.objects.filter(session=panorama).count() == 1
        assert Version.objects.count() == n_versions

    def test_refresh_doubles_no_row(self) -> None:
        before = counts()
        slots = {slot.pk for slot in latest_release(Edition.objects.get(slug="forum-exemple")).slots.all()}

        load_demo(refresh=True)

        after = counts()
        assert {name: number for name, number in after.items() if name != "Entry"} == {
            name: number for name, number in before.items() if name != "Entry"
        }
        assert {slot.pk for slot in latest_release(Edition.objects.get(slug="forum-exemple")).slots.all()} == slots

    def test_each_edition_has_one_load_in_the_journal(self) -> None:
        assert Entry.objects.filter(action="load_demo").count() == len(demo_slugs())

    def test_logins_are_refused_where_no_demo_is_meant(self) -> None:
        with override_settings(DEMO=False), pytest.raises(DemoError) as caught:
            make_accounts(demo_slugs())

        assert "ESSAIM_DEMO=1" in caught.value.sentence()
        assert not Account.objects.filter(email=LOGINS[0].email).exists()

    @override_settings(DEMO=True)
    def test_logins_have_their_rights_and_no_more(self) -> None:
        make_accounts(demo_slugs())
        organiser, admin, participant = (Account.objects.get(email=login.email) for login in LOGINS)
        editions = list(Edition.objects.all())

        assert [account.is_superuser for account in (organiser, admin, participant)] == [False, True, False]
        assert all(is_team(organiser, edition) for edition in editions)
        assert not any(is_team(participant, edition) for edition in editions)
        assert not is_team(organiser, forum.make_edition())
        assert EmailAddress.objects.filter(verified=True, primary=True).count() == 3

    @override_settings(DEMO=True)
    def test_login_made_twice_keeps_its_password(self) -> None:
        make_accounts(demo_slugs())
        account = Account.objects.get(email=LOGINS[2].email)
        account.set_password("a-new-one-of-mine")
        account.save()

        make_accounts(demo_slugs())

        assert Account.objects.get(pk=account.pk).check_password("a-new-one-of-mine")
        assert Account.objects.count() == 3

    @override_settings(DEMO=True)
    def test_organiser_logs_in_through_the_page(self) -> None:
        make_accounts(demo_slugs())
        client = Client()

        response = client.post(reverse("account_login"), {"login": LOGINS[0].email, "password": LOGINS[0].password})

        assert response.status_code == 302
        assert client.session["_auth_user_id"] == str(Account.objects.get(email=LOGINS[0].email).pk)
