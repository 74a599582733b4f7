from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sites.site import Site, drop_site, make_site


@pytest.fixture(scope="session")
def site_template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = make_site(tmp_path_factory.mktemp("site") / "template")
    yield site
    drop_site(site)


@pytest.fixture
def site(tmp_path: Path, site_template: Site) -> Iterator[Site]:
    """A migrated, empty site of this test's own, for real processes."""
    made = make_site(tmp_path / "data", site_template)
    yield made
    drop_site(made)
