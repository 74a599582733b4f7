"""Whoever stands in cannot come either: the place is open again, and one more person fills it."""

import pytest
from django.urls import reverse

from essaim.forum.actions.substitution import Choice, step_in
from essaim.forum.crisis import Gravity
from essaim.forum.errors import ForumError
from essaim.forum.models import Appearance
from essaim.forum.queries.absences import crisis_of
from tests.factories import forum as make

pytestmark = pytest.mark.django_db


def hit(stage):
    return crisis_of(stage.edition).hit(stage.session.pk)


@pytest.fixture
def zoe(stage):
    """Stands in for Awa, and is noted as unable to come afterwards."""
    stage.absent(stage.awa)
    zoe = make.make_person("Zoé Ya")
    stage.speaker(zoe, country=stage.country("SN"))
    step_in(appearance=stage.bill(stage.session, stage.awa), choice=Choice(person=zoe), by=stage.team)
    assert hit(stage).gravity == Gravity.REPLACED
    stage.absent(zoe)
    return zoe


@pytest.mark.parametrize("instead_of", ["Awa Diop", "Zoé Ya"])
def test_every_place_offered_can_be_given_and_one_is_enough(stage, zoe, instead_of):
    assert hit(stage).gravity == Gravity.NO_SOUTH
    places = {voice.name: voice.appearance for voice in hit(stage).open_places}
    assert places.keys() == {"Awa Diop", "Zoé Ya"}
    row = stage.stand_in("Lucía Paz", country=stage.country("SN"))
    address = reverse("team:absence_choose", args=["ici", "cantines", places[instead_of], f"s{row.pk}"])
    assert stage.client("team").post(address, {"role": "speaker"}).status_code == 302
    assert stage.session.appearances.filter(person__name="Lucía Paz").exists()
    assert hit(stage).open_places == ()
    assert hit(stage).gravity == Gravity.REPLACED


def test_place_of_one_who_can_come_is_not_given_twice(stage, zoe):
    awa = stage.bill(stage.session, stage.awa)
    step_in(appearance=awa, choice=Choice(person=make.make_person("Lucía Paz")), by=stage.team)
    with pytest.raises(ForumError) as refused:
        step_in(appearance=awa, choice=Choice(person=make.make_person("Otra Más")), by=stage.team)
    assert refused.value.code == "replaced_already"


def test_place_of_a_stand_in_who_declined_is_open_for_whom_it_was(stage):
    stage.absent(stage.awa)
    zoe = make.make_person("Zoé Ya")
    step_in(appearance=stage.bill(stage.session, stage.awa), choice=Choice(person=zoe), by=stage.team)
    Appearance.objects.filter(person=zoe).update(answer=Appearance.Answer.DECLINED)
    assert [voice.name for voice in hit(stage).open_places] == ["Awa Diop"]
