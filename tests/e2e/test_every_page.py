"""Every kind of page in every language: reachable, accessible, within the policy, never wider than the screen."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import Site
from tests.e2e.walk import AXE, LANGUAGES, walk

WIDTHS = (360, 1280)
KINDS_AT_LEAST = 20


def trouble_on(page: Page) -> list[str]:
    violations = page.evaluate(AXE)
    return [f"{v['id']}: {v['help']} — {v['nodes'][0]['html'][:120]}" for v in violations]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_page(browser: Browser, site: Site, node_modules: Path, language: str):
    axe = (node_modules / "axe-core" / "axe.min.js").read_text()
    context = browser.new_context(viewport={"width": WIDTHS[-1], "height": 900}, bypass_csp=True)
    kinds, troubles = set(), []
    try:
        for kind, path, page in walk(context, site, starts=(f"/{language}/",)):
            kinds.add(kind)
            if page.evaluate("document.documentElement.lang") != path.split("/")[1]:
                troubles.append(f"{path}: lang does not say {language}")
            page.evaluate(axe)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                troubles += [f"{path} at {width}: {trouble}" for trouble in trouble_on(page)]
                if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                    troubles.append(f"{path}: wider than {width} px")
    finally:
        context.close()
    assert troubles == []
    assert len(kinds) >= KINDS_AT_LEAST, sorted(kinds)


@pytest.mark.parametrize("language", LANGUAGES)
def test_policy_is_kept_and_nothing_comes_from_outside(browser: Browser, site: Site, language: str):
    """Console errors (a blocked script or style is one) and requests to other hosts, with the policy in force."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    errors, outside, visited = [], [], 0
    context.on("console", lambda message: errors.append(f"{message.text}") if message.type == "error" else None)
    context.on("weberror", lambda error: errors.append(str(error.error)))
    context.on("request", lambda request: outside.append(request.url) if not request.url.startswith((site.address, "data:")) else None)
    try:
        for _ in walk(context, site, starts=(f"/{language}/",), per_kind=1):
            visited += 1
    finally:
        context.close()
    assert errors == []
    assert outside == []
    assert visited >= KINDS_AT_LEAST
