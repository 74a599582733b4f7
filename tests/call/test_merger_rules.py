"""What a merger may not take for granted: an agreement, a title's length, a second place in a count."""

import pytest
from django.urls import reverse

from essaim.call.actions.contributors import invite_author, join_as_author, link_for
from essaim.call.actions.merger import Choices
from essaim.call.actions.review import declare_conflict
from essaim.call.actions.sending import send_proposal
from essaim.call.errors import CallError
from essaim.call.models import Kind, Proposal
from essaim.call.rules import is_author, may_discuss, may_write
from essaim.forum.rules import standing_of
from tests.call.merging import merged
from tests.factories import call as make
from tests.factories import forum as make_forum

State = Proposal.State


@pytest.mark.parametrize(("given", "wanted"), [({"accord": True}, True), ({"accord": False}, False), ({}, False)])
def test_agreement_holds_when_every_part_agreed(cast, pair, given, wanted):
    Proposal.objects.filter(pk=pair[1].pk).update(answers=given)
    assert merged(cast, *pair).result.answers["accord"] is wanted


def test_agreement_nobody_was_asked_for_is_none(cast, pair):
    Proposal.objects.filter(pk__in=[one.pk for one in pair]).update(answers={})
    assert "accord" not in merged(cast, *pair).result.answers


def test_merged_one_and_its_part_count_once_for_an_organisation(cast):
    Kind.objects.filter(pk=cast.proposal.kind_id).update(max_per_organisation=2)
    merged(cast, cast.proposal, make.make_proposal(cast.call, "Autre", path=cast.path, organisations=["Soleil"]))
    more = [
        make.make_proposal(
            cast.call, f"N° {number}", state=State.DRAFT, author=cast.contributor, organisations=["Les Tablées"], summary="Oui"
        )
        for number in (2, 3)
    ]
    assert send_proposal(proposal=more[0], by=cast.contributor).state == State.RECEIVED
    with pytest.raises(CallError, match="too_many_of_organisation"):
        send_proposal(proposal=more[1], by=cast.contributor)


def test_title_of_the_result_has_the_bound_of_any_title(cast, pair):
    with pytest.raises(CallError, match="text_too_long"):
        merged(cast, *pair, choices=Choices(texts={"title.fr": "x" * 301}))


def test_title_too_long_is_told_at_its_place_and_stands_again(cast, pair):
    client, address = cast.client("lead"), f"{reverse('call_team:merge', args=['ici'])}?p={pair[0].number}&p={pair[1].number}"
    form = client.get(address).context["form"]
    place = next(place for place, one in enumerate(form.written) if one.name == "title.fr")
    data = {name: field.initial for name, field in form.fields.items() if field.initial is not None}
    page = client.post(address, data | {"merge": "1", f"t{place}": "own", f"t{place}_own": "x" * 301})
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [f"t{place}_own"]
    assert "x" * 301 in page.text


def test_nobody_is_asked_whether_a_proposal_belongs_with_itself(cast):
    address = f"{reverse('call_team:ask_merger', args=['ici', cast.proposal.number])}?other={cast.proposal.number}"
    assert cast.client("lead").post(address, {"note": ""}).status_code == 404
    assert not cast.proposal.comments.exists()


def test_conflict_with_a_part_declared_after_the_merger_is_one_with_the_whole(cast, pair):
    inner = merged(cast, *pair).result
    outer = merged(cast, inner, cast.proposal).result
    declare_conflict(proposal=Proposal.objects.get(pk=pair[0].pk), account=cast.reviewer, by=cast.reviewer)
    standing = standing_of(cast.reviewer, cast.edition)
    assert [may_discuss(standing, Proposal.objects.get(pk=one.pk)) for one in (*pair, inner, outer)] == [False, True, False, False]


def test_co_author_who_accepts_after_the_merger_writes_in_the_whole(cast, pair):
    late, other = (make_forum.make_account(f"{name}@example.org", name=name.title()) for name in ("lucie", "marc"))
    row = invite_author(proposal=pair[0], email=late.email, name="Lucie", by=pair[0].created_by)
    make.make_contributor(pair[1], "Marc", email=late.email)
    result = merged(cast, *pair).result
    join_as_author(link=link_for(row), by=late)
    standing = standing_of(late, cast.edition)
    assert may_write(standing, Proposal.objects.get(pk=result.pk))
    assert not is_author(standing, Proposal.objects.get(pk=pair[1].pk))
    assert not is_author(standing_of(other, cast.edition), Proposal.objects.get(pk=result.pk))
    assert list(result.contributors.filter(account=late).values_list("name", flat=True)) == ["Lucie"]
