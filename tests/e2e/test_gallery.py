"""The photographs' viewer: by keyboard with the script, by links without it."""

import re

from playwright.sync_api import Page, expect

GALLERY = "/fr/forum/forum-exemple/media/"


def test_viewer_opens_leads_on_and_closes_by_keyboard(page: Page, site) -> None:
    page.goto(site.url(GALLERY))
    first = page.locator("[data-gallery] a").first
    first.focus()
    page.keyboard.press("Enter")
    viewer = page.locator("dialog.viewer")
    expect(viewer).to_be_visible()
    expect(viewer).to_contain_text("1 / 6")
    assert viewer.locator("img").get_attribute("alt") == first.locator("img").get_attribute("alt")
    page.keyboard.press("ArrowRight")
    expect(viewer).to_contain_text("2 / 6")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(viewer).to_contain_text("6 / 6")
    page.keyboard.press("Escape")
    expect(viewer).to_be_hidden()
    expect(page.locator("[data-gallery] a").last).to_be_focused()


def test_without_a_script_each_photograph_has_its_page(browser, site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url(GALLERY))
    page.locator("[data-gallery] a").first.click()
    expect(page).to_have_url(re.compile(r"/media/\d+/$"))
    expect(page.locator("figure.photo img")).to_be_visible()
    page.locator("a[rel=next]").click()
    expect(page.get_by_text("2 / 6", exact=True)).to_be_visible()
    context.close()
