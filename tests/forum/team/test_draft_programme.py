"""The draft programme and its sessions for everybody who helps: lead, reviewer, rapporteur, interpreter, volunteer; on their path, another
path, another edition. Each refusal is asked for something that exists."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from essaim.call.actions.confirming import confirm_proposal
from essaim.desk.models import Entry, Revision
from essaim.forum import rules
from essaim.forum.actions.media import note_token, remove_note, save_note, take_note
from essaim.forum.actions.session import save_session
from essaim.forum.models import Absence, Note, Session
from tests.factories import call as make_call
from tests.factories import forum as make

pytestmark = pytest.mark.django_db
SECRET = "zibeline"


class Cast:
    """Path A with a released session, a draft one and a cancelled one; path B with one; an edition elsewhere with its own rapporteur."""

    def __init__(self) -> None:
        self.edition = make.make_edition("ici")
        self.path, self.other = make.make_path(self.edition, "A"), make.make_path(self.edition, "B", "Finances")
        organisation, other = make.make_organisation(), make.make_organisation()
        self.path.leads.add(organisation)
        self.other.leads.add(other)
        room = make.make_room(make.make_site(self.edition, "Les Halles"), "Salle bleue")
        self.session = make.make_session(self.edition, "Cantines", code="cantines", paths=[self.path], interpreted=["en"])
        make.make_slot(self.session, "09:00", "10:00", room=room)
        person = make.make_person(f"Rachida {SECRET}")
        make.make_appearance(self.session, person)
        Absence.objects.create(edition=self.edition, person=person, reason=Absence.Reason.VISA, note=SECRET)
        self.draft = make.make_session(self.edition, "Brouillon", code="brouillon", paths=[self.path], state=Session.State.DRAFT)
        self.draft_elsewhere = make.make_session(self.edition, "Ébauche", code="ebauche", paths=[self.other], state=Session.State.DRAFT)
        self.cancelled = make.make_session(self.edition, "Annulée", code="annulee", paths=[self.path], state=Session.State.CANCELLED)
        self.monnaies = make.make_session(self.edition, "Monnaies", code="monnaies", paths=[self.other])
        make.make_slot(self.monnaies, "11:00", "12:00", day=self.edition.starts_on + timedelta(days=1), room=room)
        self.far = make.make_edition("ailleurs")
        far_path = make.make_path(self.far, "A")
        make.make_session(self.far, "Ailleurs", code="cantines", paths=[far_path])
        self.accounts = {
            "team": make.make_organiser(self.edition),
            "lead": make_call.make_colleague(organisation),
            "other_lead": make_call.make_colleague(other),
            "reviewer": self.holding(rules.REVIEWER, self.path),
            "rapporteur": self.holding(rules.RAPPORTEUR, self.path),
            "other_rapporteur": self.holding(rules.RAPPORTEUR, self.other),
            "all_rapporteur": self.holding(rules.RAPPORTEUR, self.edition),
            "interpreter": self.holding(rules.INTERPRETER, self.edition),
            "volunteer": self.holding(rules.VOLUNTEER, self.edition),
            "far_rapporteur": self.holding(rules.RAPPORTEUR, far_path),
            "far_interpreter": self.holding(rules.INTERPRETER, self.far),
            "far_volunteer": self.holding(rules.VOLUNTEER, self.far),
            "participant": make.make_account(),
        }

    def holding(self, role, on):
        account = make.make_account()
        make_call.make_role(account, role, on)
        return account

    def client(self, who: str) -> Client:
        client = Client()
        client.force_login(self.accounts[who], "django.contrib.auth.backends.ModelBackend")
        return client

    def note(self, who: str, body: str = "À retenir", **facts: object) -> Note:
        return take_note(session=self.session, by=self.accounts[who], body={"fr": body}, **facts)

    def address(self, name: str, *more: object) -> str:
        return reverse(f"team:{name}", args=[self.edition.slug, *more])

    def who_opens(self, address: str) -> set[str]:
        answers = {name: self.client(name).get(address).status_code for name in self.accounts}
        assert set(answers.values()) <= {200, 404}, answers
        return {name for name, status in answers.items() if status == 200}


@pytest.fixture
def cast() -> Cast:
    return Cast()


HERE = {"team", "lead", "other_lead", "reviewer", "rapporteur", "other_rapporteur", "all_rapporteur", "interpreter", "volunteer"}
OFFICE = {"team", "lead", "reviewer"}


def text_of(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def titles(cast: Cast, who: str, query: str = "?which=all") -> set[str]:
    programme = cast.client(who).get(cast.address("programme") + query).context["programme"]
    lines = [line for day in programme.days for line in day.lines] + list(programme.unplaced)
    return {str(line.session.title) for line in lines}


# --- the draft programme ----------------------------------------------------------------------------


def test_every_helper_opens_the_draft_and_nobody_else(cast):
    assert cast.who_opens(cast.address("programme")) == HERE
    assert Client().get(cast.address("programme")).status_code == 302


def test_session_not_yet_accepted_is_for_the_team_and_its_path(cast):
    everybodys = {"Cantines", "Annulée", "Monnaies"}
    for who in HERE - OFFICE - {"other_lead"}:
        assert titles(cast, who) == everybodys, who
    for who in ("lead", "reviewer"):
        assert titles(cast, who) == everybodys | {"Brouillon"}, who
    assert titles(cast, "other_lead") == everybodys | {"Ébauche"}
    assert titles(cast, "team") == everybodys | {"Brouillon", "Ébauche"}
    assert cast.who_opens(cast.address("programme_session", "brouillon")) == OFFICE
    assert cast.who_opens(cast.address("programme_session", "cantines")) == HERE


def test_no_name_and_no_absence_is_told(cast):
    for who in sorted(HERE):
        for address in (cast.address("programme") + "?which=all", cast.address("programme_session", "cantines")):
            assert SECRET not in text_of(cast.client(who).get(address)), who


def test_whose_own_comes_first(cast):
    assert titles(cast, "rapporteur", "") == {"Cantines", "Annulée"}
    assert titles(cast, "lead", "") == {"Cantines", "Annulée", "Brouillon"}
    assert titles(cast, "interpreter", "") == {"Cantines"}
    for who in ("volunteer", "all_rapporteur"):
        assert titles(cast, who, "") == {"Cantines", "Annulée", "Monnaies"}, who
        assert "which" not in cast.client(who).get(cast.address("programme")).context["filters"].fields


def test_filters(cast):
    first = cast.edition.starts_on.isoformat()
    assert titles(cast, "volunteer", "?path=B") == {"Monnaies"}
    assert titles(cast, "volunteer", f"?day={first}") == {"Cantines"}
    assert titles(cast, "volunteer", "?language=en") == {"Cantines"}
    assert titles(cast, "volunteer", "?path=A&language=fr") == {"Cantines", "Annulée"}
    assert titles(cast, "volunteer", "?path=Q&day=hier&which=nobodys") == {"Cantines", "Annulée", "Monnaies"}


def test_what_has_no_day_stands_apart(cast):
    programme = cast.client("volunteer").get(cast.address("programme")).context["programme"]
    assert [str(line.session.title) for line in programme.unplaced] == ["Annulée"]
    assert [day.day for day in programme.days] == [cast.edition.starts_on, cast.edition.starts_on + timedelta(days=1)]


def test_interpreters_read_from_which_into_which(cast):
    cast.session.language_note = {"fr": "Cabine anglaise le matin"}
    cast.session.save()
    page = text_of(cast.client("interpreter").get(cast.address("programme")))
    assert '<th scope="col">De → vers</th>' in page
    assert "Cabine anglaise le matin" in page
    for who in ("volunteer", "rapporteur"):
        page = text_of(cast.client(who).get(cast.address("programme") + "?which=all"))
        assert "De → vers" not in page
        assert "Cabine anglaise le matin" not in page
        assert "interprétée en" in page


def test_empty_draft_and_empty_choice_say_so(cast):
    cast.session.paths.clear()
    cast.cancelled.paths.clear()
    page = text_of(cast.client("rapporteur").get(cast.address("programme")))
    assert "Aucune séance ne répond à ces choix" in page
    assert '"?which=all"' in page
    empty = make.make_edition("vide")
    make_call.make_role(cast.accounts["volunteer"], rules.VOLUNTEER, empty)
    page = text_of(cast.client("volunteer").get(reverse("team:programme", args=["vide"])))
    assert "Aucune séance dans le brouillon pour l’instant" in page


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_the_same_for_one_and_for_three(number, django_assert_num_queries):
    edition = make.make_edition("ici")
    room = make.make_room(make.make_site(edition))
    for place in range(number):
        path = make.make_path(edition, "ABC"[place])
        session = make.make_session(edition, paths=[path], format=make.make_format(edition, slug=f"f{place}"), interpreted=["en"])
        make.make_slot(session, f"{9 + place:02}:00", f"{9 + place:02}:45", room=room)
        rapporteur = make.make_account()
        make_call.make_role(rapporteur, rules.RAPPORTEUR, path)
    client = Client()
    client.force_login(rapporteur, "django.contrib.auth.backends.ModelBackend")
    client.get(reverse("team:programme", args=["ici"]))
    with django_assert_num_queries(9):
        assert client.get(reverse("team:programme", args=["ici"]) + "?which=all").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_session_costs_the_same_for_one_note_and_for_three(cast, number, django_assert_num_queries):
    for _ in range(number):
        cast.note("rapporteur")
    client = cast.client("rapporteur")
    client.get(cast.address("programme_session", "cantines"))
    with django_assert_num_queries(11):
        client.get(cast.address("programme_session", "cantines"))


def test_code_of_another_edition_opens_nothing(cast):
    """The same code exists in both: each helper reads their own edition's."""
    assert cast.client("far_rapporteur").get(reverse("team:programme_session", args=["ailleurs", "cantines"])).status_code == 200
    make.make_session(cast.far, "Là-bas", code="la-bas")
    assert cast.client("rapporteur").get(cast.address("programme_session", "la-bas")).status_code == 404


# --- texts ------------------------------------------------------------------------------------------

WRITERS = {"team", "lead"}


def texts_form(client, address) -> dict[str, object]:
    page = client.get(address)
    data = {bound.html_name: bound.value() for bound in page.context["form"] if bound.value() not in (None, "", [], False)}
    return data | {"seen": page.context["seen"]}


def test_who_changes_texts(cast):
    assert cast.who_opens(cast.address("programme_texts", "cantines")) == WRITERS
    for who in sorted(set(cast.accounts) - WRITERS):
        answer = cast.client(who).post(cast.address("programme_texts", "cantines"), {"title__fr": "Volé"})
        assert answer.status_code == 404, who
    assert str(Session.objects.get(pk=cast.session.pk).title) == "Cantines"


def test_lead_changes_texts_and_leaves_the_rest_as_it_is(cast):
    client, address = cast.client("lead"), cast.address("programme_texts", "cantines")
    before = Session.objects.get(pk=cast.session.pk)
    data = texts_form(client, address) | {
        "title__en": "Canteens",
        "summary__fr": "Un résumé",
        "language_note__fr": "Aussi en LSF",
        "interpreted": ["en", "es"],
        "audience": "40",
        "level": "débutants",
        # not theirs to change:
        "state": "cancelled",
        "paths": [cast.other.pk],
        "publication": "all",
        "follows": cast.monnaies.pk,
        "place-day": "",
        "people-TOTAL_FORMS": "0",
    }
    answer = client.post(address, data)
    assert answer.status_code == 302, answer.context["form"].errors
    after = Session.objects.get(pk=cast.session.pk)
    assert after.title.data == {"fr": "Cantines", "en": "Canteens"}
    assert (after.interpreted, after.audience, after.level) == (["en", "es"], 40, "débutants")
    assert (after.state, after.publication, after.follows, list(after.paths.all())) == (before.state, "", None, [cast.path])
    assert after.appearances.count() == 1
    assert after.slots.get(version__number=None).room.name.data == {"fr": "Salle bleue"}
    entry = Entry.objects.filter(kind="forum.session", key=str(after.pk)).latest("pk")
    assert (entry.action, entry.account, entry.scope) == ("change_session", cast.accounts["lead"], f"forum.edition:{cast.edition.pk}")


def test_texts_changed_meanwhile_are_not_overwritten(cast):
    client, address = cast.client("lead"), cast.address("programme_texts", "cantines")
    data = texts_form(client, address)
    save_session(edition=cast.edition, session=cast.session, by=cast.accounts["team"], summary={"fr": "De l’équipe"})
    answer = client.post(address, data | {"title__fr": "À moi"})
    assert answer.status_code == 200
    assert answer.context["meanwhile"]
    assert "À moi" in text_of(answer)
    assert str(Session.objects.get(pk=cast.session.pk).title) == "Cantines"
    assert client.post(address, data | {"title__fr": "À moi", "seen": answer.context["seen"]}).status_code == 302
    assert str(Session.objects.get(pk=cast.session.pk).title) == "À moi"


def test_page_says_who_sees_the_texts(cast):
    cast_address = cast.address("programme_texts", "cantines")
    assert "n’est pas encore en ligne" in text_of(cast.client("lead").get(cast_address))
    make.make_release(cast.edition)
    assert "Cette séance est en ligne" in text_of(cast.client("lead").get(cast_address))


def test_session_page_offers_what_each_may_do(cast):
    pages = {who: text_of(cast.client(who).get(cast.address("programme_session", "cantines"))) for who in sorted(HERE)}
    texts, new = cast.address("programme_texts", "cantines"), cast.address("session_note_new", "cantines")
    assert {who for who, page in pages.items() if f'href="{texts}"' in page} == {"lead"}
    assert {who for who, page in pages.items() if f'href="{new}"' in page} == NOTE_TAKERS
    assert {who for who, page in pages.items() if cast.address("session", "cantines") in page} == {"team"}


def test_who_leads_the_path_is_led_to_the_page_that_places(cast):
    proposal = make_call.make_proposal(make_call.make_call(cast.edition), path=cast.path, state="kept", organisations=["Porteur"])
    confirm_proposal(proposal=proposal, by=cast.accounts["team"])
    proposal.refresh_from_db()
    session = proposal.session
    Session.objects.filter(pk=session.pk).update(state=Session.State.ACCEPTED)
    address = reverse("call_team:place", args=["ici", proposal.number])
    pages = {who: text_of(cast.client(who).get(cast.address("programme_session", session.code))) for who in sorted(HERE)}
    assert {who for who, page in pages.items() if address in page} == {"team", "lead"}
    placing = text_of(cast.client("lead").get(address))
    assert cast.address("programme_session", session.code) in placing


def test_people_s_parts_lead_to_the_session_one_may_open(cast):
    page = text_of(cast.client("lead").get(cast.address("people") + "?from=sessions"))
    assert f'href="{cast.address("programme_session", "cantines")}"' in page
    assert cast.address("programme_session", "monnaies") not in page


# --- notes ------------------------------------------------------------------------------------------

NOTE_TAKERS = {"team", "lead", "rapporteur", "all_rapporteur"}


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


# --- ways in ----------------------------------------------------------------------------------------


def test_home_names_the_part_of_each_and_leads_to_the_draft(cast):
    said = {
        "rapporteur": "rapporteur·e\xa0: vous prenez les notes",
        "interpreter": "interprète",
        "volunteer": "bénévole",
        "lead": "vous le pilotez",
    }
    for who, words in said.items():
        page = text_of(cast.client(who).get(reverse("team:home")))
        assert words in page, who
        assert f'href="{cast.address("programme")}"' in page, who


def test_tab_is_for_helpers_and_crumbs_lead_to_what_one_may_open(cast):
    for who in sorted(HERE - {"team"}):
        client = cast.client(who)
        page = text_of(client.get(cast.address("programme_session", "cantines")))
        assert re.search(rf'<li><a href="{cast.address("programme")}"[^>]*>Programme</a></li>', page), who
        crumb = page.split('<nav class="crumb"')[1].split("</nav>")[0]
        for address in [part.split('"')[0] for part in crumb.split('href="')[1:]]:
            assert client.get(address).status_code == 200, (who, address)
    team = text_of(cast.client("team").get(cast.address("programme_session", "cantines")))
    assert not re.search(rf'<li><a href="{cast.address("programme")}"[^>]*>Programme</a></li>', team)


def test_volunteer_and_interpreter_open_nothing_else(cast):
    note = cast.note("rapporteur", SECRET)
    for who in ("volunteer", "interpreter"):
        client = cast.client(who)
        for name, more in (
            ("session", ["cantines"]),
            ("sessions", []),
            ("people", []),
            ("mailings", []),
            ("speakers", []),
            ("absences", []),
            ("stand_ins", []),
            ("journal", []),
            ("programme_texts", ["cantines"]),
            ("session_note_new", ["cantines"]),
            ("session_note", ["cantines", note.pk]),
        ):
            assert client.get(cast.address(name, *more)).status_code == 404, (who, name)
        assert client.get(reverse("call_team:home", args=["ici"])).status_code == 404
