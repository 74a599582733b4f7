"""The fictional edition's call: 170 proposals, all said to be synthetic, written once."""

from collections import Counter

import pytest

from essaim.call.demo.accounts import LOGINS
from essaim.call.demo.load import load_call
from essaim.call.demo.mergers import PAIRS
from essaim.call.demo.proposals import N_PROPOSALS
from essaim.call.models import Call, Contributor, Kind, Merger, Proposal
from essaim.desk.models import Account, Grant
from essaim.forum.demo.accounts import make_accounts
from essaim.forum.rules import INTERPRETER, VOLUNTEER, standing_of
from tests.factories import forum as make
from tests.factories.demo import load_whole_demo


@pytest.fixture
def demo(db, settings) -> Call:
    settings.DEMO = True
    load_whole_demo()
    make_accounts(["forum-exemple"])
    call = load_call()
    assert call is not None
    return call


def test_nothing_without_the_fictional_edition(db):
    make.make_edition("forum-exemple", is_fictional=False)
    assert load_call() is None
    assert Call.objects.count() == 0


@pytest.mark.slow
def test_demo_call(demo):
    own = demo.proposals.filter(merger=None)
    assert own.count() == N_PROPOSALS == 170
    assert not own.filter(is_synthetic=False).exists()
    assert set(own.values_list("state", flat=True)) >= {"received", "discussed", "kept", "confirmed", "declined"}
    natures = Counter(own.values_list("kind__nature", flat=True))
    assert all(natures[nature] >= 10 for nature in Kind.Nature.values)
    assert all(own.filter(path=path).count() >= 8 for path in demo.edition.paths.all())
    assert not own.filter(state=Proposal.State.CONFIRMED, session=None).exists()
    assert not Contributor.objects.exclude(email__endswith="@example.org").exists()
    assert not Contributor.objects.filter(person__is_fictional=False).exists()
    assert Merger.objects.filter(result__call=demo, undone_at=None).count() == len(PAIRS)
    assert demo.proposals.filter(state=Proposal.State.JOINED).count() == 2 * len(PAIRS)
    assert demo.proposals.filter(state=Proposal.State.ATTACHED).exists()
    again = load_call()
    assert again == demo
    assert demo.proposals.filter(merger=None).count() == N_PROPOSALS
    for login in LOGINS:
        assert login.email.endswith("@example.org")
    lead = standing_of(Account.objects.get(email=LOGINS[0].email), demo.edition)
    assert [demo.edition.paths.get(pk=key).letter for key in lead.led][:1] == ["C"]
    assert not lead.is_team


@pytest.mark.slow
def test_login_the_demo_lacked_is_made_and_others_keep_their_roles(demo, settings):
    settings.DEMO = True
    first, *_, last = LOGINS
    known = Account.objects.get(email=first.email)
    taken = Grant.objects.filter(account=known).delete()
    assert taken[0]
    Account.objects.get(email=last.email).delete()
    load_call()
    assert not Grant.objects.filter(account=known).exists()
    assert VOLUNTEER in standing_of(Account.objects.get(email=last.email), demo.edition).roles


@pytest.mark.slow
def test_rapporteur_interpreter_and_volunteer_have_their_part(demo):
    noting, interpreting, helping = (standing_of(Account.objects.get(email=login.email), demo.edition) for login in LOGINS[-3:])
    assert [demo.edition.paths.get(pk=key).letter for key in noting.noted] == ["C"]
    assert interpreting.roles == {INTERPRETER}
    assert helping.roles == {VOLUNTEER}
    assert not any(one.is_any for one in (noting, interpreting, helping))
