"""Acceptance question A01, who can step in: who is offered, in what order, and who never is. The other half is test_a01.py."""

import pytest
from django.urls import reverse

from essaim.forum.actions.substitution import Choice, step_in
from essaim.forum.crisis import Group, offers_for
from essaim.forum.errors import ForumError
from essaim.forum.models import Appearance, Availability, StandIn, Substitution
from essaim.forum.queries.absences import crisis_of
from essaim.forum.queries.stand_ins import pool_of
from tests.factories import forum as make

pytestmark = pytest.mark.django_db


def offers(stage, session=None):
    crisis = crisis_of(stage.edition)
    return offers_for(crisis.hit((session or stage.session).pk), pool_of(crisis))


def names(stage, group=Group.FITS, session=None) -> list[str]:
    return [one.candidate.name for one in offers(stage, session) if one.group == group]


def fits(offer) -> set[str]:
    return {mark.code for mark in offer.fits}


# --- good: offers replacements registered with a visa, same path, a language the session is interpreted in --


def test_registered_with_visa_same_path_interpreted_language_is_offered(stage):
    stage.stand_in("Lucía Paz", country=stage.country("CO"))
    stage.absent(stage.awa)
    [offer] = [one for one in offers(stage) if one.group == Group.FITS]
    assert offer.candidate.name == "Lucía Paz"
    assert {"visa_held", "free", "path", "speaks_interpreted", "keeps_south"} <= fits(offer)


def test_reasons_are_said_in_words(stage):
    stage.stand_in("Lucía Paz", country=stage.country("CO"))
    stage.absent(stage.awa)
    client = stage.client("team")
    client.cookies["django_language"] = "en"
    page = client.get("/en/team/ici/absences/").text
    assert "speaks Spanish: interpreted into English, Spanish" in page
    assert "visa held" in page


def test_visa_not_needed_is_offered_and_unknown_apart_and_never_first(stage):
    stage.stand_in("Aaron Inconnu", visa="", country=stage.country("SN"))
    stage.stand_in("Zoé Libre", visa=StandIn.Visa.NOT_NEEDED, country=stage.country("FR"))
    stage.absent(stage.awa)
    assert names(stage) == ["Zoé Libre"]
    assert names(stage, Group.ASK) == ["Aaron Inconnu"]
    assert [one.candidate.name for one in offers(stage)][:2] == ["Zoé Libre", "Aaron Inconnu"]


def test_other_path_or_other_language_is_not_offered_but_said(stage):
    stage.stand_in("Autre Parcours", paths=(stage.other_path,))
    stage.stand_in("Autre Langue", languages=("pt",))
    stage.absent(stage.awa)
    assert names(stage) == []
    against = {one.candidate.name: [mark.code for mark in one.against] for one in offers(stage) if one.group == Group.NOT_QUITE}
    assert against == {"Autre Parcours": ["other_path"], "Autre Langue": ["speaks_other"]}


def test_hours_not_said_are_to_be_asked(stage):
    stage.stand_in("Sans Heures", free=None)
    stage.absent(stage.awa)
    assert names(stage) == []
    assert names(stage, Group.ASK) == ["Sans Heures"]


def test_outside_their_free_hours_is_never_offered(stage):
    stage.stand_in("Après-midi", free=("13:00", "18:00"))
    stage.stand_in("Trop court", free=("09:00", "10:00"))
    stage.absent(stage.awa)
    assert offers(stage) == []


def test_two_free_stretches_that_touch_are_one(stage):
    row = stage.stand_in("Deux moitiés", free=None)
    row.free = [
        [make.at(stage.edition, a).isoformat(), make.at(stage.edition, b).isoformat()] for a, b in (("09:00", "10:00"), ("10:00", "12:00"))
    ]
    row.save()
    stage.absent(stage.awa)
    assert names(stage) == ["Deux moitiés"]


def test_who_keeps_what_is_lost_comes_first(stage):
    stage.stand_in("Anne Europe", country=stage.country("FR"), languages=("fr",))
    stage.stand_in("Yacine Sud", country=stage.country("MA"), languages=("es",))
    stage.stand_in("Bintou Asie", country=stage.country("IN"), languages=("es",))
    stage.absent(stage.awa)
    assert names(stage) == ["Yacine Sud", "Bintou Asie", "Anne Europe"]


def test_people_of_the_programme_are_offered_when_free(stage):
    """Known to be registered with a visa by the team's list; else to be asked first."""
    dina, emile = make.make_person("Dina Libre"), make.make_person("Émile Libre")
    stage.another("Autre", "14:00", "15:00", people=(dina, emile))
    for person in (dina, emile):
        part = stage.speaker(person, f"{person.slug}@example.org", spoken=["fr"])
        Availability.objects.create(speaker=part, starts_at=make.at(stage.edition, "08:00"), ends_at=make.at(stage.edition, "18:00"))
    stage.stand_in("Dina Libre", languages=("fr",), email=f"{dina.slug}@example.org")
    stage.absent(stage.awa)
    assert names(stage) == ["Dina Libre"]
    assert names(stage, Group.ASK) == ["Émile Libre"]


def test_how_many_to_ask_first_would_keep_the_voice_from_the_south_is_said(stage):
    stage.stand_in("Une du Sud", visa="", country=stage.country("ML"))
    stage.stand_in("Une du Nord", visa="", country=stage.country("FR"))
    stage.absent(stage.awa)
    page = stage.client("team").get("/en/team/ici/absences/").text
    assert "2 to ask first, 1 of them from the South" in page


# --- wrong: offering someone who speaks elsewhere in the same slot ------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "is_offered"),
    [
        ("09:00", "10:30", False),
        ("10:00", "11:00", False),
        ("08:00", "09:30", False),
        ("08:00", "12:00", False),
        ("10:30", "11:30", True),
        ("08:00", "09:00", True),
    ],
)
@pytest.mark.parametrize("role", [Appearance.Role.SPEAKER, Appearance.Role.MODERATOR, Appearance.Role.INTERPRETER])
def test_who_is_on_another_stage_in_an_overlapping_slot_is_never_offered(stage, start, end, is_offered, role):
    dina = make.make_person("Dina Prise")
    other = stage.another("Autre", start, end)
    make.make_appearance(other, dina, role=role)
    stage.stand_in("Dina Prise")
    stage.absent(stage.awa)
    assert ("Dina Prise" in [one.candidate.name for one in offers(stage)]) is is_offered


def test_neither_is_who_speaks_there_under_the_same_address_and_another_spelling(stage):
    dina = make.make_person("Dina K. Prise")
    stage.another("Autre", "09:00", "10:00", people=(dina,))
    stage.speaker(dina, "dina@example.org")
    stage.stand_in("Prise Dina Kamara", email="Dina@example.org")
    stage.absent(stage.awa)
    assert offers(stage) == []


def test_contact_of_another_session_need_not_be_there_and_is_offered(stage):
    dina = make.make_person("Dina Contact")
    other = stage.another("Autre", "09:00", "10:00")
    make.make_appearance(other, dina, role=Appearance.Role.CONTACT)
    stage.stand_in("Dina Contact")
    stage.absent(stage.awa)
    assert names(stage) == ["Dina Contact"]


def test_session_without_a_known_end_holds_its_people_for_two_hours(stage):
    dina = make.make_person("Dina Prise")
    other = stage.another("Autre", "08:00", people=(dina,))
    assert other.slots.get().ends_at is None
    stage.stand_in("Dina Prise")
    stage.absent(stage.awa)
    assert offers(stage) == []


def test_same_day_at_an_unknown_hour_is_to_be_asked(stage):
    dina = make.make_person("Dina Peut-être")
    other = make.make_session(stage.edition, "Autre", paths=[stage.path])
    make.make_slot(other, day=stage.edition.starts_on)
    make.make_appearance(other, dina)
    stage.stand_in("Dina Peut-être")
    stage.absent(stage.awa)
    assert names(stage) == []
    assert names(stage, Group.ASK) == ["Dina Peut-être"]


def test_who_cannot_come_themselves_is_never_offered(stage):
    dina = make.make_person("Dina Refusée")
    stage.another("Autre", "14:00", "15:00", people=(dina,))
    stage.stand_in("Dina Refusée")
    stage.absent(dina)
    stage.absent(stage.awa)
    assert offers(stage) == []


def test_who_is_on_the_bill_is_not_offered(stage):
    stage.stand_in("Bruno Petit")
    stage.absent(stage.awa)
    assert offers(stage) == []


def test_who_said_they_cannot_then_is_never_offered(stage):
    dina = make.make_person("Dina Ailleurs")
    stage.another("Autre", "14:00", "15:00", people=(dina,))
    part = stage.speaker(dina, "dina@example.org", spoken=["fr"])
    Availability.objects.create(
        speaker=part, starts_at=make.at(stage.edition, "08:00"), ends_at=make.at(stage.edition, "12:00"), is_free=False
    )
    stage.stand_in("Dina Ailleurs", email="dina@example.org")
    stage.absent(stage.awa)
    assert offers(stage) == []


def test_choosing_somebody_who_speaks_elsewhere_is_refused_by_the_act_itself(stage):
    """Also when the page is old: between showing and choosing somebody placed the other session there."""
    dina = make.make_person("Dina Prise")
    row = stage.stand_in("Dina Prise", person=dina)
    stage.absent(stage.awa)
    stage.another("Autre", "09:30", "10:00", people=(dina,))
    with pytest.raises(ForumError) as refused:
        step_in(appearance=stage.bill(stage.session, stage.awa), choice=Choice(stand_in=row), by=stage.team)
    assert refused.value.code == "stands_in_elsewhere"
    address = reverse("team:absence_choose", args=["ici", "cantines", stage.bill(stage.session, stage.awa).pk, f"s{row.pk}"])
    stage.client("team").post(address, {"role": "speaker"})
    assert not Substitution.objects.exists()
