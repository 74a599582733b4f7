import pytest

from essaim.desk.models import Upload
from essaim.forum.models import Photo, Video
from essaim.forum.queries.media import media_page, photo_page
from tests.factories.forum import make_edition, make_release, make_session, text

pytestmark = pytest.mark.django_db


def make_photo(edition, alt="Une salle pleine", *, is_public=True, place=0, session=None):
    number = Upload.objects.count()
    upload = Upload.objects.create(
        key=f"k{number}.png", name="x.png", media_type="image/png", size=10, sha256=str(number), width=900, height=600, is_public=is_public
    )
    return Photo.objects.create(
        edition=edition, upload=upload, alt=text(alt) if alt else "", credit="Odile Image", place=place, session=session
    )


def test_gallery_shows_alternative_text_and_credit_and_leads_to_the_photo(client):
    edition = make_edition()
    photo = make_photo(edition)
    page = client.get(f"/fr/forum/{edition.slug}/media/").content.decode()
    assert 'alt="Une salle pleine"' in page
    assert "© Odile Image" in page
    assert f'href="/fr/forum/{edition.slug}/media/{photo.pk}/"' in page, "it works without a script"


def test_photo_without_words_or_not_public_is_not_shown(client):
    edition = make_edition()
    mute, private = make_photo(edition, ""), make_photo(edition, "Photo privée", is_public=False)
    page = client.get(f"/fr/forum/{edition.slug}/media/").content.decode()
    assert "privée" not in page
    for photo in (mute, private):
        assert photo.upload.key not in page
        assert client.get(f"/fr/forum/{edition.slug}/media/{photo.pk}/").status_code == 404


def test_photo_stands_between_its_neighbours(client):
    edition = make_edition()
    first, second, third = (make_photo(edition, f"Photo {number}", place=number) for number in range(3))
    page = photo_page(edition, second.pk)
    assert (page.before, page.number, page.total, page.after) == (first, 2, 3, third)
    shown = client.get(f"/en/forum/{edition.slug}/media/{second.pk}/").content.decode()
    assert "2 / 3" in shown
    assert 'rel="prev"' in shown
    assert 'rel="next"' in shown


def test_photo_of_another_edition_is_not_found(client):
    photo = make_photo(make_edition())
    assert client.get(f"/fr/forum/{make_edition().slug}/media/{photo.pk}/").status_code == 404


def test_film_says_its_only_language(client):
    edition = make_edition()
    Video.objects.create(edition=edition, title=text("ESS-TV"), url="https://example.org/film", languages=["fr"])
    assert "French only" in client.get(f"/en/forum/{edition.slug}/media/").content.decode()


def test_session_that_is_not_released_is_not_named_beside_a_photo(client):
    edition = make_edition()
    make_photo(edition, session=make_session(edition, "Séance inédite"))
    Video.objects.create(edition=edition, title=text("Film"), url="https://example.org", session=make_session(edition, "Autre inédite"))
    page = client.get(f"/fr/forum/{edition.slug}/media/").content.decode()
    assert "Film" in page
    assert "inédite" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_media_page_costs_four_statements(django_assert_num_queries, rows):
    edition = make_edition()
    for number in range(rows):
        session = make_session(edition, f"s{number}")
        make_photo(edition, f"p{number}", session=session)
        Video.objects.create(edition=edition, title=text(f"v{number}"), url="https://example.org", session=session)
    make_release(edition)
    with django_assert_num_queries(4):
        page = media_page(edition)
        assert [str(photo.session.title) for photo in page.photos] == [f"s{number}" for number in range(rows)]
    assert len(page.videos) == rows
