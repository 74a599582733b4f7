"""The whole form of a session, two people at once, states, removal."""

from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.urls import reverse

from essaim.desk.models import Entry
from essaim.forum.actions.cast import Speaker
from essaim.forum.actions.programme import Place, place_session
from essaim.forum.actions.session import remove_session, save_session, set_state, set_states, token_of
from essaim.forum.errors import ForumError
from essaim.forum.models import Session, Slot
from essaim.forum.sentences import sentence
from essaim.registry.models import Goal, Person
from tests.factories import forum as make


def form_of(client, session) -> dict[str, object]:
    """What a browser would send back of the form as it stands."""
    page = client.get(reverse("team:session", args=[session.edition.slug, session.code]))
    data: dict[str, object] = {"seen": page.context["seen"], "save": ""}
    for form in page.context["sheet"].each():
        for bound in form:
            value = bound.value()
            if hasattr(bound.field.widget, "text_of"):
                value = bound.field.widget.text_of(value)
            if value not in (None, "", [], False):
                data[bound.html_name] = [getattr(one, "pk", one) for one in value] if isinstance(value, list) else value
    for part in ("people", "organisations"):
        rows = getattr(page.context["sheet"], part)
        data |= {f"{part}-TOTAL_FORMS": rows.total_form_count(), f"{part}-INITIAL_FORMS": rows.initial_form_count()}
    return data


def send(client, session, data):
    return client.post(reverse("team:session", args=[session.edition.slug, session.code]), data)


def test_saving_what_stands_changes_nothing(world):
    client = world.client("organiser")
    data = form_of(client, world.session)
    before = Entry.objects.count()
    assert send(client, world.session, data).status_code == 302
    assert [entry.after for entry in Entry.objects.order_by("pk")[before:]] == []


def test_every_part_is_saved(world):
    client = world.client("organiser")
    other = make.make_session(world.edition, "Panorama", code="panorama")
    data = form_of(client, world.session) | {
        "title__en": "Canteens",
        "new_language": "eu",
        "title__new": "Jantokiak",
        "follows": other.pk,
        "audience": "40",
        "publication": "text",
        "interpreted": ["en"],
        "people-0-capacity__fr": "présidente",
        "people-0-printed_as": "R. Abidi",
        "organisations-0-organisation": "Réseau test",
        "organisations-0-role": "lead",
        "place-starts": "10:00",
        "place-ends": "11:00",
    }
    assert send(client, world.session, data).status_code == 302
    session = Session.objects.get(pk=world.session.pk)
    row = session.appearances.get()
    assert session.title.data == {"fr": "Cantines", "en": "Canteens", "eu": "Jantokiak"}
    assert (session.follows, session.audience, session.publication, session.interpreted) == (other, 40, "text", ["en"])
    assert (row.capacity.data, row.printed_as) == ({"fr": "présidente"}, "R. Abidi")
    assert session.involvements.get().organisation.slug == "reseau-test"
    assert Slot.objects.get(session=session, version__number=None).starts_at.astimezone(world.edition.zone).hour == 10
    assert {entry.action for entry in Entry.objects.filter(kind="forum.session", key=str(session.pk), account=world.organiser)} == {
        "change_session",
        "change_people",
        "change_organisations",
        "place_session",
    }


def test_an_emptied_name_takes_the_person_away(world):
    client = world.client("organiser")
    send(client, world.session, form_of(client, world.session) | {"people-0-person": ""})
    assert not world.session.appearances.exists()
    assert Person.objects.filter(slug="rachid-abibi").exists()


def test_stale_form_shows_what_changed_and_overwrites_nothing(world):
    client = world.client("organiser")
    mine = form_of(client, world.session) | {"title__fr": "Le mien"}
    save_session(edition=world.edition, session=world.session, by=world.elsewhere, title={"fr": "Celui d'une autre"})
    got = send(client, world.session, mine)
    page = got.content.decode()
    assert Session.objects.get(pk=world.session.pk).title.data == {"fr": "Celui d'une autre"}
    assert [told.entry.account for told in got.context["meanwhile"]] == [world.elsewhere]
    assert ("Le mien" in page, "Celui d&#x27;une autre" in page) == (True, True)
    assert send(client, world.session, mine | {"seen": got.context["seen"]}).status_code == 302
    assert Session.objects.get(pk=world.session.pk).title.data == {"fr": "Le mien"}


def test_a_move_by_another_is_a_change_meanwhile(world):
    seen = str(token_of(world.session))
    place_session(session=world.session, place=Place(day=world.edition.starts_on), by=None)
    with pytest.raises(ForumError) as refused:
        save_session(edition=world.edition, session=world.session, by=None, seen=seen, audience=3)
    assert refused.value.code == "changed_meanwhile"


@pytest.mark.parametrize(
    ("field", "value", "said"), [("targets", "99.9", "99.9"), ("duration_min", "-4", "0"), ("people-0-country", "Atlantide", "Atlantide")]
)
def test_wrong_answers_are_quoted_at_their_input(world, field, value, said):
    client = world.client("organiser")
    got = send(client, world.session, form_of(client, world.session) | {field: value})
    errors = {bound.html_name: bound.errors for form in got.context["sheet"].each() for bound in form if bound.errors}
    assert list(errors) == [field]
    assert said in errors[field][0]


def test_targets_are_read_by_number(world):
    from essaim.registry.models import Framework

    framework = Framework.objects.create(code="sdg", name={"fr": "ODD"})
    Goal.objects.create(framework=framework, kind="target", code="11.a", place=1)
    Goal.objects.create(framework=framework, kind="goal", code="8", place=2)
    client = world.client("organiser")
    send(client, world.session, form_of(client, world.session) | {"targets": "11.A", "goals": [Goal.objects.get(code="8").pk]})
    assert sorted(goal.code for goal in world.session.goals.all()) == ["11.a", "8"]


def test_person_twice_in_one_role_is_refused(world):
    person = Person.objects.get(slug="rachid-abibi")
    with pytest.raises(ForumError) as refused:
        save_session(edition=world.edition, session=world.session, by=None, people=[Speaker(person=person), Speaker(person=person)])
    assert refused.value.code == "person_twice"


def test_a_session_never_follows_itself(world):
    second = make.make_session(world.edition, "Suite")
    save_session(edition=world.edition, session=second, by=None, follows=world.session)
    with pytest.raises(ForumError) as refused:
        save_session(edition=world.edition, session=world.session, by=None, follows=second)
    assert refused.value.code == "follows_itself"


# --- states -------------------------------------------------------------------------------------


def test_what_was_public_is_cancelled_not_taken_back(world):
    make.make_release(world.edition)
    for act in (lambda: set_state(session=world.session, state="draft", by=None), lambda: remove_session(session=world.session, by=None)):
        with pytest.raises(ForumError) as refused:
            act()
        assert refused.value.code.startswith("public_session")
    set_state(session=world.session, state="cancelled", by=None)
    make.make_release(world.edition)
    assert Slot.objects.filter(session=world.session, version__number=2).get().facts["state"] == "cancelled"


def test_taken_up_again_needs_its_room_free(world):
    set_state(session=world.session, state="cancelled", by=None)
    taker = make.make_session(world.edition, "Autre")
    make.make_slot(taker, "09:15", "09:45", room=world.room)
    with pytest.raises(ForumError) as refused:
        set_state(session=world.session, state="accepted", by=None)
    assert refused.value.code == "room_taken"


def test_bulk_change_is_all_or_nothing(world):
    untitled = make.make_session(world.edition, {"fr": ""}, state="draft")
    fine = make.make_session(world.edition, "Bien", state="draft")
    Session.objects.filter(pk=untitled.pk).update(title="")
    sessions = [fine, Session.objects.get(pk=untitled.pk)]
    with pytest.raises(ForumError), transaction.atomic():
        set_states(sessions=sessions, state="accepted", by=None)
    assert Session.objects.get(pk=fine.pk).state == "draft"


def test_bulk_form_changes_those_ticked(world):
    one, two = (make.make_session(world.edition, f"Brouillon {number}", state="draft") for number in (1, 2))
    world.client("organiser").post(reverse("team:session_states", args=["ici"]), {"chosen": [one.code], "state": "accepted"})
    assert [Session.objects.get(pk=pk).state for pk in (one.pk, two.pk)] == ["accepted", "draft"]


def test_removal_says_what_uses_it(world):
    draft = make.make_session(world.edition, "Brouillon", code="brouillon", state="draft")
    world.report.sessions.add(draft)
    client = world.client("organiser")
    got = client.post(reverse("team:session_remove", args=["ici", "brouillon"]), follow=True)
    assert "Compte rendu" in got.content.decode()
    assert Session.objects.filter(pk=draft.pk).exists()
    world.report.sessions.remove(draft)
    client.post(reverse("team:session_remove", args=["ici", "brouillon"]))
    assert not Session.objects.filter(pk=draft.pk).exists()


# --- the list -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Cantines", "Sans lieu"}),
        ("q=abibi", {"Cantines"}),
        ("q=CANTÍNES", {"Cantines"}),
        ("lacking=day", {"Sans lieu"}),
        ("lacking=people", {"Sans lieu"}),
        ("state=draft", {"Sans lieu"}),
        ("path=A", {"Cantines"}),
        ("day=2027-06-09", {"Cantines"}),
        ("day=2027-06-10", set()),
    ],
)
def test_list_is_narrowed(world, query, found):
    make.make_session(world.edition, "Sans lieu", state="draft")
    got = world.client("organiser").get(reverse("team:sessions", args=["ici"]) + f"?{query}")
    assert {str(line.session.title) for line in got.context["page"]} == found


@pytest.mark.parametrize("more", [0, 2])
def test_list_costs_the_same(world, more, django_assert_num_queries):
    for _ in range(more):
        session = make.make_session(world.edition, format=world.session.format)
        make.make_slot(session, day=world.edition.starts_on)
        make.make_appearance(session)
    client = world.client("organiser")
    with django_assert_num_queries(10):
        client.get(reverse("team:sessions", args=["ici"]))


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ({"day": make.FIRST_DAY, "starts_at": (11, 0), "ends_at": (10, 0)}, ("11:00", "10:00")),
        ({"day": make.FIRST_DAY, "ends_at": (10, 0)}, ("10:00",)),
        ({"starts_at": (11, 0)}, ("11:00",)),
    ],
)
def test_impossible_hours_are_quoted_as_the_place_has_them(world, hours, said):
    """Paris is two hours ahead of UTC in June."""
    zone = world.edition.zone
    assert str(zone) == "Europe/Paris"
    facts = {name: datetime(2027, 6, 9, *value, tzinfo=zone).astimezone(UTC) if name != "day" else value for name, value in hours.items()}
    with pytest.raises(ForumError) as caught:
        place_session(session=world.session, place=Place(**facts), by=None)
    for hour in said:
        assert hour in sentence(caught.value)
