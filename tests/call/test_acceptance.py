"""Acceptance questions A03 and A04 asked of the demo's full-size edition, through its pages. A01 stands in tests/forum/speakers/test_a01.py,
A09 in tests/forum/proofreading. What each must answer is its `good` line in ../shared/data/facts/acceptance_questions.yaml."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from essaim.call.actions.likeness import renewal_of, store_likenesses
from essaim.call.demo.load import load_call
from essaim.call.models import Call, Kind, Likeness, Merger, Proposal, ProposingOrganisation
from essaim.call.overlap import NEAREST, THRESHOLD, Corpus
from essaim.call.queries.concerned import NAMED
from essaim.call.queries.overlap import offers_of
from essaim.call.rules import MERGEABLE
from essaim.call.tasks import KEPT_FROM
from essaim.desk.models import Message
from essaim.forum.demo.accounts import make_accounts
from essaim.forum.models import Edition
from essaim.forum.rules import PATH_LEAD
from tests.factories import call as make
from tests.factories import forum as make_forum
from tests.factories.demo import load_whole_demo
from tests.rights.forms import values_of

EDITION = "forum-exemple"


@pytest.fixture
def demo(db, settings) -> Call:
    settings.DEMO = True
    load_whole_demo()
    make_accounts([EDITION])
    call = load_call()
    assert call is not None
    return call


def address(name: str, *args: object) -> str:
    with override("en"):
        return reverse(f"call_team:{name}", args=[EDITION, *args])


def text_of(client: Client, where: str) -> str:
    answer = client.get(where)
    assert answer.status_code == 200, where
    return unescape(answer.text)


def compare(edition: Edition) -> None:
    """As the worker's job does."""
    offers = offers_of(edition)
    found = [one for _key, nearest in Corpus(offers).nearest(NEAREST, least=KEPT_FROM) for one in nearest]
    store_likenesses(renewal=renewal_of(edition, found), n_proposals=len(offers), at=timezone.now())


def nearest_pair(call: Call) -> tuple[Proposal, Proposal]:
    """The nearest two of one path that may be merged, of two organisations and with two authors."""
    rows = Likeness.objects.filter(score__gte=THRESHOLD, one__call=call).select_related(
        "one__path", "one__kind", "other__path", "other__kind"
    )
    for row in rows.order_by("-score", "one__number"):
        both = (row.one, row.other)
        leads = [set(leading(one)) for one in both]
        if (
            row.one.path_id
            and row.one.path_id == row.other.path_id
            and all(one.kind.nature == Kind.Nature.COLLECTIVE and one.state in MERGEABLE and not hasattr(one, "merger") for one in both)
            and leads[0] - leads[1]
            and leads[1] - leads[0]
        ):
            return both
    raise AssertionError("no pair of the demo may be merged")


def leading(proposal: Proposal) -> list[str]:
    rows = proposal.organisations.filter(role=ProposingOrganisation.Role.LEAD)
    return sorted(rows.values_list("name", flat=True))


@pytest.mark.slow
def test_a03_a_path_lead_sees_what_overlaps_and_why_and_merges_two_keeping_both(demo):
    compare(demo.edition)
    one, other = nearest_pair(demo)
    path = one.path
    lead = make_forum.make_account("cheffe.de.file@example.org")
    make.make_role(lead, PATH_LEAD, path)
    client = Client()
    client.force_login(lead)

    board = text_of(client, address("path_board", path.letter))
    assert str(one.number) in board
    foreign = demo.proposals.exclude(path=path).exclude(path=None).order_by("number").first()
    assert client.get(address("proposal", foreign.number)).status_code == 404

    listed = text_of(client, address("path_overlaps", path.letter))
    why = next(part for part in listed.split('<div class="why">')[1:] if f"p={one.number}&" in part or f"/{one.number}/" in part)
    assert re.search(r"both speak of|the same|both serve|both by|both about|in other words", why), why[:600]

    merging = f"{address('merge')}?p={one.number}&p={other.number}"
    page = client.get(merging).text
    form = {**values_of(page, merging), "t0": "own", "t0_own": "Both together", "merge": "1"}
    wanted = sorted({*leading(one), *leading(other)})
    told = {row.email.lower() for each in (one, other) for row in each.contributors.filter(role__in=NAMED).exclude(email="")}
    last = Message.objects.order_by("pk").values_list("pk", flat=True).last() or 0
    answer = client.post(merging, form)
    assert answer.status_code == 302, re.findall(r'class="error[^>]*>[^<]*', answer.text)
    merger = Merger.objects.get(result__path=path, undone_at=None, parts__proposal=one)
    assert leading(merger.result) == wanted, "both organisations lead"
    written = {email.lower() for email in Message.objects.filter(pk__gt=last).values_list("to_email", flat=True)}
    assert told
    assert told <= written, "authors and contacts of both are told"
    for part in (one, other):
        part.refresh_from_db()
        assert part.state == Proposal.State.JOINED, "both proposals stay on record"

    assert client.post(address("separate", merger.result.number), {"reason": "Two subjects."}).status_code == 302
    for part in (one, other):
        part.refresh_from_db()
        assert part.state in MERGEABLE, "undone"

    alone = demo.proposals.filter(kind__nature=Kind.Nature.SELF_MANAGED, path=path).exclude(state=Proposal.State.DRAFT).first()
    refused = client.get(f"{address('merge')}?p={one.number}&p={alone.number}").text
    assert 'id="merge-form"' not in refused
    assert "Self-managed" in unescape(refused) or "self-managed" in unescape(refused)

    single = demo.proposals.filter(
        kind__nature=Kind.Nature.INDIVIDUAL, path=path, state__in=(Proposal.State.RECEIVED, Proposal.State.KEPT)
    ).first()
    assert client.post(address("attach", single.number), {"panel": one.number}).status_code == 302
    single.refresh_from_db()
    assert (single.state, single.panel) == (Proposal.State.ATTACHED, one)


@pytest.mark.slow
def test_a04_the_chair_learns_whether_the_draft_is_balanced_and_by_what_rule(demo):
    chair = make_forum.make_account("presidente.du.comite@example.org")
    make_forum.make_grant(chair, demo.edition)
    client = Client()
    client.force_login(chair)
    for draft in ("proposals", "programme"):
        page = text_of(client, f"{address('balance')}?draft={draft}")
        sections = dict(re.findall(r'<section class="sec" id="([a-z_]+)"><header><h2>[^<]*</h2><p>(.*?)</p>', page, re.DOTALL))
        assert sections.keys() >= {"continent", "country", "organisation_kind", "gender", "language", "format", "goal", "newcomer"}
        assert all(rule.strip() for rule in sections.values()), "the rule of each table is stated"
        for letter in demo.edition.paths.values_list("letter", flat=True):
            assert re.search(rf">\s*{letter}\s*<", page), f"a column for path {letter}"
        gender = page.split('id="gender"')[1].split("</section>")[0]
        assert "unknown" in gender.lower(), "what is not known is counted apart"
        assert 'id="seats"' in page
    swaps = text_of(client, f"{address('swaps')}?draft=proposals")
    found = re.findall(r'<section class="sec">.*?</section>', swaps, re.DOTALL)
    assert found, "each aim that is missed has its answer"
    assert all("No rule breaks" in one or "None exists" in one for one in found), found[0][:900]
