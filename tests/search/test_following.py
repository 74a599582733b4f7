"""The index follows the journal: an edit is found at the next search, and nothing leaks."""

from collections.abc import Callable

import pytest

from essaim.desk import journal
from essaim.forum.actions.programme import release_programme
from essaim.forum.models import Session
from essaim.forum.queries.findable import session_contents
from essaim.search.actions import rebuild, refresh
from essaim.search.models import Document, Gram, Posting, Progress, Word
from essaim.search.queries import answer
from tests.factories.forum import (
    make_account,
    make_appearance,
    make_edition,
    make_person,
    make_programme,
    make_release,
    make_session,
    make_slot,
    text,
)

Titles = Callable[..., list[str]]
pytestmark = pytest.mark.django_db


def change(session: Session, title: str) -> None:
    """As an action does: the row and the journal in one transaction."""
    session.title = text(title)
    session.save()
    journal.record(by=None, action="change_session", thing=session, scope=session.edition)


def digests() -> dict[tuple[str, str], str]:
    return {(kind, key): digest for kind, key, digest in Document.objects.values_list("kind", "key", "digest")}


def test_change_is_found_at_the_next_search(titles: Titles) -> None:
    edition = make_programme(1)
    session = edition.sessions.get()
    change(session, "Habitat partagé")
    assert titles("habitat") == ["session: Habitat partagé"]
    change(session, "Monnaies locales")
    assert titles("habitat") == []
    assert titles("monnaie") == ["session: Monnaies locales"]


def test_one_change_writes_one_session_again(titles: Titles) -> None:
    edition = make_programme(3)
    titles("session")
    change(edition.sessions.first(), "Habitat partagé")
    before = digests()
    titles("habitat")
    assert [key for key, digest in digests().items() if before.get(key) != digest] == [("session", str(edition.sessions.first().pk))]


def test_draft_is_not_found_until_released(titles: Titles) -> None:
    edition = make_programme(1)
    secret = make_session(edition, "Secrète surprise")
    make_appearance(secret, make_person("Zénobie Cachée"))
    make_slot(secret, "17:00", "18:00")
    assert titles("surprise") == titles("zenobie") == []
    release_programme(edition=edition, by=None)
    assert titles("surprise") == ["session: Secrète surprise"]
    assert "person: Zénobie Cachée" in titles("zenobie")


def test_session_that_goes_back_to_draft_is_gone(titles: Titles) -> None:
    edition = make_programme(1)
    session = edition.sessions.get()
    change(session, "Habitat partagé")
    assert titles("habitat")
    Session.objects.filter(pk=session.pk).update(state=Session.State.DRAFT)
    journal.record(by=None, action="change_state", thing=session, scope=edition)
    assert titles("habitat") == []


def test_private_edition_is_not_found_and_leaves_when_it_becomes_private(titles: Titles) -> None:
    edition = make_edition(name="Forum des abeilles")
    make_session(edition, "Ruche ouverte")
    make_release(edition)
    assert titles("ruche")
    assert titles("abeilles")
    edition.is_public = False
    edition.save()
    journal.record(by=None, action="change_edition", thing=edition, scope=edition)
    assert titles("ruche") == titles("abeilles") == []


def test_person_without_a_public_page_is_not_found_even_by_the_session(titles: Titles) -> None:
    edition = make_programme(1)
    make_appearance(edition.sessions.get(), make_person("Hortense Discrète", is_public=False))
    make_appearance(edition.sessions.get(), make_person("Honoré Connu"))
    journal.raise_revision()
    assert titles("hortense") == titles("discrete") == []
    assert len(titles("honore")) == 2


def test_person_who_withdraws_is_gone_with_every_word(titles: Titles) -> None:
    edition = make_programme(1)
    person = make_person("Hortense Xylographe")
    make_appearance(edition.sessions.get(), person)
    journal.raise_revision()
    assert len(titles("xylographe")) == 2
    person.is_public = False
    person.save()
    journal.record(by=None, action="change_person", thing=person)
    assert titles("xylographe") == titles("xylograpge") == []
    assert not Word.objects.filter(text__startswith="xylo").exists()


def test_no_e_mail_address_is_indexed(titles: Titles) -> None:
    edition = make_programme(1)
    person = make_person("Honoré Connu")
    person.account = make_account("secretissime@example.org", name="Ursule Interne")
    person.save()
    make_appearance(edition.sessions.get(), person)
    journal.raise_revision()
    assert titles("honore")
    assert titles("secretissime") == titles("ursule") == []
    assert not Document.objects.filter(names__icontains="secretissime").exists()


def test_deleted_edition_leaves_nothing_behind(titles: Titles) -> None:
    edition = make_programme(2)
    assert len(titles("session")) == 2
    key = edition.pk
    edition.versions.all().delete()
    edition.sessions.all().delete()
    edition.delete()
    edition.pk = key
    journal.record(by=None, action="remove_edition", thing=edition)
    assert titles("session") == []
    assert Posting.objects.count() == Word.objects.count() == Gram.objects.count() == 0


def test_nothing_changed_costs_two_statements(django_assert_num_queries) -> None:
    make_programme(3)
    refresh()
    with django_assert_num_queries(2):
        refresh()


@pytest.mark.parametrize("n_sessions", [1, 3])
def test_question_costs_the_same_whatever_the_number_of_documents(django_assert_num_queries, n_sessions: int) -> None:
    make_programme(n_sessions)
    refresh()
    with django_assert_num_queries(7):
        answer("session", reader="fr")


def test_revision_without_an_entry_reads_everything_again(titles: Titles) -> None:
    edition = make_programme(1)
    titles("session")
    Session.objects.filter(edition=edition).update(title=text("Chargée en vrac"))
    journal.raise_revision()
    assert titles("vrac") == ["session: Chargée en vrac"]


def test_new_kind_or_version_reads_everything_again(titles: Titles) -> None:
    make_programme(1)
    titles("session")
    Document.objects.all().delete()
    Progress.objects.update(kinds="session:0")
    assert len(titles("session")) == 1


def test_rebuild_writes_nothing_that_has_not_changed() -> None:
    make_programme(3)
    refresh()
    before = list(Document.objects.order_by("pk").values_list("pk", "digest"))
    words = list(Word.objects.order_by("pk").values_list("pk", "text"))
    rebuild()
    assert list(Document.objects.order_by("pk").values_list("pk", "digest")) == before
    assert list(Word.objects.order_by("pk").values_list("pk", "text")) == words


def test_session_without_title_is_called_as_on_its_page_in_each_language() -> None:
    edition = make_edition("niort")
    session = make_session(edition, code="panorama")
    session.title = text({})
    session.save()
    make_release(edition)
    content = next(session_contents({str(session.pk)}))
    assert content.title == {"fr": "Titre non retrouvé", "en": "Title not found", "es": "Título no hallado"}
