"""A call's form in a real browser: composed, put in order by drag, tried with its conditions; the deadline in the reader's own hour."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Site

TEAM = "/en/team/forum-exemple/call/calls/"
MEXICO = {"timezone_id": "America/Mexico_City", "viewport": {"width": 1280, "height": 1800}}


@pytest.fixture(scope="module")
def composer(browser: Browser, site: Site) -> Iterator[Page]:
    """The demo's organiser, logged in, in Mexico City."""
    context = browser.new_context(**MEXICO)
    page = context.new_page()
    page.goto(site.url("/en/account/login/"))
    page.fill("input[name=login]", "organiser@example.org")
    page.fill("input[name=password]", "essaim-organiser")
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(re.compile("/team/"))
    yield page
    context.close()


@pytest.fixture(scope="module")
def call(composer: Page, site: Site) -> str:
    """A call begun with the form of Niort 2019: the page's address."""
    composer.goto(site.url(TEAM + "new/"))
    composer.fill("[name=name__en]", "Call of the browser test")
    composer.select_option("[name=time_zone]", "America/Mexico_City")
    composer.fill("[name=closes_on]", "2021-05-15")
    composer.fill("[name=closes_hour]", "23:59 (GMT-6)")
    composer.get_by_label("Niort 2019").check()
    composer.get_by_role("button", name="Begin the call").click()
    expect(composer.locator("#id_closes_reading_error")).to_contain_text("UTC−5")
    composer.get_by_label("if the place’s hour is right").check()
    composer.get_by_role("button", name="Begin the call").click()
    composer.wait_for_url(re.compile("call-of-the-browser-test/$"))
    expect(composer.locator("h1 + .lead")).to_contain_text("Saturday 15 May 2021, 23:59, Mexico City time (UTC−5)")
    return composer.url


def test_questions_are_put_in_order_by_drag_and_it_lasts(composer: Page, call: str) -> None:
    composer.goto(call + "questions/")
    first = composer.locator(".form-order > li").nth(0).get_attribute("id")
    composer.locator(".form-order > li").nth(0).locator(".place").drag_to(composer.locator(".form-order > li").nth(2))
    expect(composer.locator("#order-said")).to_have_text("Saved.")
    composer.reload()
    assert composer.locator(".form-order > li").nth(2).get_attribute("id") == first


def test_a_question_is_written_copied_and_moved_by_its_buttons(composer: Page, call: str) -> None:
    composer.goto(call + "questions/new/")
    composer.fill("[name=label__en]", "Is there a follow-up?")
    composer.select_option("[name=type]", "several")
    expect(composer.locator("[name=choices__en]")).to_be_visible()
    composer.select_option("[name=type]", "yes_no")
    expect(composer.locator("[name=choices__en]")).to_be_hidden()
    composer.get_by_role("button", name="Save and enter the next").click()
    composer.fill("[name=label__en]", "Which follow-up?")
    composer.fill("[name=most]", "20")
    composer.get_by_text("Whom it is asked, and when").click()
    composer.locator("[name=asked_if][value='is-there-a-follow-up=yes']").check()
    composer.locator("button[name=save]").click()
    row = composer.locator("#q-which-follow-up")
    expect(row).to_contain_text("Asked only after “Is there a follow-up?”: yes.")
    row.get_by_role("button", name="Copy").click()
    expect(composer.locator("h1")).to_have_text("Which follow-up?")


def test_question_appears_with_its_condition_and_counts_what_is_typed(composer: Page, call: str) -> None:
    composer.goto(call + "preview/?language=en")
    put = composer.locator("[data-question=which-follow-up]")
    expect(put).to_be_hidden()
    composer.locator("[name=q-is-there-a-follow-up][value=yes]").check()
    expect(put).to_be_visible()
    composer.fill("[name=q-which-follow-up]", "x" * 22)
    expect(put.locator("[data-count]")).to_have_text("22 of 20 characters: 2 too many")
    composer.locator("[name=q-is-there-a-follow-up][value=no]").check()
    expect(put).to_be_hidden()


def test_without_script_the_server_asks(browser: Browser, composer: Page, call: str) -> None:
    context = browser.new_context(java_script_enabled=False, storage_state=composer.context.storage_state())
    page = context.new_page()
    page.goto(call + "preview/?language=en")
    assert page.locator("[data-question=which-follow-up]").is_hidden()
    page.locator("[name=q-is-there-a-follow-up][value=yes]").check()
    page.get_by_role("button", name="Check as before sending").click()
    assert page.locator("[data-question=which-follow-up]").is_visible()
    context.close()


def test_chosen_file_that_is_not_saved_is_said_and_asked_about_when_the_page_is_left(composer: Page, call: str, site: Site) -> None:
    page, asked = composer.context.new_page(), []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(site.url("/en/call/forum-exemple/call-of-the-browser-test/propose/contribution/"))
    page.locator("main form button.btn").click()
    page.wait_for_url("**/write/")
    address, waits = page.url, page.locator("[data-file-waits]").first
    page.goto(address)
    assert asked == []
    expect(waits).to_be_empty()
    document = {"name": "plan.txt", "mimeType": "text/plain", "buffer": b"Un plan de salle."}
    page.locator("[data-question=document] [type=file]").set_input_files(document)
    expect(page.locator("[data-question=document] [data-file-waits]")).to_have_text("Not saved yet. Save the page before you leave it.")
    page.mouse.click(5, 5)
    page.goto(address)
    assert asked == ["beforeunload"]
    page.locator("[data-question=document] [type=file]").set_input_files(document)
    page.locator("button[name=save][value=all]").click()
    expect(page.locator("[data-question=document]")).to_contain_text("plan.txt")
    assert asked == ["beforeunload"]
    page.close()


def test_deadline_is_said_in_the_readers_own_hour_where_it_differs(browser: Browser, site: Site) -> None:
    for zone, says in (("America/Mexico_City", True), ("Europe/Paris", False)):
        context = browser.new_context(timezone_id=zone)
        page = context.new_page()
        page.goto(site.url("/en/call/forum-exemple/appel/"))
        expect(page.locator(".deadline time").first).to_contain_text("(UTC+")
        assert page.locator(".own-hour").count() == int(says), zone
        if says:
            expect(page.locator(".own-hour").first).to_contain_text("where you are:")
        context.close()
