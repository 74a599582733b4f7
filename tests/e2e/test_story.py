"""The ten steps from a call to a replacement, walked by the pages alone on the made-up edition, in one go.

1 a call is composed · 2 three partners propose, one without a connection for a while · 3 the overlap is seen · 4 it is discussed · 5 merged ·
6 undone and merged again · 7 the chair looks at balance · 8 it is confirmed and its speakers answer by one link · 9 a release tells exactly
those it touches · 10 a visa is refused and a replacement found.
"""

import re
import sqlite3
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.conftest import Site

EDITION = "forum-exemple"
TEAM = f"/en/team/{EDITION}"
PATH = "C"
TITLES = ("Compost de quartier : le retour au sol", "Composter ensemble dans le quartier", "Barrio y compost: volver a la tierra")
SUMMARIES = (
    "Trois collectifs de quartier ramassent les biodéchets des cantines et rendent le compost aux maraîchers de la ville.",
    "Comment un quartier composte les biodéchets de ses cantines, avec des maraîchers et une équipe d'insertion.",
    "Un barrio composta los residuos de sus comedores y devuelve el compost a los huertos de la ciudad.",
)


class Cast:
    """Everybody in a browser of their own."""

    def __init__(self, browser: Browser, site: Site) -> None:
        self.browser, self.site = browser, site
        self.contexts: list[BrowserContext] = []

    def stranger(self) -> Page:
        context = self.browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
        self.contexts.append(context)
        return context.new_page()

    def enter(self, email: str, password: str) -> Page:
        page = self.stranger()
        page.goto(self.site.url("/en/account/login/"))
        page.fill("input[name=login]", email)
        page.fill("input[name=password]", password)
        page.press("input[name=password]", "Enter")
        page.wait_for_url(lambda address: "/login/" not in address)
        return page

    def close(self) -> None:
        for context in self.contexts:
            context.close()


@pytest.fixture
def cast(browser: Browser, site: Site) -> Iterator[Cast]:
    made = Cast(browser, site)
    yield made
    made.close()


def asked(site: Site, statement: str, *values: object) -> list[tuple]:
    """What the database has: only to follow letters, which leave the site."""
    connection = sqlite3.connect(f"file:{site.data / 'essaim.sqlite3'}?mode=ro", uri=True, timeout=20)
    try:
        return connection.execute(statement, values).fetchall()
    finally:
        connection.close()


def letters_of(site: Site, kind: str) -> list[tuple[str, str]]:
    """(to, body) of the last mailing of that kind."""
    statement = "select m.to_email, m.body from desk_message m where m.mailing_id = (select max(id) from desk_mailing where kind = ?) order by m.to_email"
    return asked(site, statement, kind)


def number_in(page: Page) -> int:
    found = re.search(r"/p/(\d+)/", page.url)
    assert found, page.url
    return int(found[1])


def compose(team: Page, site: Site) -> str:
    """1. Bordeaux's three kinds, a question of one's own, public. Gives the call's address name."""
    team.goto(site.url(f"{TEAM}/call/calls/new/"))
    team.fill("[name=name__fr]", "Appel de la onzième heure")
    team.get_by_label(re.compile("Bordeaux", re.IGNORECASE)).first.check()
    team.get_by_role("button", name="Begin the call").click()
    slug = re.search(r"/calls/([\w-]+)/", team.url)[1]
    team.goto(site.url(f"{TEAM}/call/calls/{slug}/questions/new/"))
    team.fill("[name=label__fr]", "Qui sera là ?")
    team.get_by_role("button", name=re.compile("^Save|Add")).first.click()
    expect(team.get_by_text("Qui sera là").first).to_be_visible()
    team.goto(site.url(f"{TEAM}/call/calls/{slug}/settings/"))
    team.check("[name=is_public]")
    team.get_by_role("button", name="Save").click()
    return slug


def propose(page: Page, site: Site, slug: str, place: int, *, offline: bool = False) -> int:
    """2. From the call's public page to a sent proposal."""
    page.goto(site.url(f"/en/call/{EDITION}/{slug}/"))
    page.locator("#kinds a.btn", has_text=re.compile("collective", re.IGNORECASE)).first.click()
    language = "es" if place == 2 else "fr"
    page.select_option("[name=language]", language)
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/write/**")
    number = number_in(page)
    page.fill(f"[name='title.{language}']", TITLES[place])
    if offline:
        expect(page.locator("[data-said]")).to_contain_text("Saved", timeout=20_000)
        page.context.set_offline(True)
    page.fill(f"[name='summary.{language}']", SUMMARIES[place])
    page.locator(f"[name='summary.{language}']").blur()
    if offline:
        expect(page.locator("[data-said]")).to_contain_text("kept on this device", timeout=20_000)
        page.context.set_offline(False)
    expect(page.locator("[data-said]")).to_contain_text("Saved", timeout=30_000)
    page.select_option("[name=path]", label=page.locator("[name=path] option", has_text=re.compile("^C ")).first.inner_text())
    page.fill("[name=organisation-0-organisation]", f"Compostière {place}")
    with page.expect_navigation(timeout=60_000):
        page.get_by_role("button", name="Send it to the path team").click()
    if "/write/" in page.url:  # a new name asks once whom it is
        for radio in page.get_by_label(re.compile("new", re.IGNORECASE)).all():
            if radio.is_visible():
                radio.check()
        page.get_by_role("button", name="Send it to the path team").click()
    page.wait_for_url(re.compile(rf"/p/{number}/$"), timeout=60_000)
    return number


def merge(lead: Page, site: Site, one: int, other: int) -> int:
    lead.goto(site.url(f"{TEAM}/call/merge/?p={one}&p={other}"))
    lead.fill("[name=reason]", "Même sujet, mêmes gestes.")
    lead.locator("#merge-form").get_by_role("button", name="Merge, and tell everybody").click()
    lead.wait_for_url(re.compile(r"/call/p/\d+/$"))
    return number_in(lead)


def test_ten_steps(cast: Cast, site: Site):
    team = cast.enter("organiser@example.org", "essaim-organiser")
    lead = cast.enter("partenaire@example.org", "essaim-partenaire")
    other = cast.enter("copilote@example.org", "essaim-copilote")
    author = cast.enter("proposante@example.org", "essaim-proposante")
    chair = cast.enter("relecture@example.org", "essaim-relecture")

    slug = compose(team, site)
    first = propose(author, site, slug, 0, offline=True)
    second = propose(other, site, slug, 1)
    third = propose(cast.enter("participant@example.org", "essaim-participant"), site, slug, 2)

    # 3. the overlap, within a language and across two, as the path's lead sees it
    compared = site.url(f"{TEAM}/call/compare/{first}/{second}/")
    for _ in range(30):
        lead.goto(compared)
        if lead.locator(".reasons li").count():
            break
        lead.wait_for_timeout(2000)
    expect(lead.locator(".reasons")).to_contain_text(re.compile("compost", re.IGNORECASE))
    lead.goto(site.url(f"{TEAM}/call/overlaps/{PATH}/"))
    expect(lead.locator(".pairs")).to_contain_text(f"no. {first}")

    # 4. discussed: a word to the team, a question to the author, who answers
    lead.goto(site.url(f"{TEAM}/call/p/{first}/"))
    asking = lead.locator("form", has=lead.get_by_role("button", name=re.compile("Ask its authors")))
    asking.locator("textarea").fill("Accepteriez-vous de tenir la séance à deux équipes ?")
    asking.get_by_role("button", name=re.compile("Ask its authors")).click()
    lead.wait_for_url(re.compile(rf"/p/{first}/(#.*)?$"))
    author.goto(site.url(f"/en/call/{EDITION}/p/{first}/"))
    author.locator("textarea[name=body]").first.fill("Volontiers.")
    author.get_by_role("button", name="Send the answer").click()
    lead.goto(site.url(f"{TEAM}/call/p/{first}/"))
    expect(lead.locator("#words")).to_contain_text("Volontiers.")
    # another path's lead sees nothing of it
    assert other.goto(site.url(f"{TEAM}/call/p/{first}/")).status == 404

    # 5. merged, 6. undone, merged again: both organisations lead the result, both authors are told
    result = merge(lead, site, first, second)
    expect(lead.locator("main")).to_contain_text("Compostière 0")
    expect(lead.locator("main")).to_contain_text("Compostière 1")
    assert {to for to, _body in letters_of(site, "call.merged")} >= {"proposante@example.org", "copilote@example.org"}
    lead.goto(site.url(f"{TEAM}/call/p/{result}/separate/"))
    lead.get_by_role("button", name=re.compile("Undo the merger")).click()
    lead.goto(site.url(f"{TEAM}/call/p/{first}/"))
    expect(lead.locator(".title")).to_contain_text("received")
    result = merge(lead, site, first, second)
    author.goto(site.url(f"/en/call/{EDITION}/p/{first}/"))
    expect(author.locator("main")).to_contain_text(f"no. {result}")
    assert third not in (first, second)

    # 7. the chair looks at balance: every aim with what is known and what is not
    chair.goto(site.url(f"{TEAM}/call/balance/"))
    expect(chair.locator("main")).to_contain_text(re.compile("unknown|not known|not declared", re.IGNORECASE))

    # 8. confirmed, placed; its speaker answers by one link, without an account
    lead.goto(site.url(f"{TEAM}/call/p/{result}/confirm/"))
    lead.get_by_role("button", name="Confirm").last.click()
    lead.wait_for_url("**/place/")
    lead.select_option("[name=day]", index=1)
    lead.fill("[name=starts]", "20:40")
    lead.fill("[name=ends]", "21:40")
    room = lead.locator("[name=room] option", has_text="Studio").first.get_attribute("value")
    lead.select_option("[name=room]", room)
    lead.get_by_role("button", name="Save").click()
    lead.wait_for_url(re.compile(rf"/p/{result}/$"))
    link = ask_and_read_link(team, site)
    speaker = cast.stranger()
    speaker.goto(link)
    seat = speaker.locator("article.seat").first
    seat.locator("input[type=radio][value=confirmed], input[type=radio][value=yes]").first.check()
    seat.get_by_role("button", name=re.compile("Save this answer")).click()
    expect(speaker.locator("article.seat").first).to_contain_text("I come")

    # 9. a release tells exactly those it touches
    team.goto(site.url(f"{TEAM}/release/"))
    expect(team.locator("main")).to_contain_text("Nothing leaves by itself")
    team.get_by_role("button", name=re.compile(r"Put version \d+ on line")).click()
    told = {to for to, _body in letters_of(site, "forum.release")}
    assert told == expected_readers(site)
    assert {"proposante@example.org", "copilote@example.org", "partenaire@example.org"} <= told
    assert "participant@example.org" not in told

    # 10. a visa is refused: what is lost, who could step in, and the public page says it without the reason
    refuse_and_replace(team, site, result)
    public = cast.stranger()
    session = asked(site, "select s.code from forum_session s join call_proposal p on p.session_id = s.id where p.number = ?", result)[0][0]
    public.goto(site.url(f"/en/forum/{EDITION}/sessions/{session}/"))
    expect(public.locator("main")).to_contain_text(re.compile("cannot come", re.IGNORECASE))
    assert "visa" not in public.locator("main").inner_text().lower()


def ask_and_read_link(team: Page, site: Site) -> str:
    """The team asks those who have not answered; the letter waits in the outbox; its link is what the speaker gets."""
    team.goto(site.url(f"{TEAM}/speakers/?q=Paule"))
    team.locator("main input[type=checkbox][name]:visible").first.check()
    team.get_by_role("button", name=re.compile("^Ask them")).first.click()
    team.locator("main button[name=write]").first.click()
    body = next(body for to, body in letters_of(site, "forum.speakers") if to == "proposante@example.org")
    return re.search(r"https?://\S+/answer/\S+/", body)[0].replace("/fr/", "/en/")  # the letter is in her language, this reader in English


def expected_readers(site: Site) -> set[str]:
    """From the rows alone: people of the sessions whose slot differs between the last two versions, leads of their paths, keepers."""
    edition = asked(site, "select id from forum_edition where slug = ?", EDITION)[0][0]
    versions = "select id from forum_version where edition_id = ? and number is not null order by number desc limit 2"
    (last,), (before,) = asked(site, versions, edition)
    fields = "session_id, day, part, starts_at, ends_at, room_id, site_id, facts"
    rows = [set(asked(site, f"select {fields} from forum_slot where version_id = ?", version)) for version in (last, before)]  # noqa: S608 our own names
    found: set[str] = set()
    for session in {row[0] for row in rows[0] ^ rows[1]}:
        for statement in (SPEAKERS, LEADS, KEEPERS):
            found |= {email.lower() for (email,) in asked(site, statement, session) if email}
    return found


SPEAKERS = """
select coalesce(nullif(sp.email, ''), nullif(co.email, ''), acc.email) from forum_appearance a
join registry_person p on p.id = a.person_id join forum_session s on s.id = a.session_id
left join forum_speaker sp on sp.person_id = p.id and sp.edition_id = s.edition_id
left join forum_speaker co on co.id = sp.contact_id left join desk_account acc on acc.id = p.account_id where s.id = ?
"""
LEADS = """
select acc.email from forum_session_paths sp join forum_path_leads l on l.path_id = sp.path_id
join desk_grant g on g.role = 'colleague' and g.kind = 'registry.organisation' and g.key = cast(l.organisation_id as text)
join desk_account acc on acc.id = g.account_id where sp.session_id = ?
"""
KEEPERS = "select acc.email from forum_favourite f join desk_account acc on acc.id = f.account_id where f.session_id = ?"


def refuse_and_replace(team: Page, site: Site, result: int) -> None:
    session = asked(site, "select s.code from forum_session s join call_proposal p on p.session_id = s.id where p.number = ?", result)[0][0]
    team.goto(site.url(f"{TEAM}/absences/note/"))
    team.fill("textarea[name=names]", "Paule, qui propose (démo)")
    team.select_option("[name=reason]", "visa")
    team.get_by_role("button", name="Look at who is meant").click()
    team.get_by_role("button", name="Note them as absent").click()
    team.goto(site.url(f"{TEAM}/absences/session/{session}/"))
    expect(team.locator("main")).to_contain_text("Paule")
    team.locator("main a[href*='/absences/session/'][href$='/']").filter(
        has_text=re.compile("Choose|Take|Step", re.IGNORECASE)
    ).first.click()
    team.get_by_role("button", name="Put them on the bill").click()
    expect(team.locator("main")).to_contain_text("Paule")
