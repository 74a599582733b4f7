"""The programme as readers use it: with scripts it answers without reload, without them it answers all the same."""

import re

import pytest
from playwright.sync_api import Page, expect

PROGRAMME = "/fr/forum/forum-exemple/programme/"
NOW = "/fr/forum/forum-exemple/now/"


def test_a_filter_answers_without_reload_and_keeps_the_choice_in_the_address(page: Page, site) -> None:
    page.goto(site.url(PROGRAMME))
    page.evaluate("window.isSamePage = true")
    page.locator("#f-language").focus()
    page.wait_for_function("window.htmx !== undefined")
    page.locator("#f-path").select_option("A")
    page.get_by_role("button", name="Filtrer").click()
    expect(page).to_have_url(re.compile(r"path=A"))
    expect(page.locator(".kept")).to_contain_text("parcours A")
    assert page.evaluate("window.isSamePage")
    tiles = page.locator("#programme .s[data-path]")
    assert {tile.get_attribute("data-path") for tile in tiles.all()} == {"A"}
    page.go_back()
    expect(page.locator(".kept")).to_contain_text("Aucun filtre")


def test_a_filter_answers_without_scripts(browser, site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url(PROGRAMME))
    page.locator("#f-path").select_option("A")
    page.get_by_role("button", name="Filtrer").click()
    expect(page).to_have_url(re.compile(r"path=A"))
    expect(page.locator(".kept")).to_contain_text("parcours A")
    context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_session_is_kept_and_found_again(browser, site, scripts) -> None:
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(site.url(PROGRAMME))
    button = page.locator("button.keep").first
    number = button.get_attribute("value")
    button.click()
    expect(page.locator(f"#k{number}")).to_have_attribute("aria-pressed", "true")
    page.goto(site.url(PROGRAMME))
    expect(page.locator(f"#k{number}")).to_have_attribute("aria-pressed", "true")
    page.goto(site.url("/fr/forum/forum-exemple/favourites/"))
    expect(page.locator("#main .s")).to_have_count(1)
    context.close()


def test_dark_is_chosen_without_scripts_and_stays(browser, site) -> None:
    context = browser.new_context(java_script_enabled=False, color_scheme="light")
    page = context.new_page()
    page.goto(site.url(PROGRAMME))
    page.get_by_role("button", name="Sombre").click()
    expect(page).to_have_url(site.url(PROGRAMME))
    expect(page.locator("body")).to_have_css("background-color", "rgb(22, 18, 12)")
    page.goto(site.url(NOW))
    expect(page.locator("body")).to_have_css("background-color", "rgb(22, 18, 12)")
    context.close()


def test_the_language_switch_keeps_page_and_choice(page: Page, site) -> None:
    page.goto(site.url(PROGRAMME + "?path=A"))
    page.locator(".langs a[hreflang=es]").click()
    expect(page).to_have_url(site.url("/es/forum/forum-exemple/programme/?path=A"))


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
def test_no_width_scrolls_sideways(browser, site, width) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    for path in (PROGRAMME, PROGRAMME + "?day=all", NOW):
        page.goto(site.url(path))
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()


def test_a_wide_screen_shows_rooms_side_by_side_and_nothing_is_cut(page: Page, site) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(site.url(PROGRAMME))
    cut = page.evaluate(
        "[...document.querySelectorAll('.slots .s article')].filter(a => a.scrollHeight > a.clientHeight + 1).map(a => a.innerText)"
    )
    assert cut == []
    lefts = page.evaluate("new Set([...document.querySelectorAll('.slots .s')].map(s => Math.round(s.getBoundingClientRect().left))).size")
    assert lefts > 3


def test_the_first_load_on_a_phone_stays_under_100_kb(browser, site) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[int] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    page.goto(site.url(PROGRAMME), wait_until="networkidle")
    assert 50_000 < sum(sizes) <= 100_000, sizes
    context.close()
