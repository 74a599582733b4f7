import pytest
from django.utils import translation

from essaim.kit.rows import in_a_row


@pytest.mark.parametrize(("language", "said"), [("en", "one; two"), ("fr", "one\N{NO-BREAK SPACE}; two"), ("es", "one; two")])
def test_a_row_is_set_apart_as_its_language_does(language: str, said: str):
    with translation.override(language):
        assert in_a_row(["one", "two"]) == said
