"""A session of the draft programme: what each helper is offered there, and its texts, which who leads its path changes."""

import pytest
from django.urls import reverse

from essaim.call.actions.confirming import confirm_proposal
from essaim.desk.models import Entry
from essaim.forum.actions.session import save_session
from essaim.forum.models import Session
from tests.factories import call as make_call
from tests.factories import forum as make
from tests.forum.team.cast import HERE, NOTE_TAKERS, text_of

pytestmark = pytest.mark.django_db


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
