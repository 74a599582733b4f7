import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.utils import timezone, translation

pytest_plugins = ["tests.sites.fixtures"]
SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The real input files beside a developer's checkout; a stranger's clone has none."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not beside this checkout: its real files are not tested here")
    return SHARED / "data"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """In CI a skipped test is a missing part, and fails the run."""
    if os.environ.get("CI") == "true" and terminalreporter.stats.get("skipped"):
        terminalreporter.section("skipped in CI", red=True)
        for report in terminalreporter.stats["skipped"]:
            terminalreporter.line(f"{report.nodeid}: {report.longrepr}")


def pytest_configure() -> None:
    """A password is hashed in microseconds: the real hasher takes half a second of every account a test makes."""
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") == "true" and reporter and reporter.stats.get("skipped") and exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """Language and time zone of the last request are not those of the next test."""
    yield
    translation.activate(django_settings.LANGUAGE_CODE)
    timezone.deactivate()


@pytest.fixture(autouse=True)
def _simple_static(settings) -> None:
    """Static files by their plain names: tests need no collected manifest."""
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@pytest.fixture(autouse=True)
def _fresh_pages(settings) -> None:
    """No page is kept from one test, or one request, to the next. What proves the keeping sets KEPT_PAGES_MB again."""
    settings.KEPT_PAGES_MB = 0


@pytest.fixture(autouse=True)
def _one_factor(settings) -> None:
    """A log-in is enough. What proves the second factor sets SECOND_FACTOR again."""
    settings.SECOND_FACTOR = False
