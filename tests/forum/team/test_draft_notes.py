"""Notes of a session: who takes, reads, publishes and removes them, and what is told of who wrote them."""

import pytest
from django.test import Client
from django.urls import reverse

from essaim.desk.models import Entry, Revision
from essaim.forum import rules
from essaim.forum.actions.media import note_token, remove_note, save_note, take_note
from essaim.forum.models import Absence, Note
from tests.factories import call as make_call
from tests.factories import forum as make
from tests.forum.team.cast import HERE, NOTE_TAKERS, SECRET, text_of

pytestmark = pytest.mark.django_db


def test_who_takes_notes(cast):
    address = cast.address("session_note_new", "cantines")
    assert cast.who_opens(address) == NOTE_TAKERS
    for who in sorted(set(cast.accounts) - NOTE_TAKERS):
        assert cast.client(who).post(address, {"body__fr": "Volé"}).status_code == 404, who
    assert not Note.objects.exists()


def test_rapporteur_writes_and_changes_a_note(cast):
    client = cast.client("rapporteur")
    new = cast.address("session_note_new", "cantines")
    assert client.post(new, {"body__en": "Canteens buy together", "is_published": "on"}).status_code == 302
    note = Note.objects.get()
    assert (note.body.data, note.is_published) == ({"en": "Canteens buy together"}, False)
    assert (note.written_by, note.rapporteur) == (cast.accounts["rapporteur"], None)
    change = cast.address("session_note", "cantines", note.pk)
    assert client.post(change, {"body__fr": "Achats groupés", "seen": note_token(note), "is_published": "on"}).status_code == 302
    note.refresh_from_db()
    assert (note.body.data, note.is_published) == ({"fr": "Achats groupés"}, False)
    assert Entry.objects.filter(action="save_note", account=cast.accounts["rapporteur"]).count() == 2


def test_note_is_signed_with_the_person_the_registry_knows(cast):
    person = make.make_person("Nina Rapporteuse")
    person.account = cast.accounts["rapporteur"]
    person.save()
    assert cast.note("rapporteur").rapporteur == person


def test_empty_note_is_not_saved(cast):
    answer = cast.client("rapporteur").post(cast.address("session_note_new", "cantines"), {"body__fr": "  "})
    assert answer.context["form"].errors
    assert not Note.objects.exists()


def test_rapporteurs_read_their_own_notes_and_leads_all(cast):
    own, team = cast.note("rapporteur", "Le mien"), cast.note("team", f"Autre {SECRET}")
    person = make.make_person()
    person.account = cast.accounts["rapporteur"]
    person.save()
    named = Note.objects.create(session=cast.session, rapporteur=person, body={"fr": "À mon nom"})
    seen = {
        who: {note for note, _may, _take in cast.client(who).get(cast.address("programme_session", "cantines")).context["notes"]}
        for who in sorted(HERE)
    }
    assert seen["rapporteur"] == {own, named}
    assert seen["lead"] == seen["team"] == {own, team, named}
    assert all(not seen[who] for who in HERE - {"rapporteur", "lead", "team"})
    assert cast.who_opens(cast.address("session_note", "cantines", own.pk)) == {"team", "lead", "rapporteur"}
    assert cast.who_opens(cast.address("session_note", "cantines", team.pk)) == {"team", "lead"}
    assert SECRET not in text_of(cast.client("rapporteur").get(cast.address("programme_session", "cantines")))


def test_note_of_another_session_is_not_reached_through_this_one(cast):
    strange = take_note(session=cast.monnaies, by=cast.accounts["team"], body={"fr": SECRET})
    assert cast.client("lead").get(cast.address("session_note", "cantines", strange.pk)).status_code == 404
    assert cast.client("lead").post(cast.address("session_note", "cantines", strange.pk), {"body__fr": "Volé"}).status_code == 404


def test_only_who_places_the_session_publishes(cast):
    note = cast.note("rapporteur")
    address = cast.address("session_note", "cantines", note.pk)
    assert "is_published" not in cast.client("rapporteur").get(address).context["form"].fields
    before = Revision.objects.values_list("number", flat=True).first()
    assert cast.client("lead").post(address, {"body__fr": "Relu", "is_published": "on", "seen": note_token(note)}).status_code == 302
    note.refresh_from_db()
    assert note.is_published
    assert Revision.objects.values_list("number", flat=True).first() != before
    assert cast.who_opens(address) == {"team", "lead"}
    assert cast.client("rapporteur").post(address, {"body__fr": "Récrit"}).status_code == 404
    assert "Relu" in text_of(cast.client("rapporteur").get(cast.address("programme_session", "cantines")))


def test_unpublished_note_leaves_kept_pages_as_they_are(cast):
    before = Revision.objects.values_list("number", flat=True).first()
    note = cast.note("rapporteur")
    save_note(edition=cast.edition, note=note, by=cast.accounts["rapporteur"], body={"fr": "Autre"})
    remove_note(note=note, by=cast.accounts["rapporteur"])
    assert Revision.objects.values_list("number", flat=True).first() == before


def test_note_changed_meanwhile_is_not_overwritten(cast):
    note = cast.note("rapporteur")
    seen = note_token(note)
    save_note(edition=cast.edition, note=note, by=cast.accounts["lead"], body={"fr": "De la pilote"})
    client, address = cast.client("rapporteur"), cast.address("session_note", "cantines", note.pk)
    answer = client.post(address, {"body__fr": "De moi", "seen": seen})
    assert "De la pilote" in text_of(answer)
    assert "De moi" in text_of(answer)
    note.refresh_from_db()
    assert note.body.data == {"fr": "De la pilote"}
    assert client.post(address, {"body__fr": "De moi", "seen": answer.context["seen"]}).status_code == 302


def test_own_unpublished_note_is_removed_after_a_question(cast):
    note = cast.note("rapporteur")
    address = cast.address("session_note_remove", "cantines", note.pk)
    assert cast.who_opens(address) == {"rapporteur"}
    for who in sorted(set(cast.accounts) - {"rapporteur"}):
        assert cast.client(who).post(address).status_code == 404, who
    assert Note.objects.filter(pk=note.pk).exists()
    assert cast.client("rapporteur").post(address).status_code == 302
    assert not Note.objects.exists()


def test_published_note_is_not_removed(cast):
    note = cast.note("lead", is_published=True)
    address = cast.address("session_note_remove", "cantines", note.pk)
    assert cast.client("lead").get(address).status_code == cast.client("lead").post(address).status_code == 404
    assert Note.objects.filter(pk=note.pk).exists()


def test_former_rapporteur_keeps_no_door(cast):
    note = cast.note("rapporteur")
    account = cast.accounts["rapporteur"]
    rules.Grant.objects.filter(account=account).delete()
    make_call.make_role(account, rules.VOLUNTEER, cast.edition)
    assert cast.client("rapporteur").get(cast.address("session_note", "cantines", note.pk)).status_code == 404
    assert cast.client("rapporteur").post(cast.address("session_note_remove", "cantines", note.pk)).status_code == 404
    assert Note.objects.filter(pk=note.pk).exists()


def test_who_wrote_a_note_is_told_to_nobody_outside(cast):
    account = cast.accounts["rapporteur"]
    account.name = f"Nina {SECRET}"
    account.save()
    cast.note("rapporteur", "Une note collective", is_published=True)
    Absence.objects.all().delete()
    cast.session.appearances.all().delete()
    make.make_release(cast.edition)
    for address in (
        reverse("forum:session", args=["ici", "cantines"]),
        reverse("forum:proceedings", args=["ici"]),
        "/api/v1/editions/ici/notes",
    ):
        page = text_of(Client().get(address))
        assert "Une note collective" in page
        assert SECRET not in page
        assert account.email not in page


def test_note_stays_when_its_writer_s_account_goes(cast):
    note = cast.note("rapporteur")
    rules.Grant.objects.filter(account=cast.accounts["rapporteur"]).delete()
    Entry.objects.all().update(account=None)
    cast.accounts["rapporteur"].delete()
    note.refresh_from_db()
    assert note.written_by is None
