"""Noting many absences at once and lifting them: what each act does, how it is undone, what the page of the crisis costs."""

import pytest

from essaim.forum.actions.absence import lift_absence, note_absences, set_presence
from essaim.forum.actions.substitution import Choice, step_in
from essaim.forum.errors import ForumError
from essaim.forum.models import Absence, Appearance, StandIn, Substitution, Video
from essaim.forum.queries.absences import crisis_of
from essaim.forum.queries.naming import Naming
from essaim.registry.models import PersonName
from tests.factories import forum as make

pytestmark = pytest.mark.django_db
Presence = Appearance.Presence


# --- noting many at once --------------------------------------------------------------------------------


def test_pasted_names_and_addresses_are_understood(stage):
    stage.speaker(stage.bruno, "bruno@example.org")
    PersonName.objects.create(person=stage.moderator, name="Maia Moder")
    meant = Naming(stage.edition).read("DIOP Awa\n- bruno@example.org\nMaia Moder <m@x.org>;Awa Diop\n\n")
    assert [one.person for one in meant] == [stage.awa, stage.bruno, stage.moderator]


def test_names_in_one_line_with_commas(stage):
    assert [one.person for one in Naming(stage.edition).read("Awa Diop, Bruno Petit")] == [stage.awa, stage.bruno]


def test_unmatched_name_is_named_with_candidates_and_nobody_is_noted_for_it(stage):
    outside = make.make_person("Awa Diouf")
    client = stage.client("team")
    checked = client.post("/en/team/ici/absences/note/", {"names": "Awa Diap\nPersonne Inconnue\nBruno Petit", "reason": "visa"})
    assert checked.status_code == 200
    assert "“Awa Diap”" in checked.text
    assert f'name="pick1" value="{stage.awa.pk}"' in checked.text
    assert "“Personne Inconnue”" in checked.text
    assert "Nobody of this name is in the programme or the registry" in checked.text
    assert not Absence.objects.exists()
    client.post(
        "/en/team/ici/absences/note/", {"write": "1", "reason": "visa", "person": [stage.bruno.pk], "pick1": stage.awa.pk, "pick2": ""}
    )
    assert set(Absence.objects.values_list("person__name", flat=True)) == {"Awa Diop", "Bruno Petit"}
    assert outside.name not in Absence.objects.values_list("person__name", flat=True)


def test_two_people_of_one_name_are_asked_about(stage):
    other = make.make_person("Awa Diop")
    stage.another("Autre", people=(other,))
    [meant] = Naming(stage.edition).read("Awa Diop")
    assert meant.person is None
    assert {one.thing for one in meant.candidates} == {stage.awa, other}


def test_a_hundred_at_once(stage):
    people = [make.make_person(f"Prénom{number} Nom{number}") for number in range(100)]
    stage.another("Grande", people=tuple(people))
    names = "\n".join(person.name for person in people)
    client = stage.client("team")
    checked = client.post("/en/team/ici/absences/note/", {"names": names, "reason": "visa"})
    assert "100 names are clear" in checked.text
    client.post("/en/team/ici/absences/note/", {"write": "1", "reason": "visa", "person": [person.pk for person in people]})
    assert Absence.objects.filter(reason="visa", lifted_at=None).count() == 100


@pytest.mark.parametrize("n", [1, 3])
def test_reading_names_costs_the_same(stage, n, django_assert_num_queries):
    people = [make.make_person(f"Prénom{number} Nom{number}") for number in range(n)]
    stage.another("Autre", people=tuple(people))
    with django_assert_num_queries(4):
        assert len(Naming(stage.edition).read("\n".join(person.name for person in people))) == n


def test_noted_already_is_left_as_it_is(stage):
    first = stage.absent(stage.awa, note="d'abord")
    assert note_absences(edition=stage.edition, people=[stage.awa, stage.bruno], by=stage.team, reason="illness")[0].person == stage.bruno
    first.refresh_from_db()
    assert (first.reason, first.note) == ("visa", "d'abord")


def test_people_ticked_in_the_list_come_to_the_same_page(stage):
    checked = stage.client("team").post("/en/team/ici/absences/note/", {"chosen": [stage.awa.pk]})
    assert f'name="person" value="{stage.awa.pk}" checked' in checked.text


# --- undone ----------------------------------------------------------------------------------------------


def test_lifted_absence_is_no_longer_said(stage):
    absence = stage.absent(stage.awa)
    bill = stage.bill(stage.session, stage.awa)
    set_presence(appearance=bill, presence=Presence.ABSENT, by=stage.team)
    lift_absence(absence=absence, by=stage.team)
    bill.refresh_from_db()
    assert bill.presence == Presence.THERE
    assert crisis_of(stage.edition).hits == ()
    with pytest.raises(ForumError):
        lift_absence(absence=absence, by=stage.team)


def test_lifting_where_somebody_stands_in_says_so_and_keeps_them(stage):
    absence = stage.absent(stage.awa)
    step_in(appearance=stage.bill(stage.session, stage.awa), choice=Choice(stand_in=stage.stand_in("Lucía Paz")), by=stage.team)
    answer = stage.client("team").post(f"/en/team/ici/absences/{absence.pk}/lift/", follow=True)
    assert "Lucía Paz still steps in for Awa Diop" in answer.text
    assert Substitution.objects.filter(substitute__isnull=False).exists()


def test_absent_again_after_lifting_is_a_new_absence(stage):
    lift_absence(absence=stage.absent(stage.awa), by=stage.team)
    assert len(note_absences(edition=stage.edition, people=[stage.awa], by=stage.team)) == 1
    assert Absence.objects.count() == 2


def test_video_in_use_is_not_taken_away(stage):
    film = Video.objects.create(edition=stage.edition, title={"fr": "Film"}, url="https://example.org/v")
    absence = stage.absent(stage.awa)
    absence.video = film
    absence.save()
    set_presence(appearance=stage.bill(stage.session, stage.awa), presence=Presence.VIDEO, by=stage.team)
    answer = stage.client("team").post(f"/en/team/ici/absences/{absence.pk}/", {"reason": "visa", "video": ""})
    assert answer.status_code == 422
    assert 'id="id_video_error"' in answer.text


# --- cost ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [1, 3])
def test_crisis_costs_ten_statements(stage, n, django_assert_num_queries):
    for number in range(n):
        person = make.make_person(f"Autre {number}")
        stage.another(f"Séance {number}", "11:00", "12:00", people=(person, stage.bruno))
        stage.absent(person)
        stage.stand_in(f"Remplaçant {number}")
        stage.speaker(person, f"a{number}@example.org")
    with django_assert_num_queries(10):
        crisis = crisis_of(stage.edition)
        assert len(crisis.hits) == n


@pytest.mark.parametrize("n", [1, 3])
def test_page_costs_the_same(stage, n, django_assert_num_queries):
    for number in range(n):
        person = make.make_person(f"Autre {number}")
        stage.another(f"Séance {number}", "11:00", "12:00", people=(person, stage.bruno))
        stage.absent(person)
        stage.stand_in(f"Remplaçant {number}")
    client = stage.client("team")
    with django_assert_num_queries(14):
        client.get("/en/team/ici/absences/")
    assert StandIn.objects.count() == n
