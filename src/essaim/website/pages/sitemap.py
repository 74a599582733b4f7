"""For search engines: what may be read, and every public page in its languages."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, tostring

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation

from essaim.forum.models import Path, Report
from essaim.forum.queries.organisations import public_organisations
from essaim.forum.queries.released import public_editions, public_slots
from essaim.kit.shared import shared_page
from essaim.registry.models import Goal
from essaim.website.queries.person import listed_people
from essaim.website.queries.territory import known_territories

MAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
MOST = 50_000 // 3
"""Pages in one map: the protocol allows 50,000 addresses, and each page has one a language."""
FIXED = (
    "website:home",
    "forum:editions",
    "forum:comparison",
    "website:people",
    "website:organisations",
    "website:territories",
    "website:goals",
    "website:about",
    "website:accessibility",
    "website:privacy",
)

Route = tuple[str, tuple[object, ...]]


def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: /{code}/{part}/" for code, _ in settings.LANGUAGES for part in ("account", "admin", "desk"))]
    lines += ["", f"Sitemap: {settings.SITE_ADDRESS}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@shared_page
def sitemap(request: HttpRequest) -> HttpResponse:
    """Eight statements. Fictional content is for people who look at a demo, not for search engines."""
    languages = [code for code, _ in settings.LANGUAGES]
    root = Element("urlset", {"xmlns": MAPS, "xmlns:xhtml": XHTML})
    for number, (route, arguments) in enumerate(routes()):
        if number == MOST:
            break
        addresses = {code: address(route, arguments, code) for code in languages}
        for code in languages:
            url = SubElement(root, "url")
            SubElement(url, "loc").text = addresses[code]
            for other in languages:
                SubElement(url, "xhtml:link", {"rel": "alternate", "hreflang": other, "href": addresses[other]})
    body = b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="utf-8")
    return HttpResponse(body, content_type="application/xml; charset=utf-8")


def address(route: str, arguments: tuple[object, ...], language: str) -> str:
    with translation.override(language):
        return settings.SITE_ADDRESS + reverse(route, args=arguments)


def routes() -> Iterator[Route]:
    yield from ((route, ()) for route in FIXED)
    yield from edition_routes()
    yield from (("website:person", (slug,)) for slug in listed_people().filter(is_fictional=False).values_list("slug", flat=True))
    yield from (
        ("website:organisation", (slug,)) for slug in public_organisations().filter(is_fictional=False).values_list("slug", flat=True)
    )
    yield from (("website:territory", key) for key in known_territories().values_list("scheme", "level", "code"))
    goals = Goal.objects.filter(kind=Goal.Kind.GOAL)
    yield from (("website:goal", key) for key in goals.values_list("framework__code", "code"))


def edition_routes() -> Iterator[Route]:
    real = list(public_editions().filter(is_fictional=False).values_list("slug", flat=True))
    yield from ((route, (slug,)) for slug in real for route in ("forum:edition", "forum:programme", "forum:versions", "forum:media"))
    yield from (("forum:path", key) for key in Path.objects.filter(edition__slug__in=real).values_list("edition__slug", "letter"))
    reports = Report.objects.filter(edition__slug__in=real, is_public=True)
    yield from (("forum:report", key) for key in reports.values_list("edition__slug", "slug"))
    sessions = public_slots().filter(version__edition__slug__in=real)
    yield from (("forum:session", key) for key in sessions.values_list("version__edition__slug", "session__code"))
