"""A new session: the short form, people new to the registry, and on line in two acts."""

import pytest
from django.urls import reverse

from essaim.desk.models import Entry
from essaim.forum.models import Session, Slot
from essaim.forum.queries.prospect import latest_release
from essaim.registry.models import Organisation, Person
from tests.factories import forum as make

ROWS = {"people-TOTAL_FORMS": "2", "people-INITIAL_FORMS": "0", "people-0-role": "speaker", "people-1-role": "speaker"}


def typed(world, **more: object) -> dict[str, object]:
    return {"title__fr": "Monnaies locales", "spoken": ["fr"], **ROWS, **more}


def put(world, act: str, **more: object):
    return world.client("organiser").post(reverse("team:session_new", args=[world.edition.slug]), {**typed(world, **more), act: "1"})


def test_title_alone_makes_a_draft(world):
    got = put(world, "save")
    session = Session.objects.get(code="monnaies-locales")
    assert got.headers["Location"] == reverse("team:session", args=[world.edition.slug, "monnaies-locales"])
    assert (session.state, session.title.data, session.spoken) == ("draft", {"fr": "Monnaies locales"}, ["fr"])
    assert not Slot.objects.filter(session=session).exists()


def test_new_session_is_on_line_in_two_acts(world):
    """Save and put on line, see what changes, confirm; a stranger then reads it."""
    client = world.client("organiser")
    path, kind = world.edition.paths.get(), world.edition.formats.get()
    place = {"place-day": "2027-06-10", "place-starts": "14:00", "place-ends": "15:30", "place-room": str(world.room.pk)}
    people = {
        "people-0-person": "Rachid Abibi",
        "people-0-organisation": "Réseau test",
        "people-1-person": "Aya Neuve",
        "people-1-role": "moderator",
    }
    form = typed(world, format=kind.pk, paths=[path.pk], online="1", **place, **people)
    confirm = reverse("team:release", args=["ici"]) + "?session=monnaies-locales"
    assert client.post(reverse("team:session_new", args=["ici"]), form).headers["Location"] == confirm
    release = client.get(confirm)
    assert "Monnaies locales" in release.content.decode()
    done = client.post(confirm, {"expected": release.context["draft"].digest, "opens": "on"}, follow=True)
    assert f'href="{reverse("forum:session", args=["ici", "monnaies-locales"])}"' in done.content.decode()
    slot = latest_release(world.edition).slots.get(session__code="monnaies-locales")
    assert (slot.day.isoformat(), slot.starts_at.astimezone(world.edition.zone).hour, slot.room) == ("2027-06-10", 14, world.room)
    assert [(row.person.name, row.role, str(row.organisation or "")) for row in slot.session.appearances.all()] == [
        ("Rachid Abibi", "speaker", "Réseau test"),
        ("Aya Neuve", "moderator", ""),
    ]
    page = world.client("stranger").get(reverse("forum:session", args=["ici", "monnaies-locales"]))
    assert "Monnaies locales" in page.content.decode()


@pytest.mark.parametrize("is_public", [False, True])
def test_only_what_readers_see_is_linked_as_on_line(world, is_public):
    world.edition.is_public = is_public
    world.edition.save()
    make.make_release(world.edition)
    make.make_session(world.edition, "Plus tard", code="plus-tard")
    address = reverse("team:edition", args=["ici"])
    shown = [world.client("organiser").get(address, {"session": code}).context["released"] for code in ("cantines", "plus-tard", "x", "")]
    assert shown == [world.session if is_public else None, None, None, None]


def test_nothing_is_half_written_when_a_room_is_taken(world):
    """The person typed is new, but is not entered when the session is refused."""
    place = {"place-day": "2027-06-09", "place-starts": "09:30", "place-ends": "10:30", "place-room": str(world.room.pk)}
    before = Entry.objects.count()
    got = put(world, "online", **place, **{"people-0-person": "Zoé Personne-Encore"})
    page = got.content.decode()
    room = got.context["sheet"].place
    assert "Salle bleue" in room.errors["room"][0]
    assert reverse("team:session", args=["ici", "cantines"]) in room.errors["room"][0]
    assert 'href="#id_place-room"' in page
    assert "Zoé Personne-Encore" in page
    assert not Person.objects.filter(name__startswith="Zoé").exists()
    assert not Session.objects.filter(code="monnaies-locales").exists()
    assert Entry.objects.count() == before


@pytest.mark.parametrize(
    ("place", "field"),
    [
        ({"place-starts": "09:00"}, "day"),
        ({"place-day": "2027-06-09", "place-ends": "09:00"}, "starts"),
        ({"place-day": "2027-06-09", "place-starts": "11:00", "place-ends": "10:00"}, "ends"),
        ({"place-day": "2031-01-01"}, "day"),
        ({"place-room": "999999"}, "room"),
    ],
)
def test_impossible_place_is_explained_at_its_input(world, place, field):
    got = put(world, "save", **place)
    assert list(got.context["sheet"].place.errors) == [field]
    assert f'id="id_place-{field}_error"' in got.content.decode()


def test_past_midnight_is_the_evenings_day(world):
    put(world, "save", **{"place-day": "2027-06-09", "place-starts": "22:00", "place-ends": "00:30"})
    slot = Slot.objects.get(session__code="monnaies-locales")
    assert (slot.day.isoformat(), (slot.ends_at - slot.starts_at).total_seconds()) == ("2027-06-09", 9000)


def test_hour_the_clock_skips_is_refused(world):
    world.edition.starts_on, world.edition.ends_on = make.date(2027, 3, 27), make.date(2027, 3, 29)
    world.edition.save()
    got = put(world, "save", **{"place-day": "2027-03-28", "place-starts": "02:30"})
    assert "02:30" in got.context["sheet"].place.errors["starts"][0]


def test_a_slip_in_a_known_name_asks_back(world):
    """Without a script: the near name stands as a choice, the new one beside it."""
    got = put(world, "save", **{"people-0-person": "Rachid Abidi"})
    page = got.content.decode()
    assert "people-0-person-choice" in page
    assert not Session.objects.filter(code="monnaies-locales").exists()
    known = Person.objects.get(slug="rachid-abibi")
    put(world, "save", **{"people-0-person": "Rachid Abidi", "people-0-person-choice": str(known.pk)})
    assert Session.objects.get(code="monnaies-locales").appearances.get().person == known


def test_new_name_near_a_known_one_can_be_entered(world):
    put(world, "save", **{"people-0-person": "Rachid Abidi", "people-0-person-choice": "new"})
    assert Person.objects.filter(name="Rachid Abidi").count() == 1


def test_two_of_one_name_must_be_told_apart(world):
    second = make.make_person("Rachid Abibi", slug="rachid-abibi-2")
    got = put(world, "save", **{"people-0-person": "Rachid Abibi"})
    assert got.context["sheet"].people.forms[0].errors["person"]
    put(world, "save", **{"people-0-person": "Rachid Abibi [rachid-abibi-2]"})
    assert Session.objects.get(code="monnaies-locales").appearances.get().person == second


def test_a_new_organisation_is_named_in_the_main_language(world):
    put(world, "save", **{"people-0-person": "Aya Neuve", "people-0-organisation": "La Fabrique neuve"})
    assert Organisation.objects.get(slug="la-fabrique-neuve").name.data == {"fr": "La Fabrique neuve"}


def test_one_more_row_keeps_what_was_typed(world):
    """The button works without a script and judges nothing yet."""
    got = put(world, "add_people", **{"title__fr": "", "people-0-person": "Aya Neuve"})
    page = got.content.decode()
    assert got.context["sheet"].people.total_form_count() == 3
    assert ("Aya Neuve" in page, "err-msg" in page) == (True, False)


def test_missing_title_is_said_at_the_title(world):
    got = put(world, "save", title__fr="")
    assert list(got.context["sheet"].about.errors) == ["title__fr"]


def test_language_the_edition_lacks_is_refused(world):
    got = put(world, "save", spoken=["eu"])
    assert list(got.context["sheet"].about.errors) == ["spoken"]
    assert not Session.objects.filter(code="monnaies-locales").exists()
