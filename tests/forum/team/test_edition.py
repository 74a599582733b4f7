"""Editions begun, changed and opened; the team; the release; the journal; the raw admin."""

import re

import pytest
from django.urls import reverse

from essaim.desk.models import Entry, Grant
from essaim.forum.actions.edition import change_edition, create_edition, join_team, leave_team
from essaim.forum.actions.programme import draft_of, release_programme
from essaim.forum.errors import ForumError
from essaim.forum.models import Availability, Edition, Series, Slot, Speaker, Version
from essaim.forum.queries.problems import problems_of
from essaim.forum.queries.prospect import latest_release
from essaim.forum.queries.team import draft_changes
from essaim.forum.rules import is_team
from tests.factories import forum as make

NEW = {
    "name__fr": "Forum 2031",
    "slug": "forum-2031",
    "starts_on": "2031-06-01",
    "ends_on": "2031-06-03",
    "time_zone": "Europe/Paris",
    "languages": ["fr", "es"],
    "another": "eu",
}


def begin(world, **more: object):
    series = Series.objects.get(editions=world.edition)
    return world.client("organiser").post(reverse("team:edition_new"), NEW | {"series": series.pk} | more)


def test_new_edition_copies_the_shape_of_an_earlier_one(world):
    got = begin(world, copies=world.edition.pk)
    edition = Edition.objects.get(slug="forum-2031")
    assert got.headers["Location"] == reverse("team:edition", args=["forum-2031"])
    assert (edition.languages, edition.is_public, is_team(world.organiser, edition)) == (["fr", "es", "eu"], False, True)
    assert [room.slug for site in edition.sites.all() for room in site.rooms.all()] == [world.room.slug]
    assert (edition.paths.count(), edition.formats.count(), edition.sessions.count()) == (1, 1, 0)
    assert world.edition.sites.get().rooms.get() == world.room


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"ends_on": "2031-05-01"}, "ends_on", "2031"),
        ({"time_zone": "Europe/Niort"}, "time_zone", "Europe/Niort"),
        ({"slug": "series"}, "slug", "series"),
        ({"slug": "ici"}, "slug", "ici"),
        ({"languages": [], "another": ""}, "languages", ""),
        ({"name__fr": ""}, "name__fr", ""),
        ({"territory": "Ville-nulle-part"}, "territory", "Ville-nulle-part"),
    ],
)
def test_wrong_edition_is_explained_at_its_input(world, wrong, field, said):
    got = begin(world, **wrong)
    assert list(got.context["form"].errors) == [field]
    assert said in str(got.context["form"].errors[field][0])
    assert f'id="id_{field}_error"' in got.content.decode()
    assert not Edition.objects.filter(slug="forum-2031").exists()


def test_only_ones_own_editions_are_offered_as_models(world):
    got = world.client("elsewhere").get(reverse("team:edition_new"))
    assert world.edition not in got.context["form"].fields["copies"].queryset


def test_corrected_time_zone_keeps_the_hours_of_the_place(world):
    change_edition(edition=world.edition, by=None, time_zone="Asia/Seoul")
    edition = Edition.objects.get(pk=world.edition.pk)
    slot = Slot.objects.get(session=world.session)
    assert (slot.starts_at.astimezone(edition.zone).hour, slot.ends_at.astimezone(edition.zone).hour) == (9, 10)


def test_edition_without_a_language_cannot_be_made(world):
    with pytest.raises(ForumError) as refused:
        create_edition(by=world.organiser, slug="sans", series=world.edition.series, languages=[])
    assert refused.value.code == "edition_without_language"


# --- the team -----------------------------------------------------------------------------------


def test_who_joined_the_team_is_taken_off(world):
    grant = join_team(edition=world.edition, account=world.participant, by=world.organiser)
    assert is_team(world.participant, world.edition)
    world.client("organiser").post(reverse("team:role_take", args=["ici", grant.pk]))
    assert not is_team(world.participant, world.edition)
    assert [entry.action for entry in Entry.objects.filter(kind="forum.edition").order_by("pk")][-2:] == ["join_team", "leave_team"]


def test_the_last_of_the_team_stays(world):
    with pytest.raises(ForumError):
        leave_team(edition=world.edition, account=world.organiser, by=world.organiser)
    assert Grant.objects.filter(key=str(world.edition.pk)).count() == 1


# --- release ------------------------------------------------------------------------------------


def test_release_puts_on_line_what_was_shown_or_nothing(world):
    client = world.client("organiser")
    address = reverse("team:release", args=["ici"])
    shown = client.get(address).context["draft"].digest
    make.make_slot(world.session, "11:00", "12:00", room=world.room)
    got = client.post(address, {"expected": shown})
    assert latest_release(world.edition) is None
    assert got.context["form"].errors
    assert client.post(address, {"expected": got.context["draft"].digest}).status_code == 302
    assert latest_release(world.edition).number == 1


def test_release_without_what_was_shown_is_refused(world):
    world.client("organiser").post(reverse("team:release", args=["ici"]), {})
    assert latest_release(world.edition) is None


def test_differences_name_the_session_and_vanish_after(world):
    make.make_release(world.edition)
    make.make_slot(world.session, "14:00", "15:00", room=world.room)
    draft = draft_changes(world.edition)
    assert {kind: len(found) for kind, found in draft.changes.by_kind.items()} == {"time": 1}
    make.make_release(world.edition)
    assert draft_changes(world.edition).changes.total == 0


def test_a_second_release_of_the_same_raises_no_sequence(world):
    make.make_release(world.edition)
    version = release_programme(edition=world.edition, by=None)
    assert version.slots.get().sequence == 0


@pytest.mark.parametrize("more", [0, 2])
def test_differences_cost_the_same(world, more, django_assert_num_queries):
    for _ in range(more):
        make.make_appearance(make.make_session(world.edition, format=world.session.format))
    draft_of(world.edition)
    with django_assert_num_queries(7):
        draft_changes(world.edition)


# --- what to look at ----------------------------------------------------------------------------


def test_problems_are_found(world):
    second = make.make_session(world.edition, {"en": "Only English"})
    make.make_slot(second, "09:30", "10:30")
    make.make_appearance(second, world.session.appearances.get().person)
    found = {problem.code: {str(session.title) for session in problem.sessions} for problem in problems_of(world.edition)}
    assert found["person_twice_at_once"] == {"Cantines", "Only English"}
    assert (found["without_format"], found["untranslated"], found["without_place"]) == ({"Only English"},) * 3
    assert "without_people" not in found
    assert "room_twice_at_once" not in found


def test_page_left_open_while_a_colleague_releases_puts_nothing_on_line_again(world):
    client, address = world.client("organiser"), reverse("team:release", args=["ici"])
    shown = client.get(address).context["draft"].digest
    assert client.post(address, {"expected": shown}).status_code == 302
    number = Version.objects.filter(number__isnull=False).count()
    assert client.post(address, {"expected": shown}).status_code == 200
    assert Version.objects.filter(number__isnull=False).count() == number


def test_journal_of_somebody_who_has_a_role_and_did_nothing_yet_is_empty_not_missing(world):
    new, stranger = make.make_account("nouvelle@example.org"), make.make_account("ailleurs@example.org")
    make.make_grant(new, world.edition)
    client = world.client("organiser")
    assert client.get(reverse("team:person_journal", args=["ici", new.pk])).status_code == 200
    assert client.get(reverse("team:person_journal", args=["ici", stranger.pk])).status_code == 404


@pytest.mark.parametrize(("is_free", "expected"), [(False, True), (True, False)])
def test_an_hour_at_which_somebody_cannot_is_a_problem(world, is_free, expected):
    slot, person = world.session.slots.get(version__number=None), world.session.appearances.get().person
    speaker = Speaker.objects.create(edition=world.edition, person=person)
    Availability.objects.create(speaker=speaker, starts_at=slot.starts_at, ends_at=slot.ends_at, is_free=is_free)
    found = {problem.code: problem for problem in problems_of(world.edition)}
    assert ("person_not_free" in found) is expected
    if expected:
        assert (found["person_not_free"].names, found["person_not_free"].sessions) == ({person.name}, [world.session])


@pytest.mark.parametrize(("start", "end", "expected"), [("09:30", "10:30", True), ("09:59", "", True), ("10:00", "11:00", False)])
def test_room_taken_twice_is_a_problem_with_both_sessions(world, start, end, expected):
    """Written as an import writes it, past the guard of the form."""
    second = make.make_session(world.edition, "Seconde", code="seconde")
    slot = make.make_slot(second, start, end)
    slot.room, slot.site = world.room, world.site
    slot.save()
    found = {problem.code: problem for problem in problems_of(world.edition)}
    assert ("room_twice_at_once" in found) is expected
    if expected:
        assert found["room_twice_at_once"].names == {"Salle bleue"}
        assert [session.code for session in found["room_twice_at_once"].sessions] == ["cantines", "seconde"]
        for name in ("team:edition", "team:release"):
            page = world.client("organiser").get(reverse(name, args=["ici"])).content.decode()
            assert page.count(reverse("team:session", args=["ici", "seconde"])) >= 1
            assert "Salle bleue" in page


def test_an_edition_that_was_not_computed_leads_to_its_differences(world):
    for number in range(7):
        make.make_grant(world.organiser, make.make_edition(f"autre-{number}"))
    html = world.client("organiser").get(reverse("team:home")).content.decode()
    rows = re.findall(r'<td data-l="[^"]*">([^–]*?)</td></tr>', html)
    assert len(rows) == 8
    assert sum("/release/" in row for row in rows) >= 2


def test_series_name_private_editions_to_their_team_alone(world):
    pages = [world.client(who).get(reverse("team:series")) for who in ("organiser", "elsewhere")]
    named = [{edition.slug for one, _ in page.context["series"] for edition in one.editions.all()} for page in pages]
    assert named == [{"ici", "ailleurs"}, {"ailleurs"}]


# --- journal and raw admin ----------------------------------------------------------------------


def test_journal_tells_names_not_keys(world):
    page = world.client("organiser").get(reverse("team:journal", args=["ici"])).content.decode()
    assert "Salle bleue" in page
    history = world.client("organiser").get(reverse("team:thing_journal", args=["ici", "forum.session", world.session.pk]))
    assert {told.entry.kind for told in history.context["told"]} == {"forum.session"}


def test_raw_admin_writes_the_journal_and_keeps_every_language(world):
    ada = make.make_account("ada@example.org", is_superuser=True)
    from django.test import Client

    path = world.edition.paths.get()
    path.name = {"fr": "Culture", "eu": "Kultura"}
    path.save()
    client = Client()
    client.force_login(ada)
    address = reverse("admin:forum_path_change", args=[path.pk])
    form = client.get(address).context["adminform"].form
    data = {bound.html_name: getattr(bound.value(), "pk", bound.value()) or "" for bound in form} | {"letter": "B"}
    assert client.post(address, data | {"leads": []}).status_code == 302
    path.refresh_from_db()
    entry = Entry.objects.get(action="admin_save")
    assert (path.letter, path.name.data, entry.after["letter"]) == ("B", {"fr": "Culture", "eu": "Kultura"}, "B")
    assert (entry.account, entry.scope) == (ada, f"forum.edition:{world.edition.pk}")


def test_every_deed_has_words():
    import re
    from pathlib import Path

    import essaim
    from essaim.forum.deeds import deed

    source = Path(essaim.__file__).parent
    actions = {
        name
        for file in source.rglob("*.py")
        if "scheduling" not in file.parts
        for name in re.findall(r'action="([a-z_]+)"', file.read_text())
    }
    assert len(actions) > 40
    assert [name for name in sorted(actions) if str(deed(name)) == name] == []
