"""The kinds of a call: kept where they are in use, moved, their rules said."""

import pytest

from essaim.call.actions.call import create_call
from essaim.call.actions.kind import move_kind, remove_kind, save_kind
from essaim.call.errors import CallError
from essaim.call.models import Kind
from tests.factories import call as make

pytestmark = pytest.mark.usefixtures("english")


def test_kind_with_proposals_keeps_its_nature(cast):
    with pytest.raises(CallError, match="kind_has_proposals"):
        save_kind(call=cast.call, kind=cast.proposal.kind, by=cast.team, nature=Kind.Nature.SELF_MANAGED)
    save_kind(call=cast.call, kind=cast.proposal.kind, by=cast.team, name={"fr": "Collective"})


def test_kind_in_use_is_kept_also_by_a_question_of_its_own(cast):
    call = create_call(edition=cast.edition, by=cast.team, name={"fr": "Bis"}, kinds="bordeaux-2025")
    kind = call.kinds.get(slug="autogeree")
    make.make_question(call, "salle").kinds.add(kind)
    with pytest.raises(Exception, match="in_use"):
        remove_kind(kind=kind, by=cast.team)
    remove_kind(kind=call.kinds.get(slug="individuelle"), by=cast.team)
    assert call.kinds.count() == 2


def test_kinds_move_and_stay_at_the_ends(cast):
    call = create_call(edition=cast.edition, by=cast.team, name={"fr": "Bis"}, kinds="bordeaux-2025")
    last = call.kinds.get(slug="autogeree")
    move_kind(kind=last, step=1, by=cast.team)
    move_kind(kind=last, step=-1, by=cast.team)
    assert [kind.slug for kind in call.kinds.all()] == ["individuelle", "autogeree", "collective"]


def test_kind_page_says_its_rules(cast):
    page = cast.client("team").get(f"/en/team/ici/call/calls/{cast.call.slug}/").content.decode()
    assert "It is never merged with another, and not interpreted." in page
    assert "the organisers attach it to a panel" in page
