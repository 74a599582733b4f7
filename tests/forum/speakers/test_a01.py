"""Acceptance question A01: "Eighty to a hundred visas have just been refused, a week before the opening. Which sessions lose a speaker, which
lose their only speaker from the South, and who can step in?" Each `good` and each `wrong` line is a test."""

import pytest
from django.urls import reverse

from essaim.forum.actions.absence import set_presence
from essaim.forum.actions.substitution import Choice, step_in
from essaim.forum.crisis import Gravity, Group, offers_for
from essaim.forum.errors import ForumError
from essaim.forum.models import Absence, Appearance, Availability, Session, StandIn, Substitution
from essaim.forum.queries.absences import crisis_of
from essaim.forum.queries.stand_ins import pool_of
from essaim.forum.queries.version import version_changes
from essaim.registry.models import Person
from tests.factories import forum as make

pytestmark = pytest.mark.django_db


def hit(stage, session=None):
    crisis = crisis_of(stage.edition)
    return crisis.hit((session or stage.session).pk)


def offers(stage, session=None):
    crisis = crisis_of(stage.edition)
    return offers_for(crisis.hit((session or stage.session).pk), pool_of(crisis))


def names(stage, group=Group.FITS, session=None) -> list[str]:
    return [one.candidate.name for one in offers(stage, session) if one.group == group]


def fits(offer) -> set[str]:
    return {mark.code for mark in offer.fits}


# --- good: lists each hit session with remaining speakers, continent balance before and after --------------


def test_each_hit_session_is_listed_with_who_remains(stage):
    stage.absent(stage.awa)
    stage.another("Autre", "11:00", "12:00", people=(stage.bruno,))
    crisis = crisis_of(stage.edition)
    assert [one.sitting.code for one in crisis.hits] == ["cantines"]
    assert hit(stage).remaining_by_role == (("speaker", 1), ("moderator", 1))


def test_continent_balance_before_and_after(stage):
    stage.absent(stage.awa)
    assert [(row.continent, row.before, row.after) for row in hit(stage).balance] == [("AF", 1, 0), ("EU", 1, 1)]


def test_unknown_country_is_counted_apart(stage):
    make.make_appearance(stage.session, make.make_person("Sans Pays"))
    stage.absent(stage.awa)
    assert [(row.continent, row.before, row.after) for row in hit(stage).balance][-1] == ("", 1, 1)
    assert hit(stage).unknown_after == 1


def test_country_declared_by_the_person_stands_in_for_one_not_on_the_bill(stage):
    dina = make.make_person("Dina Bénin")
    session = stage.another("Autre", people=(dina, stage.bruno))
    stage.speaker(dina, country=stage.country("BJ"))
    stage.absent(dina)
    assert hit(stage, session).loses_south


# --- good: marks those with no speaker left, and those that lose their only speaker from the South ----------


def test_session_that_loses_its_only_speaker_from_the_south_is_marked(stage):
    stage.absent(stage.awa)
    assert hit(stage).gravity == Gravity.NO_SOUTH


def test_session_with_another_speaker_from_the_south_is_not_marked_so(stage):
    make.make_appearance(stage.session, make.make_person("Fatou Sy"), country=make.make_territory("ML", "Mali"))
    stage.absent(stage.awa)
    assert hit(stage).gravity == Gravity.LOSES
    assert not hit(stage).loses_south


def test_moderator_from_the_south_is_no_speaker_from_the_south(stage):
    bill = stage.bill(stage.session, stage.moderator)
    bill.country = stage.country("ML")
    bill.save()
    stage.absent(stage.awa)
    assert hit(stage).loses_south


def test_japan_is_not_counted_to_the_south(stage):
    bill = stage.bill(stage.session, stage.awa)
    bill.country = stage.country("JP")
    bill.save()
    stage.absent(stage.awa)
    assert hit(stage).gravity == Gravity.LOSES


def test_session_without_any_speaker_left_is_marked_though_a_moderator_remains(stage):
    stage.absent(stage.awa)
    stage.absent(stage.bruno)
    assert hit(stage).gravity == Gravity.NO_SPEAKER
    assert hit(stage).loses_south
    stage.absent(stage.moderator)
    assert hit(stage).gravity == Gravity.NOBODY


def test_who_declined_is_not_counted_as_coming(stage):
    bill = stage.bill(stage.session, stage.bruno)
    bill.answer = Appearance.Answer.DECLINED
    bill.save()
    stage.absent(stage.awa)
    assert hit(stage).gravity == Gravity.NO_SPEAKER


def test_gravest_first_then_by_day(stage):
    solo = stage.another("Seule", "14:00", "15:00", people=(make.make_person("Solo"),))
    later = stage.another("Plus tard", "16:00", "17:00", people=(make.make_person("Solo 2"),))
    for person in Person.objects.filter(name__startswith="Solo"):
        stage.absent(person)
    stage.absent(stage.awa)
    assert [one.sitting.pk for one in crisis_of(stage.edition).hits] == [solo.pk, later.pk, stage.session.pk]
    page = stage.client("team").get(reverse("team:absences", args=["ici"]) + "?order=day").text
    assert page.index("Cantines") < page.index("Seule") < page.index("Plus tard")


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


# --- good: keeps the refused person in the record with the role; video allowed, remote speaking not ---------


def test_refused_person_stays_with_the_role_when_somebody_steps_in(stage):
    row = stage.stand_in("Lucía Paz", country=stage.country("CO"))
    stage.absent(stage.awa)
    substitution = step_in(appearance=stage.bill(stage.session, stage.awa), choice=Choice(stand_in=row), by=stage.team)
    bill = stage.bill(stage.session, stage.awa)
    assert (bill.role, bill.presence) == (Appearance.Role.SPEAKER, Appearance.Presence.ABSENT)
    assert substitution.substitute.person.name == "Lucía Paz"
    assert substitution.substitute.role == bill.role
    assert hit(stage).gravity == Gravity.REPLACED


def test_video_testimony_is_allowed_once_attached(stage):
    from essaim.forum.models import Video

    absence = stage.absent(stage.awa)
    bill = stage.bill(stage.session, stage.awa)
    with pytest.raises(ForumError) as refused:
        set_presence(appearance=bill, presence=Appearance.Presence.VIDEO, by=stage.team)
    assert refused.value.code == "video_missing"
    absence.video = Video.objects.create(edition=stage.edition, title={"fr": "Témoignage"}, url="https://example.org/v")
    absence.save()
    set_presence(appearance=bill, presence=Appearance.Presence.VIDEO, by=stage.team)
    bill.refresh_from_db()
    assert bill.presence == Appearance.Presence.VIDEO


def test_remote_speaking_is_no_presence_and_the_rule_is_stated(stage):
    assert set(Appearance.Presence.values) == {"", "absent", "video"}
    stage.absent(stage.awa)
    with pytest.raises(ForumError):
        set_presence(appearance=stage.bill(stage.session, stage.awa), presence="remote", by=stage.team)
    assert "bordeauxgsef2025.org/en/faq" in stage.client("team").get(reverse("team:absences", args=["ici"])).text


# --- good: programme versions can be compared --------------------------------------------------------------


def test_release_names_the_absence_and_who_steps_in_among_the_changes(stage):
    make.make_release(stage.edition)
    row = stage.stand_in("Lucía Paz")
    stage.absent(stage.awa)
    step_in(appearance=stage.bill(stage.session, stage.awa), choice=Choice(stand_in=row, has_agreed=True), by=stage.team)
    make.make_release(stage.edition)
    changes = version_changes(stage.edition, 1, 2)
    [change] = changes.by_kind["people"]
    page = stage.client("stranger").get("/en/forum/ici/versions/1..2/").text
    assert "Awa Diop (cannot come)" in page
    assert "Lucía Paz (steps in for Awa Diop)" in page
    assert change.before.facts["people"] != change.after.facts["people"]


def test_noting_an_absence_alone_changes_no_version(stage):
    make.make_release(stage.edition)
    stage.absent(stage.awa)
    make.make_release(stage.edition)
    assert version_changes(stage.edition, 1, 2).total == 0


# --- wrong: deleting the person -----------------------------------------------------------------------------


def test_nobody_is_ever_deleted(stage):
    row = stage.stand_in("Lucía Paz")
    before = set(Person.objects.values_list("pk", flat=True)), set(Appearance.objects.values_list("pk", flat=True))
    client = stage.client("team")
    client.post(reverse("team:absence_note", args=["ici"]), {"write": "1", "person": stage.awa.pk, "reason": "visa"})
    bill = stage.bill(stage.session, stage.awa)
    client.post(reverse("team:absence_choose", args=["ici", "cantines", bill.pk, f"s{row.pk}"]), {"role": "speaker"})
    assert Substitution.objects.count() == 1
    client.post(reverse("team:absence_undo", args=["ici", "cantines", Substitution.objects.get().pk]))
    client.post(reverse("team:absence_lift", args=["ici", Absence.objects.get().pk]))
    assert before[0] <= set(Person.objects.values_list("pk", flat=True))
    assert before[1] <= set(Appearance.objects.values_list("pk", flat=True))


# --- wrong: silently dropping the session -------------------------------------------------------------------


def test_session_that_nobody_is_left_on_stays_and_is_on_top(stage):
    for person in (stage.awa, stage.bruno, stage.moderator):
        stage.absent(person)
    make.make_release(stage.edition)
    stage.session.refresh_from_db()
    assert stage.session.state == Session.State.ACCEPTED
    assert stage.client("stranger").get(reverse("forum:session", args=["ici", "cantines"])).status_code == 200
    page = stage.client("team").get("/en/team/ici/absences/").text
    assert "Nobody is left" in page
    assert "Cantines" in page


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
