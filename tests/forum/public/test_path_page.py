import pytest

from essaim.forum.queries.path import path_page, paths_of
from tests.factories.forum import make_edition, make_organisation, make_path, make_release, make_room, make_session, make_site, make_slot

pytestmark = pytest.mark.django_db


def test_path_shows_released_sessions_and_no_draft(client):
    edition = make_edition()
    path = make_path(edition, "E", "Europe")
    make_session(edition, "Panorama", paths=[path])
    make_release(edition)
    make_session(edition, "Trop tôt", paths=[path])
    make_session(edition, "Brouillon", paths=[path], state="draft")
    page = client.get(f"/fr/forum/{edition.slug}/paths/E/").content.decode()
    assert "Panorama" in page
    assert "Trop tôt" not in page
    assert "Brouillon" not in page


def test_session_that_went_back_to_draft_after_release_is_not_shown(client):
    edition = make_edition()
    path = make_path(edition, "E")
    session = make_session(edition, "Retirée", paths=[path])
    make_release(edition)
    session.state = "draft"
    session.save()
    assert "Retirée" not in client.get(f"/fr/forum/{edition.slug}/paths/E/").content.decode()


def test_path_without_a_name_says_so(client):
    edition = make_edition()
    make_path(edition, "K", "")
    page = client.get(f"/en/forum/{edition.slug}/paths/K/").content.decode()
    assert "name unknown" in page
    assert "no source" in page


def test_path_without_sessions_counts_none(client):
    edition = make_edition()
    make_path(edition, "A")
    page = client.get(f"/en/forum/{edition.slug}/paths/A/").content.decode()
    assert "No session of this path is known." in page
    assert "0 session" not in page


def test_path_of_another_letter_or_a_private_edition_is_not_found(client):
    public, private = make_edition(), make_edition(is_public=False)
    make_path(public, "A")
    make_path(private, "B")
    assert client.get(f"/fr/forum/{public.slug}/paths/B/").status_code == 404
    assert client.get(f"/fr/forum/{private.slug}/paths/B/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_path_page_costs_five_statements(django_assert_num_queries, rows):
    edition = make_edition()
    path = make_path(edition, "A")
    room = make_room(make_site(edition))
    for number in range(rows):
        path.leads.add(make_organisation())
        make_slot(make_session(edition, paths=[path]), f"{9 + number:02d}:00", f"{9 + number:02d}:50", room=room)
    make_path(edition, "B")
    make_release(edition)
    with django_assert_num_queries(5):
        page = path_page(path)
        assert [slot.session.paths.all()[0].letter for slot in page.slots] == ["A"] * rows
    assert len(page.leads) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_paths_counts_released_sessions_in_two_statements(django_assert_num_queries, rows):
    edition = make_edition()
    paths = [make_path(edition, "ABC"[number]) for number in range(rows)]
    make_session(edition, paths=paths)
    make_release(edition)
    make_session(edition, paths=paths)
    with django_assert_num_queries(2):
        listed = paths_of(edition)
    assert [path.n_sessions for path in listed] == [1] * rows
