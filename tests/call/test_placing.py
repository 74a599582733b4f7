"""Day, hour and room for a path's own session: who may, what is told, what is not."""

from datetime import date, datetime, time

import pytest
from django.urls import reverse

from essaim.call.actions.confirming import confirm_proposal
from essaim.call.actions.placing import place_proposal
from essaim.call.errors import CallError
from essaim.call.models import Conflict, Proposal
from essaim.call.queries.rooms import day_of_rooms
from essaim.call.rules import may_place
from essaim.forum.actions.programme import Place
from essaim.forum.errors import ForumError
from essaim.forum.models import Availability, Room, Slot, Speaker
from essaim.forum.rules import standing_of
from tests.factories import forum as make_forum

State = Proposal.State


@pytest.fixture
def room(cast) -> Room:
    return make_forum.make_room(make_forum.make_site(cast.edition, "Les Halles"), "Salle bleue", capacity=20)


@pytest.fixture
def confirmed(cast, room) -> Proposal:
    Proposal.objects.filter(pk=cast.proposal.pk).update(state=State.KEPT, audience=60)
    confirm_proposal(proposal=cast.proposal, by=cast.lead)
    return Proposal.objects.get(pk=cast.proposal.pk)


def place(cast, room: Room, start: str = "09:00", end: str = "10:00") -> Place:
    day = cast.edition.starts_on
    at = [datetime.combine(day, datetime.strptime(clock, "%H:%M").time(), cast.edition.zone) for clock in (start, end)]  # noqa: DTZ007
    return Place(day=day, starts_at=at[0], ends_at=at[1], room=room)


@pytest.mark.parametrize("who", ["team", "lead"])
def test_team_and_path_lead_place(cast, confirmed, room, who):
    place_proposal(proposal=confirmed, place=place(cast, room), by=getattr(cast, who))
    assert Slot.objects.get(session=confirmed.session).room == room


@pytest.mark.parametrize("who", ["reviewer", "other_lead", "contributor", "participant"])
def test_others_place_nothing(cast, confirmed, room, who):
    with pytest.raises(CallError, match="may_not_decide"):
        place_proposal(proposal=confirmed, place=place(cast, room), by=getattr(cast, who))
    assert cast.client(who).get(reverse("call_team:place", args=["ici", confirmed.number])).status_code == 404
    assert not Slot.objects.exists()


def test_a_lead_with_a_conflict_leaves_the_hour_to_others(cast, confirmed):
    Conflict.objects.create(proposal=confirmed, account=cast.lead)
    Conflict.objects.create(proposal=confirmed, account=cast.team)
    fresh = Proposal.objects.get(pk=confirmed.pk)
    assert [may_place(standing_of(who, cast.edition), fresh) for who in (cast.lead, cast.team)] == [False, True]


def test_without_a_session_there_is_nothing_to_place(cast, room):
    with pytest.raises(CallError, match="place_confirmed_first"):
        place_proposal(proposal=cast.proposal, place=place(cast, room), by=cast.lead)
    assert cast.client("lead").get(reverse("call_team:place", args=["ici", cast.proposal.number])).status_code == 404


def taken(cast, room: Room, title: str, path=None) -> None:
    session = make_forum.make_session(cast.edition, title, paths=[path] if path else [])
    make_forum.make_slot(session, "09:30", "10:30", room=room)


def test_another_paths_session_in_the_way_is_not_named(cast, confirmed, room):
    taken(cast, room, "Séance zibeline", cast.other_path)
    with pytest.raises(CallError) as error:
        place_proposal(proposal=confirmed, place=place(cast, room), by=cast.lead)
    assert error.value.code == "room_taken_elsewhere"
    assert "zibeline" not in str(error.value.facts)
    assert error.value.facts["path"] == "B"
    with pytest.raises(ForumError, match="room_taken"):
        place_proposal(proposal=confirmed, place=place(cast, room), by=cast.team)


def test_page_refuses_in_words_and_keeps_what_was_typed(cast, confirmed, room):
    taken(cast, room, "Séance zibeline", cast.other_path)
    data = {"day": cast.edition.starts_on.isoformat(), "starts": "09:00", "ends": "10:00", "room": room.pk}
    page = cast.client("lead").post(reverse("call_team:place", args=["ici", confirmed.number]), data)
    text = page.content.decode()
    assert page.status_code == 422
    assert "09:30–10:30" in text
    assert 'value="09:00"' in text
    assert "zibeline" not in text
    assert not Slot.objects.filter(session=confirmed.session).exists()


def test_page_places_and_the_board_shows_it(cast, confirmed, room):
    data = {"day": cast.edition.starts_on.isoformat(), "starts": "11:00", "ends": "12:00", "room": room.pk}
    cast.client("lead").post(reverse("call_team:place", args=["ici", confirmed.number]), data)
    page = cast.client("lead").get(reverse("call_team:lane", args=["ici", "placed"])).content.decode()
    assert "Cantines" in page
    assert "Salle bleue" in page


def test_what_is_free_says_taken_hours_small_rooms_and_busy_people(cast, confirmed, room):
    taken(cast, room, "Séance zibeline", cast.other_path)
    other = make_forum.make_session(cast.edition, "La nôtre", paths=[cast.path])
    make_forum.make_slot(other, "14:00", "15:00")
    person = confirmed.session.appearances.get().person
    make_forum.make_appearance(other, person)
    day = day_of_rooms(standing_of(cast.lead, cast.edition), confirmed.session, cast.edition.starts_on)
    (row,) = day.rooms
    assert (row.is_too_small, [(one.letters, one.title) for one in row.taken]) == (True, [(("B",), None)])
    assert [(one.name, str(one.taken.title)) for one in day.people] == [(person.name, "La nôtre")]
    seen = day_of_rooms(standing_of(cast.team, cast.edition), confirmed.session, cast.edition.starts_on)
    assert str(seen.rooms[0].taken[0].title) == "Séance zibeline"
    later = day_of_rooms(standing_of(cast.lead, cast.edition), confirmed.session, date(2000, 1, 1))
    assert (later.rooms[0].taken, later.people) == ((), ())


@pytest.mark.parametrize("n", [1, 3])
def test_what_is_free_costs_the_same_for_any_number_of_rooms(cast, confirmed, room, django_assert_num_queries, n):
    for number in range(n):
        taken(cast, make_forum.make_room(room.site, f"Salle {number}"), f"Séance {number}", cast.other_path)
    standing = standing_of(cast.lead, cast.edition)
    with django_assert_num_queries(6):
        assert len(day_of_rooms(standing, confirmed.session, cast.edition.starts_on).rooms) == n + 1


def said(cast, confirmed, first: str, last: str, *, is_free: bool) -> str:
    """What the session's speaker said of the edition's first day; the name."""
    person = confirmed.session.appearances.get().person
    speaker = Speaker.objects.get_or_create(edition=cast.edition, person=person)[0]
    day = cast.edition.starts_on
    starts_at, ends_at = (datetime.combine(day, time.fromisoformat(hour), cast.edition.zone) for hour in (first, last))
    Availability.objects.create(speaker=speaker, starts_at=starts_at, ends_at=ends_at, is_free=is_free)
    return person.name


@pytest.mark.parametrize(
    ("first", "last", "is_free", "is_warned"),
    [
        ("09:00", "12:00", True, True),
        ("13:00", "16:00", True, False),
        ("14:30", "15:00", False, True),
        ("16:00", "18:00", False, False),
    ],
)
def test_hours_somebody_cannot_are_shown_and_warned_of(cast, confirmed, room, first, last, is_free, is_warned):
    name = said(cast, confirmed, first, last, is_free=is_free)
    client, address = cast.client("lead"), reverse("call_team:place", args=["ici", confirmed.number])
    assert name in client.get(address).text.partition('id="free"')[2]
    sent = {"day": cast.edition.starts_on.isoformat(), "starts": "14:00", "ends": "15:00", "room": str(room.pk)}
    page = client.post(address, sent, follow=True).text
    assert (f"{name} said they cannot" in page or f"{name} a dit" in page) is is_warned
    confirmed.session.refresh_from_db()
    assert confirmed.session.slots.get(version__number=None).starts_at, "placed all the same"
