"""In which language somebody is written to."""

import pytest

from essaim.forum.actions.speaker_letters import language_of

pytestmark = pytest.mark.django_db


def test_variant_of_a_language_is_written_to_in_that_language(stage):
    part = stage.speaker(stage.awa, "awa@example.org", spoken=["es-MX"])
    assert language_of(part, stage.edition) == "es"
