"""A receiver on this machine, which webhooks may call here, and an edition that tells it."""

import threading
from collections.abc import Iterator

import pytest

from essaim.forum.models import Edition
from tests.desk.webhooks.receiver import Receiver
from tests.factories.forum import make_edition


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(autouse=True)
def _local(settings) -> None:
    settings.WEBHOOKS_LOCAL = True


@pytest.fixture
def edition(db) -> Edition:
    return make_edition("ici")
