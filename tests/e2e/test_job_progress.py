"""Background work as its owner sees it: the bar moves by itself, the end shows by itself; without scripts a link does it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.sites.site import Site, drop_site, make_site, until

PREPARE = """
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from essaim.desk.actions.job import enqueue
from essaim.desk.models import Account
call_command("collectstatic", interactive=False, verbosity=0)
who = Account.objects.create_user("odile@example.org", "un-essaim-de-2027")
session = SessionStore()
session.update({SESSION_KEY: str(who.pk), BACKEND_SESSION_KEY: "django.contrib.auth.backends.ModelBackend",
                HASH_SESSION_KEY: who.get_session_auth_hash()})
session.save()
job = enqueue(kind="chores.wait", arguments={"name": "seen", "seconds": 8}, by=who)
answer = [session.session_key, job.pk]
"""
VALUE = "document.querySelector('progress')?.value || 0"


@pytest.fixture
def job_site(tmp_path: Path, site_template: Site) -> Iterator[Site]:
    made = make_site(tmp_path / "data", site_template)
    yield made
    drop_site(made)


def log_in(page: Page, key: str, port: int) -> None:
    page.context.add_cookies([{"name": "sessionid", "value": key, "url": f"http://127.0.0.1:{port}"}])


def test_progress_moves_and_ends_by_itself(job_site: Site, page: Page) -> None:
    key, number = job_site.python(PREPARE)
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    with job_site.server("--workers", "2", "--job-workers", "0") as (_, port):
        log_in(page, key, port)
        page.goto(f"http://127.0.0.1:{port}/en/desk/jobs/{number}/")
        page.get_by_text("Waiting for its turn.").wait_for()
        with job_site.worker():
            page.get_by_text("Waiting", exact=True).wait_for()
            until(lambda: 0 < page.evaluate(VALUE) < 1000)
            first = page.evaluate(VALUE)
            until(lambda: page.evaluate(VALUE) > first)
            page.get_by_text("Done.", exact=True).wait_for()
    assert problems == []


def test_without_scripts_a_link_reads_it_again_and_a_button_stops_it(job_site: Site, browser: Browser) -> None:
    key, number = job_site.python(PREPARE)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    with job_site.server("--job-workers", "0") as (_, port):
        log_in(page, key, port)
        page.goto(f"http://127.0.0.1:{port}/en/desk/jobs/{number}/")
        page.get_by_role("link", name="Refresh").click()
        page.get_by_role("button", name="Stop").click()
        page.get_by_text("Stopped. Nothing of it was kept.").wait_for()
        page.get_by_role("button", name="Try again").click()
        page.get_by_text("Waiting for its turn.").wait_for()
    context.close()
