"""What a path's lead reads of speakers with a key: what the pages show them, and nothing for the team alone."""

import json

import pytest

from tests.api.keyed import Caller, key, personal

pytestmark = pytest.mark.django_db


def test_telephone_and_needs_are_for_the_team_alone(cast) -> None:
    personal(cast)
    team, lead = (json.dumps(Caller(key(who))("GET", "/editions/ici/speakers"), ensure_ascii=False) for who in (cast.team, cast.lead))
    assert [word in team for word in ("bintou@secret.example", "06 22", "secret régime")] == [True, True, True]
    assert [word in lead for word in ("bintou@secret.example", "06 22", "secret régime")] == [True, False, False]
