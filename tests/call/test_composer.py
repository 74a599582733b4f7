"""The composer's pages: for the team alone, the list, the preview, and what they cost however long."""

import pytest
from django.utils.translation import override

from essaim.call.queries.call import edition_calls
from tests.factories import call as make
from tests.factories import forum as make_forum

pytestmark = pytest.mark.usefixtures("english")


# --- preview -------------------------------------------------------------------------------------


def test_preview_speaks_the_language_chosen_and_keeps_nothing(cast):
    make.make_question(cast.call, "plus", label={"fr": "Plus-value ?", "es": "¿Valor añadido?"}, is_required=True)
    cast.call.languages = ["fr", "es"]
    cast.call.save()
    client, address = cast.client("team"), f"/en/team/ici/call/calls/{cast.call.slug}/preview/?language=es"
    assert "¿Valor añadido?" in client.get(address).content.decode()
    page = client.post(address, {}).content.decode()
    assert 'id="id_q-plus_error"' in page
    page = client.post(address, {"q-plus": "Mucho"}).content.decode()
    assert 'id="id_q-plus_error"' not in page
    assert "These answers could be sent." in page or "note ok" in page


# --- lists cost the same however long ------------------------------------------------------------


def test_list_of_calls_has_one_query_count(cast, django_assert_num_queries):
    client = cast.client("team")
    for number in range(3):
        if number in (0, 2):
            with override("fr"), django_assert_num_queries(5):
                client.get("/fr/team/ici/call/calls/")
        make.make_call(cast.edition, f"appel-{number}")


def test_counts_of_the_list_are_those_of_the_call(cast):
    make.make_question(cast.call, "a")
    make.make_proposal(cast.call, state="draft")
    row = edition_calls(cast.edition).get()
    assert (row.n_kinds, row.n_questions, row.n_sent, row.n_drafts) == (3, 1, 4, 1)


@pytest.mark.parametrize("page", ["", "questions/", "preview/"])
def test_pages_of_a_call_have_one_query_count(cast, page, django_assert_max_num_queries):
    client, counts = cast.client("team"), []
    for number in range(3):
        make.make_question(cast.call, f"q{number}").kinds.add(cast.proposal.kind)
        make_forum.make_format(cast.edition, slug=f"f{number}")
        if number in (0, 2):
            with django_assert_max_num_queries(16) as found:
                client.get(f"/fr/team/ici/call/calls/{cast.call.slug}/{page}")
            counts.append(len(found))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("who", ["stranger", "participant", "contributor", "other_lead", "lead", "reviewer"])
@pytest.mark.parametrize(
    "page", ["", "new/", "appel/", "appel/settings/", "appel/extend/", "appel/questions/", "appel/questions/secrete/", "appel/preview/"]
)
def test_only_the_team_composes(cast, who, page):
    make.make_question(cast.call, "secrete", label="Question gardée secrète")
    response = cast.client(who).get(f"/fr/team/ici/call/calls/{page}")
    assert response.status_code == (302 if who == "stranger" else 404)
    assert "gardée secrète" not in response.content.decode()


@pytest.mark.parametrize(
    ("day", "hour"), [("9999-12-31", "midnight"), ("9999-12-31", "24:00"), ("9999-12-31", "23:59 UTC-12"), ("0001-01-01", "00:00")]
)
def test_day_beyond_every_clock_is_refused_at_its_place(cast, day, hour):
    client, later = cast.client("team"), {"closes_on": day, "closes_hour": hour}
    page = client.post("/en/team/ici/call/calls/appel/extend/", later)
    assert list(page.context["form"].errors) == ["closes_on"]
    page = client.post("/en/team/ici/call/calls/appel/settings/", {"name__fr": "Appel", "time_zone": "Europe/Paris", **later})
    assert list(page.context["form"].errors) == ["closes_on"]


def test_kind_of_anothers_name_is_told_at_its_place(cast):
    kind, other = cast.call.kinds.all()[:2]
    for address in ("new/", f"{other.slug}/"):
        page = cast.client("team").post(
            f"/en/team/ici/call/calls/appel/kinds/{address}", {"name__fr": "X", "nature": other.nature, "slug": kind.slug}
        )
        assert "Another kind of this call" in str(page.context["form"].errors["slug"])
