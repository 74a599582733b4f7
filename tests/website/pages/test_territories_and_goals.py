import pytest

from essaim.registry.models import FormerCode, Framework, Goal, Organisation, Territory
from essaim.website.queries.goal import goal_page, goals_with_sessions
from essaim.website.queries.territory import territory_page
from tests.factories.forum import make_edition, make_involvement, make_organisation, make_release, make_session, make_territory, text

pytestmark = pytest.mark.django_db
COG = Territory.Scheme.COG


@pytest.fixture
def niort():
    france = make_territory("FR", "France")
    region = make_territory("75", "Nouvelle-Aquitaine", "region", COG)
    region.parent = france
    region.save()
    town = make_territory("79191", "Niort", "municipality", COG)
    town.parent = region
    town.population = 59_854
    town.save()
    return town


def test_territory_page_shows_what_is_above_here_and_held_here(client, niort):
    edition = make_edition(name="Forum de Niort")
    edition.territory = niort
    edition.save()
    page = client.get("/fr/territories/fr-cog/municipality/79191/").content.decode()
    assert "Nouvelle-Aquitaine" in page
    assert "Forum de Niort" in page
    assert "59\u00a0854" in page
    assert "Forum de Niort" in client.get("/fr/territories/fr-cog/region/75/").content.decode(), "what is below counts above"


def test_region_75_and_departement_75_are_two_places(client, niort):
    make_territory("75", "Paris", "department", COG)
    assert "Nouvelle-Aquitaine" in client.get("/fr/territories/fr-cog/region/75/").content.decode()
    assert "Paris" in client.get("/fr/territories/fr-cog/department/75/").content.decode()


def test_former_code_leads_to_the_territory_of_today(client, niort):
    FormerCode.objects.create(scheme=COG, level="municipality", code="79248", territory=niort)
    response = client.get("/en/territories/fr-cog/municipality/79248/")
    assert response.status_code == 301
    assert response["Location"] == "/en/territories/fr-cog/municipality/79191/"
    assert client.get("/en/territories/fr-cog/municipality/00000/").status_code == 404


def test_private_edition_is_not_shown_where_it_will_be_held(client, niort):
    edition = make_edition(name="Forum caché", is_public=False)
    edition.territory = niort
    edition.save()
    assert "caché" not in client.get("/fr/territories/fr-cog/municipality/79191/").content.decode()
    assert "Niort" not in client.get("/fr/territories/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_territory_page_costs_eleven_statements(django_assert_num_queries, niort, rows):
    for number in range(rows):
        make_territory(f"7910{number}", f"Commune {number}", "municipality", COG)
        organisation = make_organisation(kind=Organisation.Kind.INFORMAL_GROUP)
        organisation.territory = niort
        organisation.save()
        edition = make_edition()
        edition.territory = niort
        edition.save()
        make_involvement(make_session(edition), organisation)
        make_release(edition)
    territory = Territory.objects.get(pk=niort.pk)
    with django_assert_num_queries(11):
        page = territory_page(territory)
    assert len(page.organisations) == page.n_informal == len(page.editions) == len(page.slots) == rows
    assert [place.code for place in page.above] == ["FR", "75"]


@pytest.fixture
def goal():
    framework = Framework.objects.create(code="sdg", name=text("Objectifs"))
    goal = Goal.objects.create(framework=framework, kind="goal", code="5", name=text({"fr": "Égalité", "en": "Equality"}), place=5)
    Goal.objects.create(framework=framework, kind="target", code="5.1", parent=goal, statement=text({"en": "End discrimination"}), place=6)
    return goal


def test_goal_page_shows_sessions_of_its_targets_too(client, goal):
    edition = make_edition()
    make_session(edition, "Sur la cible").goals.add(goal.children.get())
    make_release(edition)
    make_session(edition, "Encore secrète").goals.add(goal)
    page = client.get("/en/goals/sdg/5/").content.decode()
    assert "Equality" in page
    assert 'data-g="5"' in page
    assert "End discrimination" in page
    assert "Sur la cible" in page
    assert "secrète" not in page
    assert 'data-g="5"' in client.get("/en/goals/sdg/5.1/").content.decode(), "a target wears its goal's colour"


def test_unknown_goal_is_not_found(client, goal):
    assert client.get("/en/goals/sdg/18/").status_code == 404
    assert client.get("/en/goals/other/5/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_goals_count_released_sessions_in_one_statement(django_assert_num_queries, goal, rows):
    edition = make_edition()
    for _ in range(rows):
        make_session(edition).goals.add(goal)
    make_release(edition)
    make_session(edition).goals.add(goal)
    with django_assert_num_queries(1):
        assert [one.n_sessions for one in goals_with_sessions(goal.framework)] == [rows]
    with django_assert_num_queries(4):
        assert len(goal_page(goal).slots) == rows
