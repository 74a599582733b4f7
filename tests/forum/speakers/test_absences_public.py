"""What readers and programmes that listen learn of an absence: nothing by noting alone, never its reason."""

import pytest
from django.test import Client

from essaim.desk.journal import revision
from essaim.desk.models import Delivery, Webhook
from essaim.forum.actions.absence import lift_absence, note_absences, set_presence
from essaim.forum.actions.answer import Through, answer_session
from essaim.forum.actions.programme import release_programme
from essaim.forum.actions.substitution import Choice, step_in, undo_substitution
from essaim.forum.models import Appearance, Speaker
from essaim.forum.queries.findable import session_contents
from essaim.forum.queries.people import listed_people
from essaim.forum.telling.release import release_and_tell
from essaim.registry.models import Person
from essaim.registry.queries.person import public_people
from tests.factories import forum as make

pytestmark = pytest.mark.django_db
Presence = Appearance.Presence
PUBLIC = (
    "/en/forum/ici/sessions/cantines/",
    "/en/forum/ici/programme/",
    "/en/forum/ici/",
    "/en/forum/ici/versions/feed.xml",
    "/forum/ici/schedule.xml",
    "/forum/ici/schedule.json",
    "/forum/ici/schedule.ics",
    "/forum/ici/schedule.csv",
    "/forum/ici/schedule.xlsx",
    "/forum/ici/sessions/cantines.ics",
    "/api/v1/editions/ici",
    "/api/v1/editions/ici/sessions",
    "/api/v1/editions/ici/sessions/cantines",
)


def read(address: str) -> bytes:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    content = b"".join(answer) if answer.streaming else answer.content
    if address.endswith(".xlsx"):
        import io
        import zipfile

        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return b"".join(book.read(name) for name in sorted(book.namelist()))
    return content


def test_noting_alone_changes_nothing_public_and_leaks_nothing(stage):
    stage.session.description = {"fr": "Texte"}
    make.make_release(stage.edition)
    before = {address: settled(read(address)) for address in PUBLIC}
    number = revision()
    note_absences(edition=stage.edition, people=[stage.awa], by=stage.team, reason="visa", note="consulat zibeline")
    stage.stand_in("Lucía Zibeline", email="zibeline@example.org")
    assert revision() == number
    for address in PUBLIC:
        after = settled(read(address))
        assert b"zibeline" not in after.lower(), address
        assert after == before[address], address


def settled(content: bytes) -> bytes:
    """Without marks that differ at every request."""
    import re

    return re.sub(rb"(csrfmiddlewaretoken|DTSTAMP|<updated>|generated)[^\n<]*", b"", content)


def test_after_the_team_says_so_readers_see_that_and_not_the_reason(stage):
    make.make_release(stage.edition)
    note_absences(edition=stage.edition, people=[stage.awa], by=stage.team, reason="visa", note="consulat zibeline")
    number = revision()
    set_presence(appearance=stage.bill(stage.session, stage.awa), presence=Presence.ABSENT, by=stage.team)
    assert revision() > number
    page = read("/en/forum/ici/sessions/cantines/").decode()
    assert "cannot come" in page
    assert "Awa Diop" in page
    assert "visa" not in page.lower()
    assert "zibeline" not in page


def lucia_for_awa(stage, **choice: bool) -> Appearance:
    stage.absent(stage.awa)
    wanted = Choice(stand_in=stage.stand_in("Lucía Paz", country=stage.country("CO")), **choice)
    return step_in(appearance=stage.bill(stage.session, stage.awa), choice=wanted, by=stage.team).substitute


def answers(stage, row: Appearance, answer: str) -> None:
    speaker = stage.speaker(row.person)
    answer_session(speaker=speaker, appearance=row, answer=answer, through=Through(owner=speaker))


def readers_see(name: str) -> set[str]:
    return {address for address in PUBLIC if name in read(address).decode("utf-8", "replace").replace("\\u00ed", "í")}


def test_session_page_says_who_steps_in_for_whom_once_they_have_agreed(stage):
    make.make_release(stage.edition)
    lucia_for_awa(stage, has_agreed=True)
    page = read("/en/forum/ici/sessions/cantines/").decode()
    assert "steps in for Awa Diop" in page
    assert "zibeline" not in page


def test_nobody_who_was_only_asked_to_step_in_is_public(stage):
    make.make_release(stage.edition)
    row = lucia_for_awa(stage)
    release_programme(edition=stage.edition, by=stage.team)
    assert readers_see("Lucía") == set()
    assert read("/en/forum/ici/programme/?q=lucia").decode().count("Cantines") == 0
    assert not listed_people().filter(pk=row.person_id).exists()
    Person.objects.update(is_public=True)
    [content] = session_contents(None)
    assert set(content.people) == {"Awa Diop", "Bruno Petit", "Maya Modère"}


def test_whoever_accepts_to_step_in_is_public_and_no_longer_when_they_decline(stage):
    make.make_release(stage.edition)
    row = lucia_for_awa(stage)
    assert readers_see("Lucía") == set()
    number = revision()
    answers(stage, row, "confirmed")
    assert revision() > number
    page = read("/en/forum/ici/sessions/cantines/").decode()
    assert "steps in for Awa Diop" in page
    Person.objects.update(is_public=True)
    [content] = session_contents(None)
    assert "Lucía Paz" in content.people
    answers(stage, row, "declined")
    assert readers_see("Lucía") == set()


def test_programmes_that_listen_hear_of_a_replacement_once_it_is_accepted(stage):
    make.make_release(stage.edition)
    listening(stage)
    row = lucia_for_awa(stage)
    answers(stage, row, "confirmed")
    answers(stage, row, "declined")
    assert [event for event, _payload in heard()] == [
        "speaker.absent",
        "speaker.answered",
        "speaker.replaced",
        "speaker.answered",
        "speaker.unreplaced",
    ]


def test_release_tells_of_a_replacement_once_it_is_accepted_and_flags_a_declined_one(stage):
    make.make_release(stage.edition)
    row = lucia_for_awa(stage)
    stage.speaker(row.person, "lucia@example.org")
    page = stage.client("team").get("/en/team/ici/release/").text
    assert "Lucía Paz" not in page
    answers(stage, row, "declined")
    page = stage.client("team").get("/en/team/ici/release/").text
    assert "Whoever was asked to step in declined" in page
    assert page.count("Lucía Paz") == 1
    stage.speaker(row.person, "lucia@example.org")
    answer_session(speaker=Speaker.objects.get(person=row.person), appearance=row, answer="confirmed", through=Through())
    page = stage.client("team").get("/en/team/ici/release/").text
    assert "Whoever was asked to step in declined" not in page
    assert "Lucía Paz" in page
    _version, mailing, _unreachable = release_and_tell(edition=stage.edition, by=stage.team)
    assert [letter.to_email for letter in mailing.messages.all()] == ["lea@example.org", "lucia@example.org"]


def test_letters_of_a_release_reach_nobody_who_was_only_asked_to_step_in(stage):
    make.make_release(stage.edition)
    row = lucia_for_awa(stage)
    stage.speaker(row.person, "lucia@example.org")
    stage.speaker(stage.bruno, "bruno@example.org")
    _version, mailing, _unreachable = release_and_tell(edition=stage.edition, by=stage.team)
    letters = {letter.to_email: letter.body for letter in mailing.messages.all()}
    assert set(letters) == {"bruno@example.org", "lea@example.org"}
    assert not any("Lucía" in body for body in letters.values())


def heard() -> list[tuple[str, dict[str, object]]]:
    return list(Delivery.objects.order_by("pk").values_list("event", "payload"))


def listening(stage) -> None:
    Webhook.objects.create(scope=f"forum.edition:{stage.edition.pk}", url="https://example.org/hook", secret="s")


def test_programmes_that_listen_hear_what_the_programme_says_and_nobody_s_name_or_reason(stage):
    make.make_release(stage.edition)
    listening(stage)
    (absence,) = note_absences(edition=stage.edition, people=[stage.awa], by=stage.team, reason="visa", note="consulat zibeline")
    assert heard() == []
    bill = stage.bill(stage.session, stage.awa)
    set_presence(appearance=bill, presence=Presence.ABSENT, by=stage.team)
    made = step_in(appearance=bill, choice=Choice(stand_in=stage.stand_in("Lucía Paz"), has_agreed=True), by=stage.team)
    undo_substitution(substitution=made, by=stage.team)
    lift_absence(absence=absence, by=stage.team)
    about = {"edition": "ici", "session": "cantines"}
    assert heard() == [
        ("speaker.absent", about | {"presence": "absent"}),
        ("speaker.replaced", about | {"role": "speaker"}),
        ("speaker.unreplaced", about | {"role": "speaker"}),
        ("speaker.present", about | {"presence": "there"}),
    ]


def test_of_a_session_not_on_line_they_hear_nothing(stage):
    listening(stage)
    stage.absent(stage.awa)
    bill = stage.bill(stage.session, stage.awa)
    set_presence(appearance=bill, presence=Presence.ABSENT, by=stage.team)
    choice = Choice(stand_in=stage.stand_in("Lucía Paz"), has_agreed=True)
    undo_substitution(substitution=step_in(appearance=bill, choice=choice, by=stage.team), by=stage.team)
    assert heard() == []


def test_programmes_that_listen_hear_an_answer_once_without_its_note(stage):
    listening(stage)
    speaker, bill = stage.speaker(stage.awa, "awa@example.org"), stage.bill(stage.session, stage.awa)
    for answer, note in (("declined", "visa zibeline"), ("declined", "autre zibeline"), ("confirmed", "")):
        answer_session(speaker=speaker, appearance=bill, answer=answer, note=note, through=Through(owner=speaker))
    about = {"edition": "ici", "session": "cantines"}
    assert heard() == [("speaker.answered", about | {"answer": "declined"}), ("speaker.answered", about | {"answer": "confirmed"})]


def test_people_without_an_account_stay_off_the_public_list_of_people(stage):
    stage.stand_in("Lucía Paz")
    assert not public_people().filter(name="Lucía Paz").exists()
