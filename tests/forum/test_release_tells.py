"""A release tells those it touches, each once, in their language, and nobody else: a matrix of changes × people."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from essaim.desk.actions.outbox import drop_mailing, release_mailing
from essaim.desk.actions.unsubscription import unsubscribe
from essaim.desk.models import Account, Delivery, Mailing, Message, Unsubscription
from essaim.forum.actions.programme import Place, place_of, place_session
from essaim.forum.actions.session import set_state
from essaim.forum.models import Appearance, Edition, Favourite, Path, Session, Speaker, Version
from essaim.forum.queries.team import draft_changes
from essaim.forum.rules import PATH_LEAD, REVIEWER
from essaim.forum.telling import release_and_tell, would_touch
from essaim.registry.models import Person
from tests.factories import call as make_call
from tests.factories import forum as make

pytestmark = pytest.mark.django_db
State = Session.State


@dataclass
class Cast:
    edition: Edition
    path: Path
    other_path: Path
    one: Session
    """Path A, at nine, in French."""
    two: Session
    """Path B, at two."""
    team: Account
    people: dict[str, Person] = field(default_factory=dict)


def speaks(cast: Cast, name: str, session: Session, *, language: str = "fr", email: str = "", **more: object) -> Person:
    person = make.make_person(name)
    row = make.make_appearance(session, person)
    for column, value in more.items():
        setattr(row, column, value)
    row.save()
    Speaker.objects.create(edition=cast.edition, person=person, email=email or f"{name.lower()}@example.org", language=language)
    cast.people[name] = person
    return person


def keeps(session: Session, email: str, language: str = "", *, is_active: bool = True) -> Account:
    account = make.make_account(email, language=language, is_active=is_active)
    Favourite.objects.create(account=account, session=session)
    return account


@pytest.fixture
def cast() -> Cast:
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


ON_ONE = {"awa", "modou", "carl", "lea", "luc", "kim", "eve.at.work"}
ON_TWO = {"bruno", "bob", "tess"}


def told(cast: Cast, *, let_go: bool = True) -> dict[str, Message]:
    """Who gets a letter of a release now, by the part before the @. The letters leave, so that the next release begins anew."""
    _version, mailing, _left = release_and_tell(edition=cast.edition, by=cast.team)
    if mailing is None:
        return {}
    found = list(mailing.messages.all())
    if let_go:
        release_mailing(mailing=mailing, by=cast.team)
    assert len({one.to_email for one in found}) == len(found)
    return {one.to_email.partition("@")[0]: one for one in found}


def replaced(cast: Cast, session: Session, **columns: object) -> None:
    place = place_of(session)
    given = {name: getattr(place, name) for name in ("day", "part", "starts_at", "ends_at", "room", "site", "is_day_inferred")}
    place_session(session=session, place=Place(**{**given, **columns}), by=None)


def saved(session: Session, **columns: object) -> None:
    for name, value in columns.items():
        setattr(session, name, value)
    session.save()


def later(cast: Cast) -> None:
    start = make.at(cast.edition, "16:00")
    replaced(cast, cast.one, starts_at=start, ends_at=make.at(cast.edition, "17:00"))


def other_room(cast: Cast) -> None:
    replaced(cast, cast.one, room=cast.edition.sites.get().rooms.get(slug="rouge"))


def without_hour(cast: Cast) -> None:
    replaced(cast, cast.one, starts_at=None, ends_at=None, room=None, site=None)


def cancelled(cast: Cast) -> None:
    set_state(session=cast.one, state=State.CANCELLED, by=None)


def renamed(cast: Cast) -> None:
    saved(cast.one, title=make.text("Les cantines"))


def in_spanish(cast: Cast) -> None:
    saved(cast.one, spoken=["es"], interpreted=["fr"])


def reshaped(cast: Cast) -> None:
    saved(cast.one, format=cast.edition.formats.get())


def joined(cast: Cast) -> None:
    speaks(cast, "Nina", cast.one)


def left(cast: Cast) -> None:
    cast.one.appearances.filter(person=cast.people["Awa"]).delete()


def to_other_path(cast: Cast) -> None:
    cast.one.paths.set([cast.other_path])


def taken_out(cast: Cast) -> None:
    """As no page lets it happen to what is public, but a repair by hand."""
    saved(cast.one, state=State.DRAFT)


def added(cast: Cast) -> None:
    session = make.make_session(cast.edition, "Semences", code="trois", paths=[cast.other_path])
    speaks(cast, "Sam", session)


def both(cast: Cast) -> None:
    later(cast)
    saved(cast.two, title=make.text("Monnaies locales"))


def unseen(cast: Cast) -> None:
    """What no version says: a longer description, a note of the team's, an unreleased session."""
    saved(cast.one, description=make.text("Plus long."), note=make.text("Note."))
    speaks(cast, "Zoe", make.make_session(cast.edition, "Brouillon", state=State.DRAFT))


def nothing(cast: Cast) -> None:
    pass


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


# --- letters nobody has let go yet ----------------------------------------------------------------


def test_letters_that_have_not_left_are_replaced_by_ones_that_tell_everything(cast):
    told(cast)
    later(cast)
    told(cast, let_go=False)
    waiting = Mailing.objects.get(state=Mailing.State.DRAFT)
    other_room(cast)
    letters = told(cast, let_go=False)
    waiting.refresh_from_db()
    assert waiting.state == Mailing.State.DROPPED
    assert Mailing.objects.filter(state=Mailing.State.DRAFT).count() == 1
    assert "16:00–17:00 (was: Wednesday 9 June 2027, 09:00–10:00)" in letters["awa"].body
    assert "Now in: Rouge" in letters["awa"].body
    assert "SEQUENCE:2" in letters["awa"].attachments[0]["content"]


def test_letters_thrown_away_by_hand_are_not_told_later(cast):
    told(cast)
    later(cast)
    told(cast, let_go=False)
    drop_mailing(mailing=Mailing.objects.get(state=Mailing.State.DRAFT), by=cast.team)
    other_room(cast)
    letters = told(cast)
    assert "Now in: Rouge" in letters["awa"].body
    assert "was: Wednesday" not in letters["awa"].body


def test_change_taken_back_before_the_letters_left_leaves_nothing_to_tell(cast):
    told(cast)
    later(cast)
    told(cast, let_go=False)
    replaced(cast, cast.one, starts_at=make.at(cast.edition, "09:00"), ends_at=make.at(cast.edition, "10:00"))
    assert told(cast) == {}
    assert not Mailing.objects.filter(state=Mailing.State.DRAFT).exists()


# --- calendars ------------------------------------------------------------------------------------


def calendars(letter: Message) -> dict[str, list[tuple[str, int, str]]]:
    """Method → (UID, SEQUENCE, STATUS) of each entry, read by another library."""
    found = {}
    for one in letter.attachments:
        calendar = Calendar.from_ical(one["content"])
        assert one["media_type"] == f"text/calendar; method={calendar['METHOD']}"
        assert [str(event["ORGANIZER"]) for event in calendar.walk("VEVENT") if not str(event["ORGANIZER"]).startswith("mailto:")] == []
        found[str(calendar["METHOD"])] = [
            (str(event["UID"]), int(event["SEQUENCE"]), str(event["STATUS"])) for event in calendar.walk("VEVENT")
        ]
    return found


def test_calendar_of_a_moved_session_updates_the_feed_s_entry(cast, client):
    told(cast)
    later(cast)
    uid = str(cast.one.guid)
    assert calendars(told(cast)["awa"]) == {"PUBLISH": [(uid, 1, "CONFIRMED")]}
    feed = Calendar.from_ical(client.get("/forum/ici/sessions/un.ics").content)
    assert [(str(event["UID"]), int(event["SEQUENCE"])) for event in feed.walk("VEVENT")] == [(uid, 1)]


@pytest.mark.parametrize("change", [cancelled, taken_out])
def test_what_takes_place_no_longer_leaves_calendars(cast, change):
    told(cast)
    change(cast)
    letter = told(cast)["awa"]
    assert calendars(letter) == {"CANCEL": [(str(cast.one.guid), 1, "CANCELLED")]}
    event = Calendar.from_ical(letter.attachments[0]["content"]).walk("VEVENT")[0]
    assert event["DTSTART"].dt.astimezone(UTC) == datetime(2027, 6, 9, 7, tzinfo=UTC)


def test_who_left_a_session_loses_it_and_the_others_keep_it(cast):
    told(cast)
    left(cast)
    letters = told(cast)
    assert calendars(letters["awa"]) == {"CANCEL": [(str(cast.one.guid), 1, "CANCELLED")]}
    assert calendars(letters["modou"]) == {"PUBLISH": [(str(cast.one.guid), 1, "CONFIRMED")]}


def test_session_that_comes_back_has_a_higher_number_than_its_cancellation(cast):
    told(cast)
    taken_out(cast)
    assert calendars(told(cast)["awa"])["CANCEL"][0][1] == 1
    set_state(session=cast.one, state=State.ACCEPTED, by=None)
    assert calendars(told(cast)["awa"]) == {"PUBLISH": [(str(cast.one.guid), 2, "CONFIRMED")]}


def test_both_kinds_of_update_come_in_one_letter(cast):
    told(cast)
    later(cast)
    set_state(session=cast.two, state=State.CANCELLED, by=None)
    Favourite.objects.create(account=Account.objects.get(email="kim@example.org"), session=cast.two)
    found = calendars(told(cast)["kim"])
    assert {method: len(events) for method, events in found.items()} == {"PUBLISH": 1, "CANCEL": 1}


def test_session_without_a_day_has_no_calendar(cast):
    told(cast)
    added(cast)
    assert told(cast)["sam"].attachments == []


# --- the page, and who else hears of it -----------------------------------------------------------


@pytest.fixture
def team(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.team)
    return client


def test_page_says_who_would_be_told_and_leads_to_the_letters(cast, team):
    address = reverse("team:release", args=["ici"])
    page = team.get(address)
    assert len(page.context["touched"]) == len(ON_ONE | ON_TWO)
    assert [number for number, _words in page.context["told"]] == [5, 4, 3]
    answer = team.post(address, {"expected": page.context["draft"].digest})
    mailing = Mailing.objects.get(kind="forum.release")
    assert answer.headers["Location"] == reverse("team:mailing", args=["ici", mailing.pk])
    later(cast)
    again = team.get(address)
    assert again.context["waiting"] == mailing
    assert len(again.context["touched"]) == len(ON_ONE | ON_TWO)
    team.post(reverse("team:mailing_act", args=["ici", mailing.pk]), {"go": ""})
    assert set(mailing.messages.values_list("state", flat=True)) == {"waiting"}
    assert len(team.get(address).context["touched"]) == len(ON_ONE)


def test_release_that_is_refused_writes_nothing(cast, team):
    answer = team.post(reverse("team:release", args=["ici"]), {"expected": "stale"})
    assert answer.status_code == 200
    assert (Mailing.objects.count(), Version.objects.filter(number__isnull=False).count()) == (0, 0)


def test_programmes_that_listen_hear_of_release_and_cancellation(cast):
    from essaim.desk.actions.webhook import add_webhook

    told(cast)
    add_webhook(scope=cast.edition, url="https://example.org/", events=[], by=None)
    cancelled(cast)
    told(cast)
    assert list(Delivery.objects.order_by("pk").values_list("event", "payload")) == [
        ("programme.released", {"edition": "ici", "version": 2, "sessions": 2}),
        ("session.cancelled", {"edition": "ici", "version": 2, "session": "un"}),
    ]
    told(cast)
    assert list(Delivery.objects.order_by("pk").values_list("event", flat=True))[2:] == ["programme.released"]


def test_quiet_release_tells_nobody_and_the_next_tells_what_is_new_since(cast):
    told(cast)
    later(cast)
    _version, mailing, unreachable = release_and_tell(edition=cast.edition, by=None, quiet=True)
    assert (mailing, unreachable) == (None, [])
    assert Mailing.objects.filter(kind="forum.release").count() == 1
    other_room(cast)
    letters = told(cast)
    assert "Now in: Rouge" in letters["awa"].body
    assert "was: Wednesday" not in letters["awa"].body


def test_quiet_release_leaves_letters_that_wait(cast):
    told(cast)
    later(cast)
    told(cast, let_go=False)
    release_and_tell(edition=cast.edition, by=None, quiet=True)
    assert Mailing.objects.filter(state=Mailing.State.DRAFT).count() == 1


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
