import io

import pytest
from django.utils import translation
from PIL import Image

from essaim.forum.printing.share import share_data
from essaim.forum.printing.typesetting import typeset
from essaim.forum.queries.released import public_slots, with_session
from tests.factories.forum import make_edition, make_path, make_release, make_room, make_session, make_site, make_slot

pytestmark = pytest.mark.django_db


def picture_of(title, changes):
    edition = make_edition()
    make_session(edition, title, paths=[make_path(edition, "E")])
    make_release(edition)
    slot = with_session(public_slots()).get(session__edition=edition)
    with translation.override("fr"):
        return typeset("share.typ", share_data(slot, "fr") | changes, form="png")


def test_share_picture_is_1200_by_630_and_says_what_is_unknown(client):
    edition = make_edition("forum")
    make_session(edition, "Séance", code="seance")
    make_release(edition)
    response = client.get("/forum/forum/sessions/seance/share-en.png")
    assert response["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(response.content)).size == (1200, 630)
    with translation.override("en"):
        data = share_data(with_session(public_slots()).get(), "en")
    assert (data["when"], data["where"]) == ("day unknown", "place unknown")
    again = client.get("/forum/forum/sessions/seance/share-en.png", headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304


def test_share_picture_follows_the_language_and_the_programme(client):
    edition = make_edition("forum")
    session = make_session(edition, {"fr": "Séance", "en": "Session"}, code="seance")
    make_slot(session, "09:00", "10:30", room=make_room(make_site(edition, "Acclameur"), "Salle bleue"))
    make_release(edition)
    with translation.override("fr"):
        data = share_data(with_session(public_slots()).get(), "fr")
    assert data["title"] == "Séance"
    assert data["when"] == "mercredi 9 juin 2027, 09:00–10:30"
    assert data["where"] == "Salle bleue, Acclameur"
    one, other = (client.get(f"/forum/forum/sessions/seance/share-{language}.png").content for language in ("fr", "en"))
    assert one != other


@pytest.mark.parametrize(
    "title",
    ["사회연대경제와 도시의 역할", "الاقتصاد الاجتماعي والتضامني", "Donaudampfschifffahrtsgesellschaft" * 9, '#read("x") $y$ ' * 60],
)
def test_share_picture_holds_titles_of_any_script_and_length(title):
    drawn, empty = (Image.open(io.BytesIO(one)).convert("L") for one in (picture_of(title, {}), picture_of(title, {"title": ""})))
    right_edge, below = (1150, 236, 1200, 470), (72, 476, 1128, 540)
    assert sum(drawn.crop((72, 236, 1128, 470)).histogram()[:128]) > 200, "the title is drawn"
    for box in (right_edge, below):
        assert drawn.crop(box).tobytes() == empty.crop(box).tobytes(), "nothing runs out of its place"


def test_stranger_gets_no_picture_of_an_unreleased_session(client):
    edition = make_edition("forum")
    make_release(edition)
    make_session(edition, "Surprise", code="surprise")
    assert client.get("/forum/forum/sessions/surprise/share-fr.png").status_code == 404
    assert client.get("/forum/forum/sessions/surprise/share-xx.png").status_code == 404
