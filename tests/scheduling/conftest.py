from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def scheduling_data(shared_data: Path) -> Path:
    return shared_data / "scheduling"
