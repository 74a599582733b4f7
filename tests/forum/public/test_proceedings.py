"""The rapporteurs' notes, on the web and as a PDF set with Typst."""

import pytest
from django.utils import translation

from essaim.forum.models import Note
from essaim.forum.printing.blocks import blocks_of
from essaim.forum.printing.proceedings import proceedings_data
from essaim.forum.printing.typesetting import cleaned, typeset
from essaim.forum.queries.proceedings import proceedings
from tests.factories.forum import make_appearance, make_edition, make_path, make_person, make_release, make_session, text

pytestmark = pytest.mark.django_db

HOSTILE = '#read("/etc/passwd") #eval("1+1") $x^2$ @ref <label> \\u{1F600} *gras* `code` // commentaire /* */ = Titre [lien](javascript:x)'


def make_note(edition, body="Retenu.", *, is_published=True, title="Atelier", paths=(), rapporteur=None):
    session = make_session(edition, title, paths=paths)
    return Note.objects.create(session=session, body=text(body), is_published=is_published, rapporteur=rapporteur)


def test_proceedings_hold_published_notes_of_released_sessions_only(client):
    edition = make_edition()
    make_note(edition, "Ce qui fut dit.", title="Connue")
    make_note(edition, "Brouillon de note.", is_published=False, title="Sans note publique")
    make_release(edition)
    make_note(edition, "Trop tôt.", title="Pas encore publiée")
    page = client.get(f"/fr/forum/{edition.slug}/proceedings/").content.decode()
    assert "Ce qui fut dit." in page
    assert "Brouillon de note." not in page
    assert "Trop tôt." not in page


def test_proceedings_say_how_much_they_cover(client):
    edition = make_edition()
    make_note(edition)
    make_session(edition)
    make_release(edition)
    assert "Notes on 1 session out of 2 in the programme." in client.get(f"/en/forum/{edition.slug}/proceedings/").content.decode()


def test_proceedings_of_a_private_edition_are_not_found(client):
    edition = make_edition(is_public=False)
    make_note(edition, "Secret.")
    make_release(edition)
    for address in ("proceedings/", "proceedings.pdf"):
        assert client.get(f"/fr/forum/{edition.slug}/{address}").status_code == 404


def test_pdf_is_given_once_and_not_again_when_it_has_not_changed(client):
    edition = make_edition()
    make_note(edition)
    make_release(edition)
    first = client.get(f"/fr/forum/{edition.slug}/proceedings.pdf")
    assert first["Content-Type"] == "application/pdf"
    assert first.content.startswith(b"%PDF-")
    again = client.get(f"/fr/forum/{edition.slug}/proceedings.pdf", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    Note.objects.get().delete()
    assert client.get(f"/fr/forum/{edition.slug}/proceedings.pdf", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_chapters_follow_the_letters_and_hold_every_session_once():
    edition = make_edition()
    second, first = make_path(edition, "B"), make_path(edition, "A")
    make_note(edition, title="Deux", paths=[second, first])
    make_note(edition, title="Un", paths=[second])
    make_note(edition, title="Sans parcours")
    make_release(edition)
    rolled = proceedings(edition)
    assert [chapter.path.letter if chapter.path else "" for chapter in rolled.chapters] == ["", "A", "B"]
    assert [str(one.slot.session.title) for chapter in rolled.chapters for one in chapter.accounts] == ["Sans parcours", "Deux", "Un"]


def test_hostile_words_are_set_as_words():
    edition = make_edition(name=HOSTILE)
    make_note(edition, HOSTILE, title=HOSTILE, rapporteur=make_person(HOSTILE[:150]), paths=[make_path(edition, "A", HOSTILE)])
    make_release(edition)
    with translation.override("fr"):
        data = proceedings_data(proceedings(edition), "fr")
        body = typeset("proceedings.typ", data, form="pdf")
    assert body.startswith(b"%PDF-")
    assert b"root:" not in body
    words = "".join(run["text"] for run in data["chapters"][0]["accounts"][0]["notes"][0]["blocks"][0]["runs"])
    assert '#read("/etc/passwd")' in words
    assert "[lien](javascript:x)" in words, "an address that could run stays plain words"


@pytest.mark.parametrize(
    "words", ["사회연대경제", "الاقتصاد الاجتماعي", "Łódź, Ħamrun, œuvre", "Θεσσαλονίκη 社会的連帯経済", "a\u2028b\u202fc"]
)
def test_words_of_any_script_are_set(words):
    edition = make_edition()
    make_note(edition, words, title=words)
    make_release(edition)
    with translation.override("en"):
        body = typeset("proceedings.typ", proceedings_data(proceedings(edition), "en"), form="pdf")
    assert len(body) > 5000


def test_control_signs_and_spaces_the_fonts_lack_are_replaced():
    assert cleaned({"a": ["b\x00c\x1bd", "10\u202f800", 3, None]}) == {"a": ["b c d", "10\u00a0800", 3, None]}


def test_same_notes_give_the_same_bytes():
    edition = make_edition()
    make_note(edition)
    make_release(edition)
    with translation.override("fr"):
        data = proceedings_data(proceedings(edition), "fr")
    from essaim.forum.printing import typesetting

    first = typeset("proceedings.typ", data, form="pdf")
    typesetting._typeset.cache_clear()
    assert typeset("proceedings.typ", data, form="pdf") == first


def test_blocks_keep_paragraphs_lists_quotations_emphasis_and_links():
    blocks = blocks_of("Un **deux**\n\n- trois\n- [quatre](https://example.org)\n\n> cinq")
    assert [block["kind"] for block in blocks] == ["p", "item", "item", "quote"]
    assert blocks[0]["runs"] == [{"text": "Un ", "strong": False, "href": ""}, {"text": "deux", "strong": True, "href": ""}]
    assert blocks[2]["runs"][0]["href"] == "https://example.org"


@pytest.mark.parametrize("rows", [1, 3])
def test_proceedings_cost_five_statements(django_assert_num_queries, rows):
    edition = make_edition()
    path = make_path(edition, "A")
    for number in range(rows):
        note = make_note(edition, title=f"s{number}", paths=[path], rapporteur=make_person())
        make_appearance(note.session)
    make_release(edition)
    with django_assert_num_queries(5), translation.override("fr"):
        data = proceedings_data(proceedings(edition), "fr")
    assert len(data["chapters"][0]["accounts"]) == rows
