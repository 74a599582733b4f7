"""The page of an edition, the list of editions and their comparison."""

from datetime import date

import pytest

from essaim.forum.models import Download, Partner, Report
from essaim.forum.queries.edition import edition_page, leading_edition, public_edition
from tests.factories.forum import (
    make_claim,
    make_edition,
    make_organisation,
    make_partner,
    make_path,
    make_programme,
    make_release,
    make_room,
    make_session,
    make_site,
    text,
)

pytestmark = pytest.mark.django_db


def get(client, slug, language="fr"):
    return client.get(f"/{language}/forum/{slug}/")


def test_edition_shows_every_competing_figure_and_averages_none(client):
    edition = make_edition()
    make_claim(edition, "participants", 10800, said_by="Ville de Bordeaux", is_kept=True)
    make_claim(edition, "participants", 9000, said_by="La Opinión de Murcia")
    page = get(client, edition.slug, language="en").content.decode()
    assert "10,800" in page
    assert "9,000" in page
    assert "La Opinión de Murcia" in page
    assert "9,900" not in page, "the mean of the two stands nowhere"


def test_edition_says_disputed_when_no_figure_is_kept(client):
    edition = make_edition()
    make_claim(edition, "contributions", 161, said_by="forum-ess.fr")
    make_claim(edition, "contributions", 170, said_by="RTES")
    page = get(client, edition.slug, language="en").content.decode()
    assert "disputed" in page
    assert "2 published figures, none kept" in page


def test_edition_shows_unknown_as_unknown(client):
    edition = make_edition()
    make_path(edition, "A", "")
    make_site(edition, access="")
    page = get(client, edition.slug, language="en").content.decode()
    assert "name unknown" in page
    assert page.count("unknown") >= 5
    assert "No figure has been found for this edition." in page


def test_edition_says_how_many_steering_organisations_were_found(client):
    edition = make_edition()
    make_claim(edition, "steering", 34)
    make_partner(edition, make_organisation("Le RAMEAU"), Partner.Role.STEERING)
    page = get(client, edition.slug, language="en").content.decode()
    assert "34 organisations announced in this role; 1 of them found by name." in page


@pytest.mark.parametrize(("found", "said"), [(1, "retrouvée par"), (2, "retrouvées par")])
def test_the_plural_follows_the_number_found(client, found, said):
    edition = make_edition()
    make_claim(edition, "steering", 34)
    for _ in range(found):
        make_partner(edition, make_organisation(), Partner.Role.STEERING)
    assert f"34 structures annoncées dans ce rôle\N{NO-BREAK SPACE}; {found} {said}" in get(client, edition.slug).content.decode()


def test_fictional_edition_says_so(client):
    edition = make_edition(is_fictional=True)
    assert "fictional" in get(client, edition.slug, language="en").content.decode()


def test_stranger_finds_no_private_edition(client):
    edition = make_edition(is_public=False)
    make_claim(edition, "participants", 4242)
    response = get(client, edition.slug)
    assert response.status_code == 404
    assert "4 242" not in response.content.decode()


def test_edition_hides_private_reports_and_documents_of_drafts(client):
    edition = make_programme(1)
    draft = make_session(edition, "Une surprise", state="draft")
    Report.objects.create(edition=edition, organisation=make_organisation(), slug="r", title=text("Compte rendu secret"), is_public=False)
    Download.objects.create(edition=edition, session=draft, title=text("Diapositives secrètes"), url="https://example.org/a")
    Download.objects.create(edition=edition, title=text("Communiqué"), url="https://example.org/b")
    page = get(client, edition.slug).content.decode()
    assert "Communiqué" in page
    assert "secret" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_edition_page_costs_eleven_statements(django_assert_num_queries, rows):
    edition = make_edition()
    for number in range(rows):
        make_claim(edition, f"measure-{number}", number + 1)
        make_path(edition, "ABC"[number])
        make_partner(edition)
        make_room(make_site(edition))
        make_session(edition)
        Download.objects.create(edition=edition, title=text(f"Fichier {number}"), url="https://example.org")
        Report.objects.create(edition=edition, organisation=make_organisation(), slug=f"r{number}", title=text("x"), is_public=True)
    make_release(edition)
    with django_assert_num_queries(11):
        page = edition_page(public_edition(edition.slug))
        assert [room for site in page.sites for room in site.rooms.all()]
    assert page.n_sessions == rows


def test_editions_stand_by_series_with_what_is_unknown(client):
    edition = make_edition("niort-2099", name="Forum de Niort 2099")
    hidden = make_edition("caché", is_public=False, name="Édition cachée")
    page = client.get("/en/forum/").content.decode()
    assert "Forum de Niort 2099" in page
    assert f"/en/forum/{edition.slug}/" in page
    assert str(hidden.name) not in page


def test_comparison_sets_figures_side_by_side_and_names_the_missing(client):
    first, second = make_edition("un", starts_on=date(2018, 10, 1)), make_edition("deux", starts_on=date(2021, 10, 4))
    make_claim(first, "participants", 1700, is_kept=True, said_by="GSEF")
    make_claim(first, "participants", 2000, said_by="Observatorio")
    page = client.get("/en/forum/compare/").content.decode()
    assert "1,700" in page
    assert "2,000" in page
    assert "unknown: no figure found" in page
    assert second.slug in page


def test_comparison_of_one_chosen_edition_leaves_the_others_out(client):
    first, second = make_edition("un"), make_edition("deux")
    make_claim(first, "participants", 1234)
    make_claim(second, "participants", 5678)
    page = client.get("/en/forum/compare/?edition=un").content.decode()
    assert "1,234" in page
    assert "5,678" not in page


@pytest.mark.parametrize(
    ("today", "expected"),
    [(date(2020, 1, 1), "b"), (date(2021, 5, 2), "b"), (date(2021, 6, 1), "c"), (date(2030, 1, 1), "c")],
    ids=["next", "running", "next-after", "last"],
)
def test_leading_edition_is_running_else_next_else_last(today, expected):
    make_edition("a", starts_on=date(2019, 11, 6))
    make_edition("b", starts_on=date(2021, 5, 1))
    make_edition("c", starts_on=date(2022, 5, 1))
    make_edition("d", starts_on=date(2021, 5, 1), is_public=False)
    make_edition("e", starts_on=date(2021, 5, 1), is_fictional=True)
    assert leading_edition(today).slug == expected
