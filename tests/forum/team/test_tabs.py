"""The tabs of an edition's back office: which one is current."""

import pytest
from django.utils.translation import override

from essaim.forum.templatetags.team import section_of

OVERVIEW, CALL, SESSIONS, NEW = "/en/team/ici/", "/en/team/ici/call/", "/en/team/ici/sessions/", "/en/team/ici/sessions/new/"


@pytest.mark.parametrize(
    ("path", "tab"),
    [
        (OVERVIEW, OVERVIEW),
        ("/en/team/ici/settings/", ""),
        (CALL, CALL),
        ("/en/team/ici/call/board/A/", CALL),
        ("/en/team/ici/call/overlaps/", CALL),
        ("/en/team/ici/call/balance/", CALL),
        (SESSIONS, SESSIONS),
        ("/en/team/ici/sessions/ABC/", SESSIONS),
        (NEW, NEW),
        ("/en/team/la/call/", ""),
    ],
)
def test_tab_of_a_section_is_current_on_all_its_pages(path, tab):
    assert section_of(path, [OVERVIEW, CALL, SESSIONS, NEW], whole=OVERVIEW) == tab


@pytest.mark.parametrize("page", ["", "sessions/", "sessions/new/", "speakers/", "people/", "journal/", "release/"])
def test_one_tab_is_current(world, page):
    with override("en"):
        shown = world.client("organiser").get(f"/en/team/{world.edition.slug}/{page}").content.decode()
    tabs = shown.partition('class="team-tabs"')[2].partition("</nav>")[0]
    assert tabs.count('aria-current="page"') == 1
    assert tabs.count("aria-current") == 1
