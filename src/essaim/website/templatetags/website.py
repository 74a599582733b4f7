"""Tags of base.html and its components. No statement in any of them."""

from functools import cache, lru_cache

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from essaim.forum.models import Edition
from essaim.kit.dates import span
from essaim.kit.languages import language_name, spoken
from essaim.website.menus import CONTRIBUTE, EDITION, SITE, Item, address

register = template.Library()


def reader() -> str:
    return get_language() or settings.LANGUAGE_CODE


def in_language(path: str, language: str) -> str:
    """The same page in another language of the interface: its address differs in the first part alone."""
    _, first, rest = [*path.split("/", maxsplit=2), "", ""][:3]
    if first in dict(settings.LANGUAGES):
        return f"/{language}/{rest}"
    return f"/{language}/"


@register.simple_tag
def steady(name: str) -> SafeString:
    """A piece of the frame that depends on nothing but the reader's language: made once a process."""
    return render_to_string(name) if settings.DEBUG else made(name, reader())


@cache
def made(name: str, language: str) -> SafeString:
    """In the active language, which is `language`."""
    return render_to_string(name)


@register.simple_tag(takes_context=True)
def language_switch(context: Context) -> SafeString:
    here = reader()
    path = request_path(context)
    links = format_html_join(
        "",
        '<a href="{}" lang="{}" hreflang="{}"{}><span class="vh">{} </span><span aria-hidden="true">{}</span></a>',
        (
            (
                in_language(path, code),
                code,
                code,
                SafeString(' aria-current="true"' if code == here else ""),
                language_name(code, code).capitalize(),
                code.upper(),
            )
            for code, _ in settings.LANGUAGES
        ),
    )
    return format_html('<nav class="langs" aria-label="{}">{}</nav>', gettext("Language"), links)


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> SafeString:
    """The page's one address and its sisters in the other languages, for search engines. A filtered page counts as the whole one."""
    request = context.get("request")
    if not isinstance(request, HttpRequest) or context.get("no_index"):
        return SafeString('<meta name="robots" content="noindex">')
    site = settings.SITE_ADDRESS
    sisters = format_html_join(
        "\n",
        '<link rel="alternate" hreflang="{}" href="{}{}">',
        ((code, site, in_language(request.path, code)) for code, _ in settings.LANGUAGES),
    )
    return format_html('<link rel="canonical" href="{}{}">\n{}', site, request.path, sisters)


def request_path(context: Context) -> str:
    request = context.get("request")
    return request.get_full_path() if isinstance(request, HttpRequest) else "/"


@register.simple_tag
def edition_line(edition: Edition) -> SafeString:
    """What the header says of the edition whose page this is."""
    return format_html(
        '<a href="{}"><span>{}</span> <span>{}</span></a>',
        address("forum:edition", edition.slug) or address("forum:programme", edition.slug),
        said(edition),
        ", ".join(part for part in (spoken(edition.place, reader()).text, span(edition.starts_on, edition.ends_on, reader())) if part),
    )


def said(edition: Edition) -> SafeString:
    name = spoken(edition.name, reader())
    if name.language in ("", reader()):
        return format_html("{}", name.text)
    return format_html('<span lang="{}" dir="{}">{}</span>', name.language, name.direction, name.text)


@register.simple_tag(takes_context=True)
def main_menu(context: Context, place: str = "head") -> SafeString:
    """The edition's pages when we are in one, then the site's."""
    edition = context.get("edition")
    path = request_path(context).partition("?")[0]
    entries = [*edition_entries(edition), *site_entries()] if isinstance(edition, Edition) and place == "head" else site_entries()
    return listed(entries, path)


@register.simple_tag(takes_context=True)
def edition_menu(context: Context, edition: Edition, place: str = "head") -> SafeString:
    return listed(edition_entries(edition), request_path(context).partition("?")[0])


def edition_entries(edition: Edition) -> list[tuple[str, str]]:
    is_over = edition.ends_on < timezone.localdate()
    return entries_of(EDITION if is_over else (*EDITION, CONTRIBUTE), edition.slug)


def site_entries() -> list[tuple[str, str]]:
    return entries_of(SITE)


def entries_of(items: tuple[Item, ...], *arguments: str) -> list[tuple[str, str]]:
    return list(entries_in(reader(), items, *arguments))


@lru_cache(maxsize=500)
def entries_in(language: str, items: tuple[Item, ...], *arguments: str) -> tuple[tuple[str, str], ...]:
    """Addresses and labels in the active language, which is `language`: every page has them, and they never change."""
    found = ((address(item.route, *arguments), gettext(item.label)) for item in items)
    return tuple((href, label) for href, label in found if href)


def listed(entries: list[tuple[str, str]], path: str) -> SafeString:
    return format_html_join(
        "",
        '<li><a href="{}"{}>{}</a></li>',
        ((href, SafeString(' aria-current="page"' if href == path else ""), label) for href, label in entries),
    )


@register.simple_tag
def search_address() -> str:
    return address("website:search") or f"/{reader()}/search/"


@register.simple_tag
def account_address() -> str:
    return address("desk:account") or reverse("account_email")
