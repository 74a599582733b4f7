"""The draft programme for everybody who helps: lead, reviewer, rapporteur, interpreter, volunteer; on their path, another path, another
edition; and the ways in. Each refusal is asked for something that exists."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from essaim.forum import rules
from tests.factories import call as make_call
from tests.factories import forum as make
from tests.forum.team.cast import HERE, OFFICE, SECRET, Cast, text_of

pytestmark = pytest.mark.django_db


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
