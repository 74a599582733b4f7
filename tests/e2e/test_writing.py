"""Several people write one proposal in real browsers: at once, without a connection, killed, logged out. No sentence is lost."""

import os
import re
import signal
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.conftest import CHROMIUM, FLAGS, Site

EDITION = "forum-exemple"
AUTHOR = ("proposante@example.org", "essaim-proposante")
PARTNER = ("partenaire@example.org", "essaim-partenaire")
SUMMARY, TITLE, DESCRIPTION = (f"[data-text='{name}.fr']" for name in ("summary", "title", "description"))
SAID, WRITERS = "[data-said]", "[data-writers]"
SOON_MS = 20_000


def log_in(page: Page, site: Site, who: tuple[str, str]) -> None:
    page.goto(site.url("/en/account/login/"))
    page.fill("input[name=login]", who[0])
    page.fill("input[name=password]", who[1])
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda address: "/login/" not in address)


def asked(site: Site, statement: str, *values: object) -> list[tuple]:
    connection = sqlite3.connect(f"file:{site.data / 'essaim.sqlite3'}?mode=ro", uri=True, timeout=20)
    try:
        return connection.execute(statement, values).fetchall()
    finally:
        connection.close()


def number_of(address: str) -> int:
    found = re.search(r"/p/(\d+)/", address)
    assert found, address
    return int(found[1])


def text_of(site: Site, number: int, name: str) -> str:
    """What the server has last."""
    rows = asked(
        site,
        "select json_extract(r.texts, ?) from call_textrevision r join call_proposal p on p.id = r.proposal_id"
        " join forum_edition e on e.id = p.edition_id where e.slug = ? and p.number = ? order by r.number desc limit 1",
        f'$."{name}"',
        EDITION,
        number,
    )
    return rows[0][0] or ""


def until_text(site: Site, number: int, name: str, *parts: str) -> str:
    end = time.monotonic() + SOON_MS / 1000
    text = ""
    while time.monotonic() < end:
        text = text_of(site, number, name)
        if all(part in text for part in parts):
            return text
        time.sleep(0.2)
    raise AssertionError(f"{parts} are not all in {text!r}")


@pytest.fixture
def contexts(browser: Browser) -> Iterator[list[BrowserContext]]:
    made = [browser.new_context(viewport={"width": 1280, "height": 900}) for _ in range(2)]
    yield made
    for context in made:
        context.close()


@pytest.fixture
def claire(contexts: list[BrowserContext], site: Site) -> Page:
    """On the page of a draft she has just begun."""
    page = contexts[0].new_page()
    log_in(page, site, AUTHOR)
    page.goto(site.url(f"/fr/call/{EDITION}/appel/propose/collective/"))
    page.click("main form button.btn")
    page.wait_for_url("**/write/")
    page.wait_for_load_state("networkidle")
    return page


@pytest.fixture
def paul(claire: Page, contexts: list[BrowserContext], site: Site) -> Page:
    """Invited by her, on the same page, in a browser of his own."""
    claire.fill("input[name=email]:not([type=hidden])", PARTNER[0])
    claire.get_by_role("button", name=re.compile("^(Inviter|Invite)$")).click()
    claire.wait_for_load_state("networkidle")
    body = asked(site, "select body from desk_message where to_email = ? order by id desc limit 1", PARTNER[0])[0][0]
    link = re.search(r"https?://\S+/join/\S+", body)
    assert link
    page = contexts[1].new_page()
    log_in(page, site, PARTNER)
    page.goto(link[0])
    page.locator("main form button.btn").click()
    page.wait_for_url("**/write/")
    page.wait_for_load_state("networkidle")
    return page


def type_at_end(page: Page, field: str, words: str) -> None:
    page.locator(field).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def test_two_browsers_one_without_a_connection(claire: Page, paul: Page, contexts: list[BrowserContext], site: Site) -> None:
    number = number_of(claire.url)
    type_at_end(claire, SUMMARY, "Nous mangeons ensemble.")
    expect(claire.locator(SAID)).to_contain_text(re.compile(r"\d\d:\d\d"), timeout=SOON_MS)
    expect(paul.locator(SUMMARY)).to_have_value("Nous mangeons ensemble.", timeout=SOON_MS)
    expect(paul.locator(WRITERS)).to_contain_text("Paule", timeout=SOON_MS)

    contexts[1].set_offline(True)
    type_at_end(paul, SUMMARY, " Puis nous cultivons.")
    type_at_end(paul, TITLE, "Des cantines")
    expect(paul.locator(SAID)).to_have_class(re.compile("waits"), timeout=SOON_MS)
    paul.locator("button[name=save][value=all]").click()  # leads nowhere now, and loses nothing
    expect(paul.locator(SUMMARY)).to_have_value("Nous mangeons ensemble. Puis nous cultivons.")

    type_at_end(claire, SUMMARY, " Ensuite nous parlons.")
    type_at_end(claire, DESCRIPTION, "Une table ronde.")
    until_text(site, number, "summary.fr", "Ensuite nous parlons.")

    contexts[1].set_offline(False)
    expect(paul.locator(SUMMARY)).to_have_value("Nous mangeons ensemble. Ensuite nous parlons. Puis nous cultivons.", timeout=SOON_MS)
    expect(paul.locator(DESCRIPTION)).to_have_value("Une table ronde.", timeout=SOON_MS)
    expect(claire.locator(SUMMARY)).to_have_value(paul.locator(SUMMARY).input_value(), timeout=SOON_MS)
    expect(claire.locator(TITLE)).to_have_value("Des cantines", timeout=SOON_MS)


def test_the_cursor_stays_where_one_writes_while_the_others_words_come_in(claire: Page, paul: Page, site: Site) -> None:
    number = number_of(claire.url)
    type_at_end(claire, SUMMARY, "Début. Fin.")
    expect(paul.locator(SUMMARY)).to_have_value("Début. Fin.", timeout=SOON_MS)
    paul.locator(SUMMARY).click()
    paul.keyboard.press("Control+Home")
    paul.keyboard.type("Tout d'abord. ")
    claire.locator(SUMMARY).click()
    claire.keyboard.press("Control+Home")
    for _ in range(len("Début. ")):
        claire.keyboard.press("ArrowRight")
    claire.keyboard.type("Mi")
    expect(claire.locator(SUMMARY)).to_have_value(re.compile("Tout d'abord"), timeout=SOON_MS)
    claire.keyboard.type("lieu. ")
    text = until_text(site, number, "summary.fr", "Milieu.")
    assert text == "Tout d'abord. Début. Milieu. Fin."


def test_both_change_one_sentence_and_one_of_them_chooses(claire: Page, paul: Page, contexts: list[BrowserContext], site: Site) -> None:
    number = number_of(claire.url)
    type_at_end(claire, SUMMARY, "Un. Deux.")
    expect(paul.locator(SUMMARY)).to_have_value("Un. Deux.", timeout=SOON_MS)
    contexts[1].set_offline(True)
    paul.locator(SUMMARY).fill("Un de Paul. Deux.")
    claire.locator(SUMMARY).fill("Un de Claire. Deux.")
    until_text(site, number, "summary.fr", "Un de Claire.")
    contexts[1].set_offline(False)
    box = paul.locator(".differs")
    expect(box).to_contain_text("Un de Claire.", timeout=SOON_MS)
    expect(box).to_contain_text("Un de Paul.")
    expect(paul.locator(SUMMARY)).to_have_value("Un de Claire. Un de Paul. Deux.")
    box.get_by_role("button").first.click()  # keep theirs
    expect(paul.locator(SUMMARY)).to_have_value("Un de Claire. Deux.")
    expect(claire.locator(SUMMARY)).to_have_value("Un de Claire. Deux.", timeout=SOON_MS)


def test_closed_without_saving_and_opened_again(claire: Page, contexts: list[BrowserContext], site: Site) -> None:
    address, number = claire.url, number_of(claire.url)
    contexts[0].set_offline(True)
    type_at_end(claire, DESCRIPTION, "Tapé sans connexion.")
    claire.close(run_before_unload=False)
    contexts[0].set_offline(False)
    again = contexts[0].new_page()
    again.goto(address)
    expect(again.locator(DESCRIPTION)).to_have_value("Tapé sans connexion.", timeout=SOON_MS)
    until_text(site, number, "description.fr", "Tapé sans connexion.")


def test_logged_out_meanwhile(claire: Page, contexts: list[BrowserContext], site: Site) -> None:
    number = number_of(claire.url)
    contexts[0].clear_cookies()
    type_at_end(claire, SUMMARY, "Écrit après la fin de la session.")
    expect(claire.locator(f"{SAID} a")).to_be_visible(timeout=SOON_MS)
    assert text_of(site, number, "summary.fr") == ""
    other = contexts[0].new_page()
    log_in(other, site, AUTHOR)
    other.close()
    claire.bring_to_front()
    until_text(site, number, "summary.fr", "Écrit après la fin de la session.")


def test_choices_save_themselves(claire: Page, site: Site) -> None:
    claire.fill("input[name=audience]", "30")
    claire.keyboard.press("Tab")
    claire.locator("input[name=spoken][value=es]").check()
    claire.fill("input[name=person-1-name]", "Awa Diallo")
    claire.keyboard.press("Tab")
    expect(claire.locator("input[name=person-1-pk]")).not_to_have_value("", timeout=SOON_MS)
    claire.reload()
    expect(claire.locator("input[name=audience]")).to_have_value("30")
    expect(claire.locator("input[name=spoken][value=es]")).to_be_checked()
    expect(claire.locator("input[name=person-1-name]")).to_have_value("Awa Diallo")
    expect(claire.locator("input[name=person-2-name]")).to_have_value("")


def test_without_a_script(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    log_in(page, site, AUTHOR)
    page.goto(site.url(f"/en/call/{EDITION}/appel/propose/collective/"))
    page.locator("select[name=language]").select_option("fr")
    page.click("main form button.btn")
    page.fill(SUMMARY, "Sans script.")
    page.click("button[name=save][value=all]")
    expect(page.locator(SUMMARY)).to_have_value("Sans script.")
    page.click("button[name=send]")
    expect(page.locator("main")).to_contain_text("Still to be answered before sending.")
    assert text_of(site, number_of(page.url), "summary.fr") == "Sans script."
    context.close()


# --- a browser killed by the system -------------------------------------------------------------


def started(browser: Browser, folder: Path) -> BrowserContext:
    return browser.browser_type.launch_persistent_context(folder, executable_path=CHROMIUM, args=FLAGS)


def kill(folder: Path) -> None:
    """Every process that has this folder as its profile."""
    for process in Path("/proc").iterdir():
        if process.name.isdecimal():
            try:
                words = (process / "cmdline").read_bytes().decode(errors="replace")
            except OSError:
                continue
            if f"--user-data-dir={folder}" in words:
                try:
                    os.kill(int(process.name), signal.SIGKILL)
                except ProcessLookupError:
                    continue


@pytest.mark.parametrize("is_online", [False, True])
def test_killed_browser_loses_nothing(browser: Browser, site: Site, tmp_path: Path, *, is_online: bool) -> None:
    folder = tmp_path / "profile"
    context = started(browser, folder)
    page = context.pages[0]
    log_in(page, site, AUTHOR)
    page.goto(site.url(f"/fr/call/{EDITION}/appel/propose/collective/"))
    page.click("main form button.btn")
    page.wait_for_url("**/write/")
    page.wait_for_load_state("networkidle")
    address, number = page.url, number_of(page.url)
    type_at_end(page, SUMMARY, "Enregistré.")
    until_text(site, number, "summary.fr", "Enregistré.")
    context.set_offline(not is_online)
    type_at_end(page, SUMMARY, " Tapé juste avant la fin.")
    page.wait_for_timeout(150)
    kill(folder)
    assert "Tapé" not in text_of(site, number, "summary.fr")

    context = started(browser, folder)
    page = context.pages[0]
    log_in(page, site, AUTHOR)
    page.goto(address)
    expect(page.locator(SUMMARY)).to_have_value("Enregistré. Tapé juste avant la fin.", timeout=SOON_MS)
    assert until_text(site, number, "summary.fr", "Tapé") == "Enregistré. Tapé juste avant la fin."
    context.close()
