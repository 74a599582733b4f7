"""Goals: the SDGs in three languages, and a city's own framework beside them."""

import pytest

from essaim.desk.models import Entry
from essaim.registry.actions.framework import SDG_TABLE, load_goals, load_sdgs, save_framework, save_own_goal
from essaim.registry.errors import RegistryError
from essaim.registry.models import Framework, Goal
from essaim.registry.queries.framework import find_goal, goal_tree, local_forms
from essaim.registry.sources.sdg import Item, read_framework, read_items, write_items
from tests.factories.registry import make_framework, make_goal

pytestmark = pytest.mark.django_db


def test_the_sdgs_load_whole_and_again_change_nothing():
    loaded, again = load_sdgs(), load_sdgs()

    kinds = {kind: Goal.objects.filter(kind=kind).count() for kind in Goal.Kind.values}
    assert kinds == {"goal": 17, "target": 169, "indicator": 252}
    assert (loaded.made, again.made, again.changed, again.same) == (438, 0, 0, 438)
    assert Entry.objects.filter(action="load_goals").count() == 1
    for goal in Goal.objects.all():
        assert set(goal.statement.data) == {"en", "fr", "es"}


def test_codes_are_official_and_hang_under_each_other():
    load_sdgs()
    indicator = find_goal("sdg", "11.2.1")
    assert (indicator.parent.code, indicator.parent.parent.code, indicator.parent.parent.kind) == ("11.2", "11", "goal")
    assert find_goal("sdg", "17.18").kind == "target"
    assert find_goal("sdg", "8.a").parent.code == "8"
    assert find_goal("sdg", "18") is None
    assert find_goal("sdg", "1").name.data == {"en": "No poverty", "fr": "Pas de pauvreté", "es": "Fin de la Pobreza"}


def test_goal_tree_costs_one_statement(django_assert_num_queries):
    load_sdgs()
    sdg = Framework.objects.get(code="sdg")
    with django_assert_num_queries(1):
        tree = goal_tree(sdg)
    assert [node.goal.code for node in tree] == [str(number) for number in range(1, 18)]
    assert [node.goal.code for node in tree[10].children][:3] == ["11.1", "11.2", "11.3"]
    assert [node.goal.code for node in tree[10].children[1].children] == ["11.2.1"]
    with django_assert_num_queries(1):
        assert all(node.children == () for node in goal_tree(sdg, depth=1))


@pytest.mark.parametrize("n", [1, 3])
def test_goal_tree_does_not_grow_with_rows(django_assert_num_queries, n):
    framework = make_framework()
    for _ in range(n):
        make_goal(framework, kind="target", parent=make_goal(framework))
    with django_assert_num_queries(1):
        assert len(goal_tree(framework)) == n


def test_a_city_s_own_goals_stand_beside_the_sdgs_without_moving_them(django_assert_num_queries):
    load_sdgs()
    before = list(Goal.objects.filter(framework__code="sdg").order_by("pk").values_list("pk", "parent_id", "code"))
    own = save_framework(code="s-sdgs", name={"en": "Seoul's own goals"}, by=None)
    eleven = find_goal("sdg", "11")

    goal = save_own_goal(framework=own, kind="goal", code="11", name={"en": "A city for all"}, parent=eleven, by=None)
    target = save_own_goal(framework=own, kind="target", code="11.1", name={"en": "Homes"}, parent=goal, by=None)

    assert list(Goal.objects.filter(framework__code="sdg").order_by("pk").values_list("pk", "parent_id", "code")) == before
    assert [(node.goal, [child.goal for child in node.children]) for node in goal_tree(own)] == [(goal, [target])]
    with django_assert_num_queries(1):
        assert local_forms(eleven) == [goal]
    assert "11.1" in [node.goal.code for node in goal_tree(Framework.objects.get(code="sdg"))[10].children]
    assert len(goal_tree(Framework.objects.get(code="sdg"))[10].children) == 10
    assert load_sdgs().same == 438


def test_a_goal_cannot_stand_under_itself():
    framework = make_framework()
    top = make_goal(framework, "1")
    under = make_goal(framework, "1.1", kind="target", parent=top)
    with pytest.raises(RegistryError) as caught:
        save_own_goal(framework=framework, kind="goal", code="1", name="X", parent=under, by=None)
    assert caught.value.code == "goal_under_itself"


def test_saving_an_own_goal_again_is_an_update():
    framework = make_framework()
    first = save_own_goal(framework=framework, kind="goal", code="1", name={"fr": "Un"}, by=None)
    entries = Entry.objects.count()
    again = save_own_goal(framework=framework, kind="goal", code="1", name={"fr": "Un"}, by=None)
    changed = save_own_goal(framework=framework, kind="goal", code="1", name={"fr": "Premier"}, by=None)
    assert first == again == changed
    assert Entry.objects.count() == entries + 1
    assert str(Goal.objects.get().name) == "Premier"


@pytest.mark.parametrize(
    ("item", "code"),
    [
        (Item("target", "1.1", "goal:9", {}, {"en": "X"}), "unknown_goal"),
        (Item("aim", "1", "", {}, {"en": "X"}), "not_a_goal_kind"),
        (Item("goal", "1" * 21, "", {}, {"en": "X"}), "invalid_field"),
    ],
)
def test_a_bad_item_is_refused_and_nothing_is_kept(item, code):
    framework = make_framework()
    with pytest.raises(RegistryError) as caught:
        load_goals(framework=framework, items=[Item("goal", "2", "", {}, {"en": "Y"}), item], by=None)
    assert caught.value.code == code
    assert framework.goals.count() == 0


def test_the_table_we_ship_is_made_from_the_files_we_name(shared_data, tmp_path):
    write_items(read_framework(shared_data / "evidence" / "framework"), tmp_path / "sdg.csv")
    assert (tmp_path / "sdg.csv").read_bytes() == SDG_TABLE.read_bytes()


def test_a_table_without_its_columns_is_refused(tmp_path):
    (tmp_path / "sdg.csv").write_text("kind,code\ngoal,1\n")
    with pytest.raises(RegistryError) as caught:
        read_items(tmp_path / "sdg.csv")
    assert caught.value.code == "missing_columns"
    assert "statement_fr" in caught.value.facts["columns"]
