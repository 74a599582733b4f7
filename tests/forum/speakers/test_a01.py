"""Acceptance question A01: "Eighty to a hundred visas have just been refused, a week before the opening. Which sessions lose a speaker, which
lose their only speaker from the South, and who can step in?" Each `good` and each `wrong` line is a test,
here or, on who can step in, in test_a01_offers.py."""

import pytest
from django.urls import reverse

from essaim.forum.actions.absence import set_presence
from essaim.forum.actions.substitution import Choice, step_in
from essaim.forum.crisis import Gravity
from essaim.forum.errors import ForumError
from essaim.forum.models import Absence, Appearance, Session, Substitution
from essaim.forum.queries.absences import crisis_of
from essaim.forum.queries.version import version_changes
from essaim.registry.models import Person
from tests.factories import forum as make

pytestmark = pytest.mark.django_db


def hit(stage, session=None):
    crisis = crisis_of(stage.edition)
    return crisis.hit((session or stage.session).pk)


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
