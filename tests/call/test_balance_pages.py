"""The pages of balance: what they answer, to whom, at which cost."""

import csv
import io
import re
from datetime import UTC, datetime

import pytest

from essaim.call.actions.aim import save_aim
from essaim.call.errors import CallError
from essaim.call.models import Aim, Contributor, Proposal, ProposingOrganisation
from essaim.desk.models import Entry
from essaim.forum.models import Version
from essaim.forum.rules import REVIEWER
from tests.factories import call as make
from tests.factories import forum as make_forum

State = Proposal.State
ROOT = "/en/team/ici/call/balance/"


def offer(cast, country: str, *genders: str, state: str = State.KEPT, path=None, title: str = "", **facts: object) -> Proposal:
    made = make.make_proposal(cast.call, title, path=path or cast.path, state=state, **facts)
    ProposingOrganisation.objects.create(proposal=made, name="O", country=make_forum.make_territory(country, country))
    for number, gender in enumerate(genders):
        make.make_contributor(made, f"Personne {made.pk}-{number}", role=Contributor.Role.SPEAKER, gender=gender)
    return made


@pytest.fixture
def quarter(cast) -> Aim:
    return Aim.objects.create(call=cast.call, dimension="continent", values=["AF"], least_percent=25, words={"en": "A quarter from Africa"})


def page(cast, who: str = "team", query: str = "", address: str = "") -> str:
    response = cast.client(who).get(f"{ROOT}{address}{query}")
    assert response.status_code == 200, response
    return response.content.decode()


def rows(cast, who: str = "team", query: str = "") -> dict[tuple[str, str, str], str]:
    text = page(cast, who, query, "table.csv").removeprefix("\ufeff")
    return {(about, path, value): count for about, path, _code, value, count in list(csv.reader(io.StringIO(text)))[1:]}


def test_the_page_answers_its_question(cast, quarter):
    for country in ("FR", "FR", "FR", "BF"):
        offer(cast, country)
    assert "Yes: the only aim is met." in page(cast)
    offer(cast, "FR")
    offer(cast, "FR")
    shown = page(cast)
    assert "Not yet: the only aim is missed." in shown
    assert "16.7% of what is known: 1 of 6. None is unknown." in shown
    make.make_proposal(cast.call, path=cast.path, state=State.KEPT)
    shown = page(cast)
    assert "It cannot be told: too much is unknown for the only aim." in shown
    assert "1 unknown: it may be from 14.3% to 28.6%." in shown


def test_without_aims_it_says_so_and_shows_the_figures(cast):
    offer(cast, "BF")
    shown = page(cast)
    assert "Nobody has said yet what a balanced programme would be." in shown
    assert "Africa 100%" in shown
    assert "Set the aims" in shown


def test_the_table_counts_the_unknown_apart(cast):
    offer(cast, "BF", "woman", "")
    offer(cast, "FR", path=cast.other_path)
    make.make_proposal(cast.call, path=cast.path, state=State.KEPT)
    found = rows(cast)
    assert [found["Continents", path, "Africa"] for path in ("All", "A", "B")] == ["1", "1", "0"]
    assert [found["Continents", path, "unknown"] for path in ("All", "A", "B")] == ["1", "1", "0"]
    assert [found["Seats", path, "seats"] for path in ("All", "A", "B")] == ["unknown"] * 3


def test_seats_are_summed_of_what_is_known(cast):
    offer(cast, "BF", audience=30)
    offer(cast, "BF", audience=15)
    offer(cast, "BF")
    found = rows(cast)
    assert [found["Seats", "A", name] for name in ("seats", "known", "unknown")] == ["45", "2", "1"]


def test_gender_of_fewer_than_five_is_withheld_everywhere(cast):
    offer(cast, "FR", *["woman"] * 6, *["man"] * 7)
    offer(cast, "FR", *["woman"] * 3, *["man"] * 9, path=cast.other_path)
    aim = Aim.objects.create(call=cast.call, dimension="gender", values=["woman"], least_percent=50, per_path=True)
    found = rows(cast)
    assert [found["Declared gender", path, "woman"] for path in ("All", "A", "B")] == ["9", "withheld", "withheld"]
    assert [found["Declared gender", path, "known"] for path in ("All", "A", "B")] == ["25", "13", "12"]
    shown = page(cast)
    assert "3 of 12" not in shown
    assert "Withheld: fewer than five people." in shown
    assert re.findall(r"9 of 25", shown)
    assert str(aim.pk)


def test_two_drafts_side_by_side(cast, quarter):
    session = make_forum.make_session(cast.edition, paths=[cast.path])
    make_forum.make_involvement(session)
    make_forum.make_release(cast.edition)
    offer(cast, "BF")
    found = rows(cast, query="?draft=proposals&beside=1")
    assert (found["Continents", "All", "Africa"], found["Continents", "Before", "Africa"], found["Continents", "Before", "unknown"]) == (
        "1",
        "0",
        "1",
    )
    assert "Version 1, released" in page(cast, query="?draft=1")
    assert "A released version does not change any more" in page(cast, query="?draft=1")


@pytest.mark.parametrize("query", ["?draft=9", "?draft=proposals&beside=x"])
def test_a_draft_that_does_not_exist(cast, query):
    assert cast.client("team").get(ROOT + query).status_code == 404
    assert cast.client("team").get(ROOT + "swaps/" + query).status_code == 404


def test_a_released_version_has_no_swaps(cast):
    make_forum.make_release(cast.edition)
    assert cast.client("team").get(f"{ROOT}swaps/?draft=1").status_code == 404


# --- who sees what ------------------------------------------------------------------------------


def test_a_path_lead_sees_its_own_path_and_the_sums(cast):
    offer(cast, "BF")
    offer(cast, "KR", path=cast.other_path)
    make.make_proposal(cast.call, state=State.KEPT)
    assert {path for _, path, _ in rows(cast, "lead")} == {"All", "A"}
    assert {path for _, path, _ in rows(cast, "other_lead")} == {"All", "B"}
    assert {path for _, path, _ in rows(cast, "reviewer")} == {"All", "A"}
    assert {path for _, path, _ in rows(cast, "team")} == {"All", "A", "B", "no path"}
    assert rows(cast, "lead")["Continents", "All", "unknown"] == "1"
    make.make_role(cast.reviewer, REVIEWER, cast.edition)
    assert {path for _, path, _ in rows(cast, "reviewer")} == {"All", "A", "B", "no path"}
    assert "You see the figures of your own paths" in page(cast, "lead")


@pytest.mark.parametrize("address", ["", "table.csv", "swaps/"])
def test_others_are_refused(cast, address):
    for who in ("participant", "contributor"):
        assert cast.client(who).get(ROOT + address).status_code == 404
    assert cast.client("stranger").get(ROOT + address).status_code == 302


@pytest.mark.parametrize("who", ["lead", "other_lead", "reviewer", "participant"])
def test_only_the_team_sets_aims(cast, quarter, who):
    client = cast.client(who)
    for address in ("aims/", "aims/new/gender/", f"aims/{quarter.pk}/", f"aims/{quarter.pk}/remove/"):
        assert client.get(ROOT + address).status_code == 404
        assert client.post(ROOT + address, {"values": ["AS"], "least_percent": "1"}).status_code in (404, 405)
    assert list(Aim.objects.values_list("values", flat=True)) == [["AF"]]


def test_swaps_of_another_path_are_not_shown(cast, quarter):
    offer(cast, "FR", path=cast.other_path, title="Un titre du parcours B")
    offer(cast, "BF", path=cast.other_path, state=State.RECEIVED, title="Un autre titre du parcours B")
    assert "du parcours B" in page(cast, "other_lead", address="swaps/")
    shown = page(cast, "lead", address="swaps/")
    assert "du parcours B" not in shown
    assert "Only proposals and sessions of your own paths are exchanged here." in shown


# --- swaps --------------------------------------------------------------------------------------


def test_a_swap_with_its_effects_and_reasons(cast, quarter):
    offer(cast, "FR", title="Une cantine")
    offer(cast, "BF", state=State.DISCUSSED, title="Un grenier")
    shown = re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page(cast, address="swaps/")))
    assert "A quarter from Africa: 0% → 100% nearer" in shown
    assert "Une cantine" in shown
    assert "Un grenier" in shown
    assert "neither has an hour or a room yet, so no rule of rooms, people or booths applies" in shown
    assert "The only one." in shown


def test_none_exists_is_said_with_what_was_looked_at(cast, quarter):
    newcomers = Aim.objects.create(call=cast.call, dimension="newcomer", values=["yes"], least_percent=50)
    for country, state, is_newcomer in (("FR", State.KEPT, True), ("BF", State.RECEIVED, False), ("KR", State.RECEIVED, True)):
        make.make_contributor(offer(cast, country, state=state), f"Personne {country}", is_newcomer=is_newcomer)
    shown = re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page(cast, address="swaps/")))
    assert "None exists" in shown
    assert "3 exchanges were looked at, that is all of them." in shown  # the cast's own proposal waits, too
    assert "1 of them would bring the aim nearer." in shown
    assert "1 would break another aim that is kept." in shown
    newcomers.delete()
    assert "None exists" not in page(cast, address="swaps/")


def test_a_swap_that_would_put_somebody_in_two_places_is_not_suggested(cast, quarter):
    room, other_room = (make_forum.make_room(make_forum.make_site(cast.edition), capacity=80) for _ in range(2))
    awa = make_forum.make_person("Awa Sow")
    kept = offer(cast, "FR", state=State.CONFIRMED)
    kept.session = make_forum.make_session(cast.edition, "Placée", paths=[cast.path])
    kept.save()
    make_forum.make_slot(kept.session, "09:00", "10:00", room=room)
    elsewhere = make_forum.make_session(cast.edition, "Ailleurs")
    slot = make_forum.make_slot(elsewhere, "09:30", "10:30", room=other_room)
    make_forum.make_appearance(elsewhere, awa)
    waits = offer(cast, "BF", state=State.RECEIVED, audience=20)
    make.make_contributor(waits, "Awa Sow", person=awa)
    shown = page(cast, address="swaps/")
    assert "None exists" in shown
    assert "1 would not do: somebody would be in two places at once." in shown
    slot.delete()
    assert "the room has 80 seats for 20 expected" in page(cast, address="swaps/")


def test_nothing_to_bring_nearer(cast, quarter):
    offer(cast, "BF")
    assert "Nothing to bring nearer" in page(cast, address="swaps/")


# --- aims ---------------------------------------------------------------------------------------


def test_the_team_writes_an_aim(cast):
    client = cast.client("team")
    for dimension in Aim.Dimension.values:
        assert client.get(f"{ROOT}aims/new/{dimension}/").status_code == 200
    assert client.get(f"{ROOT}aims/new/colour/").status_code == 404
    given = {"values": ["woman", "other"], "least_percent": "50", "per_path": "on", "words__en": "Half", "words__fr": "La moitié"}
    assert client.post(f"{ROOT}aims/new/gender/", given).status_code == 302
    aim = Aim.objects.get()
    assert (aim.call, aim.dimension, aim.values, aim.least_percent, aim.per_path) == (cast.call, "gender", ["woman", "other"], 50, True)
    assert aim.words.data == {"en": "Half", "fr": "La moitié"}
    entry = Entry.objects.get(action="save_aim")
    assert (entry.account, entry.scope) == (cast.team, f"forum.edition:{cast.edition.pk}")
    assert client.post(f"{ROOT}aims/{aim.pk}/", {"values": ["woman"], "most_percent": "60"}).status_code == 302
    aim.refresh_from_db()
    assert (aim.values, aim.least_percent, aim.most_percent, aim.per_path) == (["woman"], None, 60, False)
    assert "woman: at most 60%" in client.get(f"{ROOT}aims/").content.decode()
    assert client.post(f"{ROOT}aims/{aim.pk}/remove/").status_code == 302
    assert not Aim.objects.exists()
    assert list(Entry.objects.order_by("pk").values_list("action", flat=True)) == ["save_aim", "save_aim", "remove_aim"]


FAULTS = [
    ({"values": [], "least_percent": 10}, "Nothing is ticked"),
    ({"values": ["AF"]}, "Neither “at least” nor “at most” is given"),
    ({"values": ["AF"], "least_percent": 60, "most_percent": 40}, "At least 60 and at most 40 per cent cannot both hold"),
    ({"values": ["AF"], "least_percent": 0}, "“At least 0 per cent” always holds"),
    ({"values": ["AF"], "least_percent": 101}, "less than or equal to 100"),
    ({"values": ["ZZ"], "least_percent": 10}, "ZZ is not one of the available choices"),
]


@pytest.mark.parametrize(("given", "said"), FAULTS)
def test_what_is_wrong_with_an_aim_is_said(cast, given, said):
    response = cast.client("team").post(f"{ROOT}aims/new/continent/", given)
    assert response.status_code == 200
    assert said in response.content.decode()
    assert not Aim.objects.exists()


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"values": ["Africa"], "least_percent": 10}, "aim_value_unknown"),
        ({"values": ["AF"], "least_percent": -1}, "aim_share_beyond"),
        ({"values": ["AF"], "most_percent": 100}, "aim_says_nothing"),
    ],
)
def test_the_action_guards_itself(cast, facts, code):
    with pytest.raises(CallError) as raised:
        save_aim(call=cast.call, aim=None, dimension="continent", by=cast.team, **facts)
    assert raised.value.code == code


def test_an_aim_of_another_edition_is_not_found(cast):
    other = make.make_call(make_forum.make_edition("ailleurs"))
    aim = Aim.objects.create(call=other, dimension="gender", values=["woman"], least_percent=50)
    assert cast.client("team").get(f"{ROOT}aims/{aim.pk}/").status_code == 404
    assert cast.client("team").post(f"{ROOT}aims/{aim.pk}/remove/").status_code == 404
    assert Aim.objects.filter(pk=aim.pk).exists()


def test_an_edition_without_call_says_what_comes_first(cast):
    Proposal.objects.all().delete()
    cast.call.delete()
    assert "Begin with a call." in page(cast, address="aims/")
    assert cast.client("team").post(f"{ROOT}aims/new/gender/", {"values": ["woman"], "least_percent": "50"}).status_code == 302
    assert page(cast)


# --- cost ---------------------------------------------------------------------------------------

PAGES = [("?draft=proposals", 16), ("?draft=programme", 18), ("?draft=programme&beside=1", 27), ("table.csv?draft=proposals", 16)]


@pytest.mark.parametrize(("address", "statements"), PAGES)
@pytest.mark.parametrize("n", [1, 3])
def test_the_page_costs_the_same_whatever_there_is(cast, quarter, django_assert_num_queries, address, statements, n):
    for number in range(n):
        offer(cast, "BF", "woman", "man")
        session = make_forum.make_session(cast.edition, paths=[cast.path])
        make_forum.make_involvement(session)
        make_forum.make_appearance(session)
        make_forum.make_slot(
            session, f"{9 + number}:00", f"{10 + number}:00", room=make_forum.make_room(make_forum.make_site(cast.edition))
        )
    make_forum.make_release(cast.edition)
    client = cast.client("team")
    with django_assert_num_queries(statements):
        assert client.get(ROOT + address).status_code == 200


@pytest.mark.parametrize(("draft", "statements"), [("proposals", 22), ("programme", 27)])
@pytest.mark.parametrize("n", [1, 3])
def test_swaps_cost_the_same_whatever_there_is(cast, quarter, django_assert_num_queries, draft, statements, n):
    for number in range(n):
        for state in (State.KEPT, State.RECEIVED):
            offer(cast, "BF" if state == State.RECEIVED else "FR", "woman", state=state, audience=20)
        session = make_forum.make_session(cast.edition, paths=[cast.path])
        make_forum.make_involvement(session)
        make_forum.make_appearance(session)
        make_forum.make_slot(
            session, f"{9 + number}:00", f"{10 + number}:00", room=make_forum.make_room(make_forum.make_site(cast.edition))
        )
    client = cast.client("team")
    with django_assert_num_queries(statements):
        assert client.get(f"{ROOT}swaps/?draft={draft}").status_code == 200


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_of_aims_costs_the_same_whatever_there_is(cast, django_assert_num_queries, n):
    for _ in range(n):
        Aim.objects.create(call=cast.call, dimension="gender", values=["woman"], least_percent=50)
    client = cast.client("team")
    with django_assert_num_queries(8):
        assert client.get(f"{ROOT}aims/").status_code == 200


def test_day_of_a_release_is_that_of_the_editions_clock(cast):
    Version.objects.create(edition=cast.edition, number=1, released_at=datetime(2026, 6, 30, 22, 30, tzinfo=UTC))
    assert "Version 1, released 1 July 2026" in page(cast, query="?draft=1")
