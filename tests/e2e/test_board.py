"""The board in a real browser: by drag, by keyboard, without script, and two people at once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.e2e.conftest import Site

TEAM = ("organiser@example.org", "essaim-organiser")
PARTNER = ("partenaire@example.org", "essaim-partenaire")
"""Leads path C."""
BOARD = "/en/team/forum-exemple/call/board/C/"
WAIT_MS = 20_000


class Person:
    def __init__(self, context: BrowserContext, site: Site, login: tuple[str, str]) -> None:
        self.context, self.site, self.page = context, site, context.new_page()
        self.page.set_default_timeout(WAIT_MS)
        self.page.goto(site.url("/en/account/login/"))
        self.page.fill("input[name=login]", login[0])
        self.page.fill("input[name=password]", login[1])
        self.page.press("input[name=password]", "Enter")
        self.page.wait_for_url("**/team/**")

    def open(self, address: str = BOARD) -> Page:
        self.page.goto(self.site.url(address))
        return self.page


@pytest.fixture
def somebody(browser: Browser, site: Site) -> Iterator[object]:
    """Makes people, each in a browser of their own."""
    contexts: list[BrowserContext] = []

    def make(login: tuple[str, str], **more: bool) -> Person:
        contexts.append(browser.new_context(viewport={"width": 1280, "height": 900}, **more))  # type: ignore[arg-type]
        return Person(contexts[-1], site, login)

    yield make
    for context in contexts:
        context.close()


def lane(page: Page, code: str) -> Locator:
    return page.locator(f"#lane-{code}")


def count(page: Page, code: str) -> int:
    return int(lane(page, code).locator("header .num").inner_text())


def first(page: Page, code: str) -> Locator:
    number = lane(page, code).locator(".card").first.get_attribute("data-number")
    return page.locator(f"#p{number}")


def in_lane(page: Page, code: str, card: Locator) -> Locator:
    return lane(page, code).locator(f"#{card.get_attribute('id')}")


def drag(card: Locator, to: Locator) -> None:
    card.locator("header").drag_to(to.locator("header").first)


def test_a_card_is_dragged_and_the_move_undone(somebody):
    page = somebody(PARTNER).open()
    card, received, discussed = first(page, "received"), count(page, "received"), count(page, "discussed")
    drag(card, lane(page, "discussed"))
    expect(in_lane(page, "discussed", card)).to_be_visible()
    expect(page.locator("#board-said")).to_contain_text("discussed")
    assert (count(page, "received"), count(page, "discussed")) == (received - 1, discussed + 1)
    page.reload()
    assert (count(page, "received"), count(page, "discussed")) == (received - 1, discussed + 1)
    drag(card, lane(page, "kept"))
    expect(page.locator("#board-said")).to_contain_text("kept")
    page.get_by_role("button", name="Undo").click()
    expect(in_lane(page, "discussed", card)).to_be_visible()
    expect(page.locator("#board-said")).to_contain_text("discussed")
    page.reload()
    expect(in_lane(page, "discussed", card)).to_be_visible()


def test_a_card_goes_by_keyboard_alone_and_keeps_the_focus(somebody):
    page = somebody(PARTNER).open()
    card = first(page, "received")
    link = card.locator("h3 a")
    link.focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(in_lane(page, "discussed", card)).to_be_visible()
    expect(page.locator("#board-said")).to_contain_text("discussed")
    expect(link).to_be_focused()
    page.keyboard.press("Shift+ArrowRight")
    expect(in_lane(page, "kept", card)).to_be_visible()
    expect(page.locator("#board-said")).to_contain_text("kept")
    expect(link).to_be_focused()
    page.keyboard.press("Shift+ArrowLeft")
    expect(in_lane(page, "discussed", card)).to_be_visible()


def test_without_script_the_buttons_move(somebody):
    page = somebody(TEAM, java_script_enabled=False).open()
    expect(page.locator("#board-help")).to_be_hidden()
    card = first(page, "received")
    card.get_by_role("button", name="Discuss").click()
    expect(in_lane(page, "discussed", card)).to_be_visible()
    card.locator("summary").click()
    card.get_by_role("button", name="Set back to received").click()
    expect(in_lane(page, "received", card)).to_be_visible()


def test_of_two_people_the_second_learns_of_the_first(somebody):
    one, other = somebody(PARTNER), somebody(TEAM)
    mine, theirs = one.open(), other.open()
    card = first(mine, "discussed")
    key = card.get_attribute("id")
    drag(theirs.locator(f"#{key}"), lane(theirs, "kept"))
    expect(theirs.locator("#board-said")).to_contain_text("kept")
    before = count(mine, "received")
    drag(card, lane(mine, "received"))
    expect(mine.locator(".board-undo")).to_contain_text("moved")
    expect(mine.locator(".board-undo")).to_contain_text("Odile")
    expect(in_lane(mine, "discussed", card)).to_be_visible()
    assert count(mine, "received") == before
    mine.reload()
    expect(in_lane(mine, "kept", card)).to_be_visible()


def test_what_is_refused_goes_back_and_says_why(somebody):
    page = somebody(TEAM).open()
    card = first(page, "received")
    drag(card, lane(page, "placed"))
    expect(page.locator(".board-undo")).to_contain_text("Placed")
    expect(in_lane(page, "received", card)).to_be_visible()
    page.context.set_offline(True)
    drag(card, lane(page, "kept"))
    expect(page.locator(".board-undo")).to_contain_text("connection")
    expect(in_lane(page, "received", card)).to_be_visible()
    page.context.set_offline(False)


def test_a_step_that_asks_for_more_opens_its_page(somebody):
    page = somebody(TEAM).open("/en/team/forum-exemple/call/board/?kind=self_managed")
    card = first(page, "kept")
    number = card.get_attribute("data-number")
    drag(card, lane(page, "confirmed"))
    page.wait_for_url(f"**/p/{number}/confirm/")
