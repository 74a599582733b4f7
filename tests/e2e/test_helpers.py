"""Those who help: the draft programme in a real browser, by keyboard alone, on a phone, on paper; accessible in two languages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.conftest import Site

RAPPORTEUR = ("rapporteuse@example.org", "essaim-rapporteuse")
INTERPRETER = ("interprete@example.org", "essaim-interprete")
LEAD = ("partenaire@example.org", "essaim-partenaire")
DRAFT = "/team/forum-exemple/programme/"
TAGS = "['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']"
FOUND = f"axe.run(document, {{runOnly: {TAGS}}}).then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target).join(' ')))"
WAIT_MS = 20_000
PAPER = 718
"""A4 less its margins, in CSS pixels: narrower than where a list of rows begins on a screen."""


@pytest.fixture
def enter(browser: Browser, site: Site) -> Iterator[object]:
    contexts: list[BrowserContext] = []

    def make(login: tuple[str, str]) -> Page:
        contexts.append(browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True))
        page = contexts[-1].new_page()
        page.set_default_timeout(WAIT_MS)
        page.goto(site.url("/en/account/login/"))
        page.fill("input[name=login]", login[0])
        page.fill("input[name=password]", login[1])
        page.press("input[name=password]", "Enter")
        page.wait_for_url("**/team/**")
        return page

    yield make
    for context in contexts:
        context.close()


def press(page: Page, name: str, role: str = "link") -> None:
    page.get_by_role(role, name=name, exact=True).first.focus()  # type: ignore[arg-type]
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_note_is_written_by_keyboard_and_published_by_the_lead(enter, site):
    rapporteur = enter(RAPPORTEUR)
    press(rapporteur, "Draft programme")
    rapporteur.locator("table.draft th[scope=row] a").first.focus()
    with rapporteur.expect_navigation():
        rapporteur.keyboard.press("Enter")
    session = rapporteur.url
    press(rapporteur, "Write a note")
    rapporteur.locator("details[open] textarea").first.focus()
    rapporteur.keyboard.type("Three canteens buy together.")
    press(rapporteur, "Save", "button")
    expect(rapporteur.locator("#notes")).to_contain_text("Three canteens buy together.")
    expect(rapporteur.locator("#notes")).to_contain_text("not published")
    lead = enter(LEAD)
    lead.goto(session)
    with lead.expect_navigation():
        lead.locator("#notes article a").first.click()
    lead.locator("[name=is_published]").check()
    press(lead, "Save", "button")
    expect(lead.locator("#notes article").first).not_to_contain_text("not published")
    rapporteur.goto(session)
    expect(rapporteur.locator("#notes article a")).to_have_count(0)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_pages_are_accessible_and_fit_a_phone(enter, site, node_modules: Path, language: str):
    axe, troubles = (node_modules / "axe-core" / "axe.min.js").read_text(), []
    for login in (RAPPORTEUR, INTERPRETER, LEAD):
        page = enter(login)
        page.goto(site.url(f"/{language}{DRAFT}"))
        session = page.locator("table.draft th[scope=row] a").first.get_attribute("href")
        own = {RAPPORTEUR: ["notes/new/"], LEAD: ["texts/", "notes/new/"]}.get(login, [])
        for address in (f"/{language}/team/", f"/{language}{DRAFT}", session, *(f"{session}{more}" for more in own)):
            page.goto(site.url(address))
            page.evaluate(axe)
            for width in (360, 1280):
                page.set_viewport_size({"width": width, "height": 900})
                troubles += [f"{address} at {width}: {trouble}" for trouble in page.evaluate(FOUND)]
                if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                    troubles.append(f"{address}: wider than {width} px")
    assert troubles == []


def test_interpreter_s_programme_is_a_table_on_paper(enter, site):
    page = enter(INTERPRETER)
    page.goto(site.url(f"/fr{DRAFT}"))
    page.set_viewport_size({"width": PAPER, "height": 1000})
    display = "getComputedStyle(document.querySelector('table.draft tbody tr')).display"
    assert page.evaluate(display) == "grid"
    page.emulate_media(media="print")
    assert page.evaluate(display) == "table-row"
    assert not page.locator("form.filters").is_visible()
    assert not page.locator(".team-tabs").is_visible()
