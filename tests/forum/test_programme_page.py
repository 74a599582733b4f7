"""The programme page: what it shows, filters, says when nothing fits, and costs."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from essaim.forum.models import Session
from tests.factories.forum import (
    make_appearance,
    make_edition,
    make_format,
    make_involvement,
    make_organisation,
    make_organiser,
    make_path,
    make_person,
    make_programme,
    make_release,
    make_room,
    make_session,
    make_site,
    make_slot,
    make_territory,
)

pytestmark = pytest.mark.django_db


def page(client, edition, query="", language="fr", status=200):
    response = client.get(f"/{language}/forum/{edition.slug}/programme/{query}")
    assert response.status_code == status
    return response.content.decode()


def titles(html: str) -> list[str]:
    return re.findall(r"<h4[^>]*><a[^>]*>(.*?)</a></h4>", html)


@pytest.fixture
def edition():
    """Two days; day one: A in French into Spanish, B in English; day two: C cancelled; D without hour, E without day."""
    edition = make_edition("forum-2027", days=2)
    room = make_room(make_site(edition, "Centre"), "Sèvre")
    other = make_room(make_site(edition, "Halles"), "Mignon")
    green, blue = make_path(edition, "A", "Culture"), make_path(edition, "B", "")
    workshop, plenary = make_format(edition, "workshop", name="Atelier"), make_format(edition, "plenary", name="Plénière")
    a = make_session(edition, "Monnaies locales", code="a", format=workshop, paths=[green], spoken=["fr"], interpreted=["es"])
    b = make_session(edition, {"en": "World panorama"}, code="b", format=plenary, paths=[blue], spoken=["en"])
    c = make_session(edition, "Foncier", code="c", format=workshop, state=Session.State.CANCELLED)
    d = make_session(edition, "Sans heure", code="d", format=workshop)
    e = make_session(edition, "Sans jour", code="e", format=workshop)
    make_appearance(
        a, make_person("Amadou Exemple"), organisation=make_organisation("Coop du Sud"), country=make_territory("TN", "Tunisie")
    )
    make_involvement(b, make_organisation("Réseau du Nord"))
    make_slot(a, "09:00", "10:00", room=room)
    make_slot(b, "09:00", "10:30", room=other)
    make_slot(c, "09:00", "10:00", day=edition.starts_on + timedelta(days=1), room=room)
    make_slot(d)
    d.slots.update(day=edition.starts_on)
    make_slot(e)
    Session.objects.filter(pk=c.pk).update(state=Session.State.ACCEPTED)
    make_release(edition)
    Session.objects.filter(pk=c.pk).update(state=Session.State.CANCELLED)
    return edition


def test_the_first_day_is_shown_with_what_has_no_hour_apart(client, edition):
    html = page(client, edition, "?day=2027-06-09")
    assert titles(html) == ["Monnaies locales", "World panorama", "Sans heure"]
    apart = html[html.index('class="unplaced') :]
    assert titles(apart) == ["Sans heure"]
    assert "Sans jour" not in html


def test_sessions_without_a_day_have_their_own_tab_and_stay_unknown(client, edition):
    html = page(client, edition, "?day=unknown")
    assert titles(html) == ["Sans jour"]
    assert 'class="unknown"' in html
    assert 'href="?day=unknown"' in page(client, edition)


def test_a_day_without_a_known_session_counts_none(client):
    edition = make_edition("forum-2028", days=3)
    make_slot(make_session(edition, "Une"), "09:00", "10:00")
    make_release(edition)
    tabs = re.findall(r'<a href="[^"]*"[^>]* id="day-([^"]*)">[^<]*(<small>.*?</small>)?</a>', page(client, edition, language="en"))
    assert [(day, bool(count)) for day, count in tabs] == [("2027-06-09", True), ("2027-06-10", False), ("2027-06-11", False)]


def test_the_programme_opens_on_the_editions_own_first_day(client):
    """A session the day before does not move it; where no session stands on its own days, that day is shown."""
    edition = make_edition("forum-2028", days=2)
    make_slot(make_session(edition, "La veille"), "09:00", "10:00", day=edition.starts_on - timedelta(days=1))
    make_release(edition)
    assert titles(page(client, edition)) == ["La veille"]
    make_slot(make_session(edition, "Le lendemain"), "09:00", "10:00", day=edition.starts_on + timedelta(days=1))
    make_release(edition)
    assert titles(page(client, edition)) == ["Le lendemain"]


@pytest.mark.parametrize(("spoken", "expected"), [(["fr"], "FR, interpreted into ES"), ([], "Interpreted into ES")])
def test_interpretation_is_said_without_a_spoken_language_too(client, spoken, expected):
    edition = make_edition("forum-2028")
    make_slot(make_session(edition, "Une", spoken=spoken, interpreted=["es"]), "09:00", "10:00")
    make_release(edition)
    assert f"</span>{expected}</p>" in page(client, edition, language="en")


def test_all_days_hold_everything(client, edition):
    assert set(titles(page(client, edition, "?day=all"))) == {"Monnaies locales", "World panorama", "Foncier", "Sans heure", "Sans jour"}


def test_a_cancelled_session_stays_and_says_so(client, edition):
    html = page(client, edition, "?day=2027-06-10", "en")
    assert 'class="s plain off"' in html
    assert "cancelled" in html


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("path=A", {"Monnaies locales"}),
        ("path=B", {"World panorama"}),
        ("language=es", {"Monnaies locales"}),
        ("language=en", {"World panorama"}),
        ("format=plenary", {"World panorama"}),
        ("country=TN", {"Monnaies locales"}),
        ("q=MONNAIE", {"Monnaies locales"}),
        ("q=amadou", {"Monnaies locales"}),
        ("q=reseau+nord", {"World panorama"}),
        ("q=sud+monnaies", {"Monnaies locales"}),
        ("path=A&language=es&q=coop", {"Monnaies locales"}),
    ],
)
def test_a_filter_leaves_what_fits(client, edition, query, expected):
    assert set(titles(page(client, edition, f"?day=all&{query}"))) == expected


def test_the_site_filter_goes_by_address_name(client, edition):
    slug = edition.sites.get(name__contains="Halles").slug
    assert titles(page(client, edition, f"?day=all&site={slug}")) == ["World panorama"]


def test_interpreted_counts_as_understood_and_the_form_keeps_the_choice(client, edition):
    html = page(client, edition, "?day=2027-06-09&language=es")
    assert '<option value="es" selected>' in html
    assert '<input type="hidden" name="day" value="2027-06-09">' in html


def test_no_result_says_which_choice_to_give_up_and_how_many_that_brings(client, edition):
    html = page(client, edition, "?day=all&path=A&language=en", "en")
    assert "No session fits these 2 choices" in html
    assert "Without the language, there is 1." in html
    assert "Without the path, there is 1." in html


def test_a_value_that_is_no_choice_is_left_out_and_quoted(client, edition):
    html = page(client, edition, "?day=all&path=%3Cb%3EZ", "en")
    assert "“&lt;b&gt;Z” is not among" in html
    assert len(titles(html)) == 5


def test_texts_are_escaped(client):
    edition = make_edition(days=1)
    path = make_path(edition, "A", "<i>x</i>")
    session = make_session(edition, "<script>alert(1)</script>", paths=[path])
    make_slot(session, "09:00", "10:00", room=make_room(make_site(edition, "<b>"), '"><u>'))
    make_release(edition)
    html = page(client, edition)
    assert "<script>alert" not in html
    assert "<u>" not in html
    assert "<i>x" not in html


def test_a_title_in_another_language_says_so_to_machines(client, edition):
    assert 'lang="en" dir="ltr">World panorama' in page(client, edition, "?day=all", "fr")


def test_right_to_left_titles_keep_their_direction(client):
    edition = make_edition(days=1)
    make_slot(make_session(edition, {"ar": "الاقتصاد"}), "09:00", "10:00")
    make_release(edition)
    assert 'lang="ar" dir="rtl">الاقتصاد' in page(client, edition)


def test_an_edition_without_a_release_says_so_and_leaks_no_draft(client):
    edition = make_edition()
    make_slot(make_session(edition, "Brouillon secret"), "09:00", "10:00")
    html = page(client, edition, language="en")
    assert "No programme has been published yet" in html
    assert "Brouillon secret" not in html


def test_the_draft_is_the_teams_alone(client):
    edition = make_edition()
    make_release(edition)
    make_slot(make_session(edition, "Brouillon secret"), "09:00", "10:00")
    page(client, edition, "?version=draft", status=404)
    client.force_login(make_organiser(make_edition()))
    page(client, edition, "?version=draft", status=404)
    client.force_login(make_organiser(edition))
    assert "Brouillon secret" in page(client, edition, "?version=draft")


def test_an_older_version_is_read_by_number_and_an_unreleased_one_is_not(client):
    edition = make_programme(1)
    make_slot(make_session(edition, "Nouvelle"), "15:00", "16:00", day=edition.starts_on)
    make_release(edition)
    assert "Nouvelle" in page(client, edition)
    older = page(client, edition, "?version=1", "en")
    assert "Nouvelle" not in older
    assert "not the latest" in older
    page(client, edition, "?version=3", status=404)
    page(client, edition, "?version=x", status=404)


def test_a_private_edition_is_its_teams_alone(client):
    edition = make_programme(1, edition=make_edition(is_public=False))
    page(client, edition, status=404)
    client.force_login(make_organiser(edition))
    assert titles(page(client, edition))


def test_files_to_take_away_are_linked(client, edition):
    html = page(client, edition)
    for ending in ("xml", "json", "ics", "csv", "xlsx", "jsonld"):
        assert f'href="/forum/forum-2027/schedule.{ending}"' in html


@pytest.mark.parametrize("sessions", [1, 3, 200])
def test_statements_do_not_grow_with_sessions(client, sessions, django_assert_num_queries):
    edition = make_programme(sessions)
    with django_assert_num_queries(10):
        page(client, edition, "?day=all")


def test_searching_costs_three_statements_more(client, edition, django_assert_num_queries):
    with django_assert_num_queries(13):
        page(client, edition, "?day=all&q=sud")


def test_the_filters_work_by_address_alone(client, edition):
    html = page(client, edition)
    form = html[html.index('<form class="filters') :]
    assert 'method="get"' in form[:200]
    assert f'action="{reverse("forum:programme", args=[edition.slug])}"' in form[:300]
    assert "<button" in form
