"""A release tells those it touches, each once, in their language, and nobody else: a matrix of changes × people."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from essaim.desk.actions.unsubscription import unsubscribe
from essaim.desk.models import Account, Mailing, Message, Unsubscription
from essaim.forum.actions.session import set_state
from essaim.forum.models import Favourite, Speaker
from essaim.forum.queries.team import draft_changes
from essaim.forum.telling import release_and_tell, would_touch
from tests.factories import call as make_call
from tests.factories import forum as make
from tests.forum.telling.cast import ON_ONE, ON_TWO, Cast, State, speaks, told
from tests.forum.telling.changes import (
    added,
    both,
    cancelled,
    in_spanish,
    joined,
    later,
    left,
    nothing,
    other_room,
    renamed,
    reshaped,
    saved,
    taken_out,
    to_other_path,
    unseen,
    without_hour,
)

pytestmark = pytest.mark.django_db
MATRIX: list[tuple[Callable[[Cast], None], set[str], str]] = [
    (later, ON_ONE, "16:00–17:00 (was: Wednesday 9 June 2027, 09:00–10:00)"),
    (other_room, ON_ONE, "Now in: Rouge, Halles (was: Bleue, Halles)"),
    (without_hour, ON_ONE, "hour unknown"),
    (cancelled, ON_ONE, "Does not take place (was: Wednesday 9 June 2027, 09:00–10:00)"),
    (renamed, ON_ONE, "New title (was: Canteens)"),
    (in_spanish, ON_ONE, "Languages: Spanish; interpreted into French (was: French)"),
    (reshaped, ON_ONE, "Now: Atelier, path A (was: format unknown, path A)"),
    (joined, ON_ONE | {"nina"}, "Nina"),
    (left, ON_ONE, "you are no longer in it"),
    (to_other_path, ON_ONE | {"bob"}, "path B"),
    (taken_out, ON_ONE, "No longer in the programme (was: Wednesday 9 June 2027, 09:00–10:00)"),
    (added, {"sam", "bob"}, ""),
    (both, ON_ONE | ON_TWO, "16:00–17:00"),
    (unseen, set(), ""),
    (nothing, set(), ""),
]


@pytest.mark.parametrize(("change", "wanted", "words"), MATRIX, ids=[row[0].__name__ for row in MATRIX])
def test_exactly_those_it_touches_are_told_why(cast, change, wanted, words):
    told(cast)
    change(cast)
    letters = told(cast)
    assert set(letters) == wanted
    if words:
        assert words in letters["awa"].body
    if change is not both:
        assert [one.to_email for one in letters.values() if "Monnaies" in one.body] == []
    assert told(cast) == {}


def test_first_release_tells_everybody_their_place(cast):
    letters = told(cast, let_go=False)
    assert set(letters) == ON_ONE | ON_TWO
    assert "New in the programme: Wednesday 9 June 2027, 09:00–10:00, Bleue, Halles" in letters["awa"].body
    assert {one.state for one in letters.values()} == {Message.State.DRAFT}
    assert "Monnaies" not in letters["awa"].body
    assert "Cantines" not in letters["bruno"].body


def test_restored_session_is_told_with_its_hour(cast):
    told(cast)
    cancelled(cast)
    told(cast)
    set_state(session=cast.one, state=State.ACCEPTED, by=None)
    letters = told(cast)
    assert set(letters) == ON_ONE
    assert "Takes place after all: Wednesday 9 June 2027, 09:00–10:00, Bleue, Halles" in letters["awa"].body


@pytest.mark.parametrize(
    ("who", "language", "why"),
    [
        ("awa", "en", "Canteens (you take part)"),
        ("lea", "fr", "Cantines ("),
        ("kim", "es", "Canteens ("),
        ("eve.at.work", "fr", "Cantines ("),
    ],
)
def test_each_is_told_in_their_language_and_why(cast, who, language, why):
    told(cast)
    later(cast)
    letter = told(cast)[who]
    assert letter.language == language
    assert why in letter.body


def test_all_ties_of_one_person_stand_in_one_letter(cast):
    told(cast)
    both(cast)
    Favourite.objects.create(account=Account.objects.get(email="eve@example.org"), session=cast.two)
    saved(cast.two, title=make.text("Monnaies d'ici"))
    letter = told(cast)["eve.at.work"]
    assert letter.account.email == "eve@example.org"
    assert "Monnaies d'ici" in letter.body
    assert "16:00" in letter.body
    reasons = re.search(r"Cantines \((.*)\)", letter.body)[1]
    assert len(reasons.split(";")) == 3


def test_only_who_merely_keeps_a_session_may_unsubscribe(cast):
    assert {who for who, one in told(cast).items() if one.may_unsubscribe} == {"kim", "tess"}


# --- whom nobody can write to, and who answers for others -----------------------------------------


def test_somebody_without_an_address_is_named_and_kept_with_the_mailing(cast):
    make.make_appearance(cast.one, make.make_person("Sans Adresse"))
    _version, mailing, unreachable = release_and_tell(edition=cast.edition, by=cast.team)
    assert [one.person.name for one in unreachable] == ["Sans Adresse"]
    assert mailing.facts["unreached"] == ["Sans Adresse"]
    client = Client()
    client.force_login(cast.team)
    assert "Sans Adresse" in client.get(reverse("team:mailing", args=["ici", mailing.pk])).content.decode()


def test_contact_is_told_for_whom_and_gets_one_letter_with_their_own(cast):
    cared = make.make_person("Confiée")
    make.make_appearance(cast.one, cared)
    Speaker.objects.create(edition=cast.edition, person=cared, contact=Speaker.objects.get(email="bruno@example.org"))
    letters = told(cast)
    assert "Confiée" in letters["bruno"].body
    assert "Monnaies" in letters["bruno"].body
    assert len(letters) == len(ON_ONE | ON_TWO)


def test_account_is_the_address_when_the_speaker_gave_none(cast):
    person = make.make_person("Paule")
    person.account = make.make_account("paule@example.org", language="es")
    person.save()
    make.make_appearance(cast.one, person)
    letter = told(cast)["paule"]
    assert letter.language == "es"


def test_who_refuses_group_mail_and_merely_keeps_a_session_is_not_told(cast):
    unsubscribe(message=told(cast)["kim"])
    for email in ("awa@example.org", "lea@example.org"):
        Unsubscription.objects.create(email=email, scope=f"forum.edition:{cast.edition.pk}")
    later(cast)
    touched, _unreachable, _waiting = would_touch(cast.edition, draft_changes(cast.edition))
    assert {one.address.email.partition("@")[0] for one in touched} == ON_ONE - {"kim"}
    assert set(told(cast)) == ON_ONE - {"kim"}
    assert Mailing.objects.latest("pk").facts["refused"]


@pytest.mark.parametrize("n", [1, 3])
def test_finding_whom_it_touches_costs_the_same(cast, django_assert_num_queries, n):
    told(cast)
    for number in range(n):
        session = make.make_session(cast.edition, f"Séance {number}", paths=[make.make_path(cast.edition, "CDE"[number])])
        speaks(cast, f"Neuve{number}", session)
        make_call.make_colleague(make.make_organisation(), f"x{number}@example.org")
    draft = draft_changes(cast.edition)
    with django_assert_num_queries(10):
        touched, _unreachable, _waiting = would_touch(cast.edition, draft)
    assert len(touched) == n
