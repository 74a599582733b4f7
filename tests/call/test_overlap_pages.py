"""The pages of near proposals: who sees which pairs, and what may be done about them."""

import pytest
from django.urls import reverse

from essaim.call.models import Comment, Conflict, Distinct, Kind, Likeness, Merger, Proposal
from essaim.call.queries.overlap import offers_of
from essaim.desk.models import Job, Message
from tests.factories import call as make
from tests.factories import registry as make_registry

State = Proposal.State
REASONS = {
    "words": [["cantine", "cantines"], ["légumerie", "légumerie"]],
    "terms": [["farmer", "maraîchers", "hortelanos"]],
    "organisations": ["Les Tablées"],
    "territory": ["Gironde", "same"],
    "goals": ["2"],
}


def like(one: Proposal, other: Proposal, score: float = 0.93) -> None:
    for here, there in ((one, other), (other, one)):
        Likeness.objects.create(one=here, other=there, score=score, reasons=REASONS)


def address(name: str, *args: object) -> str:
    return reverse(f"call_team:{name}", args=["ici", *args])


def in_english(link: str) -> str:
    return link.replace("/fr/", "/en/", 1)


@pytest.fixture
def pair(cast) -> tuple[Proposal, Proposal]:
    one = make.make_proposal(
        cast.call, "Une légumerie", path=cast.path, organisations=["Les Tablées"], summary="La cantine <b>et</b> la légumerie."
    )
    other = make.make_proposal(cast.call, "Nos cantines", path=cast.path, summary="Deux cantines, une légumerie.")
    like(one, other)
    return one, other


@pytest.fixture
def across(cast) -> Proposal:
    """On path B, near the cast's proposal of path A."""
    there = make.make_proposal(cast.call, "Zibeline secrète", path=cast.other_path, organisations=["Zibeline"])
    like(cast.proposal, there)
    return there


def test_pairs_stand_with_their_reasons_in_words(cast, pair):
    page = cast.client("lead").get(address("overlaps")).content.decode()
    for words in ("Une légumerie", "Nos cantines", "cantine / cantines", "maraîchers", "hortelanos", "Les Tablées", "Gironde", "93/100"):
        assert words in page
    assert f"?p={pair[0].number}&amp;p={pair[1].number}" in page


@pytest.mark.parametrize("who", ["team", "lead", "reviewer"])
def test_whoever_reads_the_path_sees_its_pairs(cast, pair, who):
    assert "Nos cantines" in cast.client(who).get(address("path_overlaps", "A")).content.decode()


@pytest.mark.parametrize("name", ["overlaps", "overlaps_renew"])
@pytest.mark.parametrize("who", ["contributor", "participant"])
def test_others_find_nothing(cast, pair, who, name):
    client = cast.client(who)
    answer = client.post(address(name)) if name == "overlaps_renew" else client.get(address(name))
    assert answer.status_code == 404


def test_another_paths_lead_is_told_a_number_and_no_more(cast, across):
    page = cast.client("lead").get(in_english(address("overlaps"))).content.decode()
    assert "Zibeline" not in page
    assert f"/{across.number}/" not in page
    assert "One more pair has a proposal on a path you do not read." in page
    assert cast.client("lead").get(address("path_overlaps", "B")).status_code == 404


def test_team_sees_pairs_across_paths(cast, across):
    assert "Zibeline" in cast.client("team").get(address("overlaps")).content.decode()


def test_hidden_near_ones_are_counted_on_the_proposals_page(cast, across):
    page = cast.client("lead").get(address("proposal", cast.proposal.number)).content.decode()
    assert "Zibeline" not in page
    assert address("ask_merger", cast.proposal.number) in page


@pytest.mark.parametrize("name", ["compare", "distinct"])
def test_hidden_one_is_not_found_beside_ones_own(cast, across, name):
    client = cast.client("lead")
    answer = (
        client.get(address(name, cast.proposal.number, across.number))
        if name == "compare"
        else client.post(address(name, cast.proposal.number, across.number))
    )
    assert answer.status_code == 404
    assert not Distinct.objects.exists()


def test_merging_with_a_hidden_one_is_not_found(cast, across):
    answer = cast.client("lead").get(f"{address('merge')}?p={cast.proposal.number}&p={across.number}")
    assert answer.status_code == 404


def test_settled_pairs_are_listed_no_more(cast, pair):
    client = cast.client("lead")
    client.post(address("distinct", pair[0].number, pair[1].number))
    page = client.get(address("overlaps")).content.decode()
    assert "93/100" not in page
    client.post(address("distinct", pair[0].number, pair[1].number), {"back": "1"})
    assert "93/100" in client.get(address("overlaps")).content.decode()


@pytest.mark.parametrize("state", [State.DECLINED, State.JOINED, State.WITHDRAWN, State.DISSOLVED])
def test_pairs_with_what_left_the_board_are_not_listed(cast, pair, state):
    Proposal.objects.filter(pk=pair[1].pk).update(state=state)
    assert "93/100" not in cast.client("team").get(address("overlaps")).content.decode()


def test_renewing_waits_in_line(cast, pair):
    cast.client("lead").post(address("overlaps_renew"))
    assert Job.objects.filter(kind="call.renew_likenesses").count() == 1
    page = cast.client("lead").get(address("overlaps")).content.decode()
    assert 'http-equiv="refresh"' in page


def test_compare_marks_what_both_say_and_escapes_the_rest(cast, pair):
    page = cast.client("lead").get(address("compare", pair[0].number, pair[1].number)).content.decode()
    assert "La <mark>cantine</mark> &lt;b&gt;et&lt;/b&gt; la <mark>légumerie</mark>." in page
    assert "Deux <mark>cantines</mark>, une <mark>légumerie</mark>." in page


def test_french_of_canada_is_compared_as_french(cast, pair):
    there = make.make_proposal(
        cast.call, {"fr-CA": "Des cantines"}, path=cast.path, language="fr-CA", summary={"fr-CA": "Trois cantines, une légumerie."}
    )
    assert {text.language for offer in offers_of(cast.edition) for text in offer.texts} == {"fr"}
    page = cast.client("lead").get(address("compare", pair[1].number, there.number)).content.decode()
    assert "Trois <mark>cantines</mark>, une <mark>légumerie</mark>." in page


def test_compare_with_itself_is_not_found(cast, pair):
    assert cast.client("lead").get(address("compare", pair[0].number, pair[0].number)).status_code == 404


@pytest.mark.parametrize("n", [1, 3])
def test_compare_costs_the_same_for_one_and_three_goals(cast, pair, django_assert_num_queries, n):
    framework = make_registry.make_framework()
    for one in pair:
        one.goals.set([make_registry.make_goal(framework) for _ in range(n)])
    client = cast.client("team")
    client.get(address("compare", pair[0].number, pair[1].number))
    with django_assert_num_queries(16):
        client.get(address("compare", pair[0].number, pair[1].number))


def test_individual_and_collective_lead_to_the_panel(cast):
    like(cast.individual, cast.proposal)
    page = cast.client("lead").get(address("overlaps")).content.decode()
    assert f"{address('attach', cast.individual.number)}?panel={cast.proposal.number}" in page


@pytest.mark.parametrize("n", [1, 3])
@pytest.mark.parametrize(("who", "expected"), [("team", 13), ("lead", 15)])
def test_page_costs_the_same_for_one_and_three_pairs(cast, django_assert_num_queries, n, who, expected):
    first = make.make_proposal(cast.call, "Première", path=cast.path)
    for number in range(n):
        like(first, make.make_proposal(cast.call, f"Autre {number}", path=cast.path, organisations=["Quelqu'un"]))
    client = cast.client(who)
    client.get(address("overlaps"))
    with django_assert_num_queries(expected):
        page = client.get(address("overlaps")).content.decode()
    assert page.count("93/100") == n


# --- merging -------------------------------------------------------------------------------------------------------------------------------


def merge_address(*parts: Proposal) -> str:
    return f"{address('merge')}?{'&'.join(f'p={one.number}' for one in parts)}"


def seen(page: str) -> str:
    return page.split('name="seen" value="')[1].split('"', maxsplit=1)[0]


def test_form_shows_every_version(cast, pair):
    page = cast.client("lead").get(merge_address(*pair)).content.decode()
    for words in ("Une légumerie", "Nos cantines", "La cantine &lt;b&gt;et&lt;/b&gt; la légumerie.", "Deux cantines, une légumerie."):
        assert words in page


def test_preview_writes_nothing(cast, pair):
    client = cast.client("lead")
    form = {
        "seen": seen(client.get(merge_address(*pair)).content.decode()),
        "t0": "own",
        "t0_own": "Titre commun",
        "t1": "all",
        "preview": "1",
    }
    page = client.post(merge_address(*pair), form)
    assert page.status_code == 200
    assert "<p>Titre commun</p>" in page.content.decode()
    assert not Merger.objects.exists()


def test_merge_takes_what_was_chosen(cast, pair):
    client = cast.client("lead")
    form = {
        "seen": seen(client.get(merge_address(*pair)).content.decode()),
        "t0": str(pair[1].pk),
        "t1": "own",
        "t1_own": "Écrit ensemble.",
        "reason": "La même chose.",
        "merge": "1",
    }
    answer = client.post(merge_address(*pair), form)
    result = Merger.objects.get().result
    assert answer.url == address("proposal", result.number)
    assert (result.title.data["fr"], result.summary.data["fr"]) == ("Nos cantines", "Écrit ensemble.")
    page = client.get(in_english(answer.url)).content.decode()
    assert "La même chose." in page
    assert f"from no. {pair[1].number}" in page
    assert "written at the merger, or since" in page


def test_own_words_are_asked_for_when_left_empty(cast, pair):
    client = cast.client("lead")
    form = {"seen": seen(client.get(merge_address(*pair)).content.decode()), "t0": "own", "t0_own": " ", "t1": "all", "merge": "1"}
    answer = client.post(merge_address(*pair), form)
    assert answer.status_code == 422
    assert not Merger.objects.exists()


def test_texts_changed_meanwhile_are_shown_again(cast, pair):
    client = cast.client("lead")
    form = {"seen": seen(client.get(merge_address(*pair)).content.decode()), "t0": str(pair[0].pk), "t1": "all", "merge": "1"}
    Proposal.objects.filter(pk=pair[1].pk).update(title={"fr": "Titre tout neuf"})
    answer = client.post(merge_address(*pair), form)
    assert answer.status_code == 422
    assert "Titre tout neuf" in answer.content.decode()
    assert not Merger.objects.exists()
    assert seen(answer.content.decode()) != form["seen"]


def test_self_managed_says_why_it_cannot_be_merged(cast, pair):
    page = cast.client("lead").get(merge_address(pair[0], cast.self_managed)).content.decode()
    assert "Atelier libre" in page
    assert 'id="merge-form"' not in page


@pytest.mark.parametrize("who", ["reviewer", "other_lead", "contributor"])
def test_merging_is_for_who_decides(cast, pair, who):
    client = cast.client(who)
    assert client.get(merge_address(*pair)).status_code == 404
    assert client.post(merge_address(*pair), {"merge": "1", "t0": "all", "t1": "all"}).status_code == 404
    assert not Merger.objects.exists()


def test_lead_with_a_conflict_of_interest_does_not_merge(cast, pair):
    Conflict.objects.create(proposal=pair[0], account=cast.lead)
    client = cast.client("lead")
    form = {"t0": str(pair[0].pk), "t1": "all", "merge": "1", "seen": ""}
    assert 'id="merge-form"' not in client.post(merge_address(*pair), form).content.decode()
    assert not Merger.objects.exists()


def test_merging_by_number(cast, pair):
    client = cast.client("lead")
    page = client.get(address("merge_with", pair[0].number)).content.decode()
    assert "Nos cantines" in page
    answer = client.get(address("merge_with", pair[0].number), {"go": "1", "more": f"{pair[1].number}, {cast.proposal.number}"})
    assert answer.url == merge_address(pair[0], pair[1], cast.proposal)
    wrong = client.get(address("merge_with", pair[0].number), {"go": "1", "more": "douze"})
    assert "douze" in wrong.content.decode()


def test_number_of_another_path_is_said_like_one_that_does_not_exist(cast, pair):
    client, page = cast.client("lead"), in_english(address("merge_with", pair[0].number))
    draft = make.make_proposal(cast.call, "Brouillon", path=cast.path, state="draft", author=cast.contributor)
    said = []
    for number in (cast.elsewhere.number, draft.number, 98_765, 10**8):
        answer = client.get(page, {"go": "1", "more": str(number)})
        assert answer.status_code == 200
        assert f'value="{number}"' in answer.content.decode()
        said.append(answer.context["form"].errors["more"][0].replace(str(number), "N"))
    assert set(said) == {"No proposal of your paths has this number: N. Look on the board for it."}
    assert "is no number of a proposal" in client.get(page, {"go": "1", "more": "9" * 40}).content.decode()


def test_undo_asks_first_and_tells_afterwards(cast, pair):
    client = cast.client("lead")
    client.post(
        merge_address(*pair),
        {"seen": seen(client.get(merge_address(*pair)).content.decode()), "t0": "own", "t0_own": "X", "t1": "all", "merge": "1"},
    )
    result = Merger.objects.get().result
    assert "Une légumerie" in client.get(address("separate", result.number)).content.decode()
    assert Merger.objects.get().undone_at is None
    client.post(address("separate", result.number), {"reason": "Deux sujets."})
    assert Merger.objects.get().undone_at is not None
    assert client.get(address("separate", result.number)).status_code == 404


@pytest.mark.parametrize("who", ["reviewer", "other_lead", "contributor"])
def test_undo_is_for_who_decides(cast, pair, who):
    client = cast.client("lead")
    client.post(
        merge_address(*pair),
        {"seen": seen(client.get(merge_address(*pair)).content.decode()), "t0": "own", "t0_own": "X", "t1": "all", "merge": "1"},
    )
    result = Merger.objects.get().result
    assert cast.client(who).post(address("separate", result.number)).status_code == 404
    assert Merger.objects.get().undone_at is None


# --- panels and other paths ----------------------------------------------------------------------------------------------------------------


def test_attach_and_detach(cast):
    client = cast.client("lead")
    assert "Cantines partagées" in client.get(address("attach", cast.individual.number)).content.decode()
    client.post(address("attach", cast.individual.number), {"panel": cast.proposal.number})
    cast.individual.refresh_from_db()
    assert (cast.individual.state, cast.individual.panel) == (State.ATTACHED, cast.proposal)
    client.post(address("detach", cast.individual.number))
    cast.individual.refresh_from_db()
    assert (cast.individual.state, cast.individual.panel) == (State.RECEIVED, None)


def test_panel_of_another_path_is_not_offered(cast):
    client = cast.client("lead")
    answer = client.post(address("attach", cast.individual.number), {"panel": cast.elsewhere.number})
    assert answer.status_code == 200
    assert "Monnaies locales" not in client.get(address("attach", cast.individual.number)).content.decode()
    cast.individual.refresh_from_db()
    assert cast.individual.state == State.RECEIVED


@pytest.mark.parametrize("who", ["reviewer", "other_lead", "contributor"])
def test_attaching_is_for_who_decides(cast, who):
    assert cast.client(who).post(address("attach", cast.individual.number), {"panel": cast.proposal.number}).status_code == 404


def test_collective_one_has_no_page_for_attaching(cast):
    assert cast.client("lead").get(address("attach", cast.proposal.number)).status_code == 404


def test_other_paths_team_is_asked_without_showing_theirs(cast, across):
    client = cast.client("lead")
    page = client.get(address("ask_merger", cast.proposal.number)).content.decode()
    assert "Zibeline" not in page
    client.post(address("ask_merger", cast.proposal.number), {"note": "Parlons-en."})
    told = Comment.objects.get(proposal=across)
    assert "Cantines partagées" in told.body
    assert "Parlons-en." in told.body
    assert sorted(Message.objects.values_list("to_email", flat=True)) == ["bruno@example.org", "odile@example.org"]
    assert "Zibeline" not in client.get(address("proposal", cast.proposal.number)).content.decode()


def test_asking_twice_is_said(cast, across):
    client = cast.client("lead")
    client.post(address("ask_merger", cast.proposal.number))
    client.post(address("ask_merger", cast.proposal.number))
    assert Comment.objects.filter(proposal=across).count() == 1


def test_self_managed_piece_says_never_merged(cast):
    page = cast.client("lead").get(address("proposal", cast.self_managed.number)).content.decode()
    assert address("merge_with", cast.self_managed.number) not in page
    assert cast.self_managed.kind.nature == Kind.Nature.SELF_MANAGED
