"""kill -9 of a worker taking over a programme, with real processes. `make prove AREA=kills` does the same a hundred times.

1. At every moment the old programme is whole or the new one is.
2. The job is done exactly once, by the next worker.
"""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.forum.exchange.killing import Prepared, killed_at, prepared
from tests.sites.site import Site, drop_site

KILLS = 5
SESSIONS = 120


@pytest.fixture
def made(tmp_path: Path, site_template: Site) -> Iterator[Prepared]:
    made = prepared(tmp_path, sessions=SESSIONS, template=site_template)
    yield made
    drop_site(made.site)


def test_killed_import_leaves_the_old_programme_or_the_new_one_whole(made: Prepared, tmp_path: Path) -> None:
    """1, 2. One moment in each part of the time the job takes, so that most fall into its transaction."""
    chance = random.Random(7)  # noqa: S311 moments
    moments = [made.lasts_s * (part + chance.random()) / KILLS for part in range(KILLS)]
    kills = [killed_at(made, moment, tmp_path / f"kill{number}") for number, moment in enumerate(moments)]
    assert sum(kill.was_running for kill in kills) >= 2, f"the worker was at work at none of these moments: {kills}"
