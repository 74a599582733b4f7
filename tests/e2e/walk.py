"""Walk the site as a visitor: from the first page along every link, a few pages of each kind in each language."""

from collections import Counter, deque
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from django.utils import translation
from playwright.sync_api import BrowserContext, Page

from tests.e2e.conftest import Site

LANGUAGES = ("fr", "en", "es")
AXE = "async () => (await axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']})).violations"


def kind_of(path: str) -> str | None:
    """The address's name in the URL configuration; None for what is not a page of ours."""
    with translation.override(path.split("/")[1]):
        try:
            return resolve(path).view_name
        except Resolver404:
            return None


def walk(context: BrowserContext, site: Site, *, starts: tuple[str, ...], per_kind: int = 2) -> Iterator[tuple[str, str, Page]]:
    """(kind, path, page) with the page open on it."""
    seen: set[str] = set()
    kinds: Counter[tuple[str, str]] = Counter()
    queue = deque(starts)
    page = context.new_page()
    while queue:
        path = queue.popleft()
        language = path.split("/")[1]
        kind = kind_of(urlsplit(path).path)
        if kind is None or path in seen or language not in LANGUAGES or "logout" in path or kinds[kind, language] >= per_kind:
            continue
        seen.add(path)
        answer = page.request.get(site.url(path))
        if "text/html" not in answer.headers.get("content-type", ""):
            assert answer.status < 400, f"{answer.status} {path}"
            continue
        kinds[kind, language] += 1
        response = page.goto(site.url(path), wait_until="load")
        assert response is not None
        assert response.status < 400, f"{response.status} {path}"
        yield kind, path, page
        for link in page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)"):
            parts = urlsplit(link)
            if f"{parts.scheme}://{parts.netloc}" == site.address:
                queue.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    page.close()
