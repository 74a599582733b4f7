from collections.abc import Callable

import pytest

from essaim.search.actions import refresh
from essaim.search.queries import Answer, answer

Ask = Callable[..., Answer]


@pytest.fixture
def ask() -> Ask:
    """As the page does: the index follows, then answers."""

    def asked(question: str, *, reader: str = "en", kind: str = "", scope: str = "", page: int = 1) -> Answer:
        refresh()
        return answer(question, reader=reader, kind=kind, scope=scope, page=page)

    return asked


@pytest.fixture
def titles(ask: Ask) -> Callable[..., list[str]]:
    """ "kind: title" of each hit."""

    def found(question: str, **narrowed: str) -> list[str]:
        return [f"{hit.kind}: {hit.title}" for hit in ask(question, **narrowed).hits]

    return found
