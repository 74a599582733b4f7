"""Lists asked with a key cost the same for any number of rows."""

from collections.abc import Mapping

import pytest

from essaim.call.models import Proposal
from essaim.forum.models import Absence, Speaker
from tests.api.keyed import Caller, hooked, key, mailed, proposal
from tests.factories import call as make
from tests.factories import forum as make_forum

pytestmark = pytest.mark.django_db
State = Proposal.State


COSTS: Mapping[str, int] = {
    "/editions/ici/proposals": 6,
    "/editions/ici/speakers": 11,
    "/editions/ici/absences": 6,
    "/editions/ici/mailings": 5,
    "/editions/ici/webhooks": 5,
}


@pytest.mark.parametrize("n", [1, 3])
@pytest.mark.parametrize("where", COSTS)
def test_list_costs_the_same_for_any_number_of_rows(cast, django_assert_num_queries, where, n) -> None:
    for number in range(n):
        mailed(cast)
        hooked(cast)
        make.make_proposal(cast.call, f"De plus {number}", path=cast.path, organisations=["A", "B"])
        session = make_forum.make_session(cast.edition, f"Séance {number}", paths=[cast.path])
        person = make_forum.make_person(f"Personne {number}")
        make_forum.make_appearance(session, person)
        Speaker.objects.create(edition=cast.edition, person=person, email=f"p{number}@example.org")
        Absence.objects.create(edition=cast.edition, person=person)
    caller = Caller(key(cast.team))
    caller("GET", "/key")
    with django_assert_num_queries(COSTS[where]):
        assert caller("GET", where)["count"] >= n


@pytest.mark.parametrize("n", [1, 3])
def test_one_proposal_costs_the_same_however_many_people_it_has(cast, django_assert_num_queries, n) -> None:
    for _ in range(n):
        make.make_contributor(cast.proposal)
        make.make_question(cast.call, f"q{_}", is_personal=True)
    Proposal.objects.filter(pk=cast.proposal.pk).update(answers={"q0": "A", "gone": "B"})
    for scopes, statements, answers in ((), 8, {"q0": "A", "gone": "B"}), (("proposals:read",), 9, {}):
        caller = Caller(key(cast.team, *scopes))
        caller("GET", "/key")
        with django_assert_num_queries(statements):
            said = caller("GET", proposal(cast))
        assert said["answers"] == answers
