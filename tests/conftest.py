from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The real input files beside a developer's checkout; a stranger's clone has none."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not beside this checkout: its real files are not tested here")
    return SHARED / "data"
