"""Parts of the programme pages that are data more than layout."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from django import template
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext, pgettext
from i18nfield.strings import LazyI18nString

from essaim.desk.models import Upload
from essaim.forum.cards import Cards, rows
from essaim.forum.choices import Choices
from essaim.forum.grid import Grid, Head, Hour
from essaim.forum.loosening import Way
from essaim.forum.models import Appearance, Download, Edition
from essaim.forum.queries.programme import Named, Programme
from essaim.forum.queries.session import Near, SessionPage
from essaim.forum.structured import jsonld_of
from essaim.kit.dates import clock, short_day
from essaim.kit.languages import TextData, language_name, spoken
from essaim.kit.templatetags.kit import text as text_tag
from essaim.registry.models import Organisation, Person

register = template.Library()


def reader() -> str:
    return get_language() or "en"


def plain(text: TextData) -> str:
    return spoken(text, reader()).text


@register.inclusion_tag("website/components/crumb.html")
def edition_crumb(edition: Edition, here: str, *steps: tuple[str, str]) -> dict[str, object]:
    """The way back to the edition's first page."""
    return {
        "here": here,
        "steps": [(reverse("forum:edition", args=[edition.slug]), edition.short_name or plain(edition.name.data)), *steps],
    }


@register.inclusion_tag("website/components/crumb.html")
def session_crumb(page: SessionPage) -> dict[str, object]:
    """Edition, the session's day, the session."""
    programme = reverse("forum:programme", args=[page.edition.slug])
    day = page.slot.day
    steps = [
        (reverse("forum:edition", args=[page.edition.slug]), page.edition.short_name or plain(page.edition.name.data)),
        (
            f"{programme}?day={day.isoformat() if day else 'unknown'}",
            short_day(day, reader()).capitalize() if day else gettext("Day unknown"),
        ),
    ]
    return {"here": plain(page.session.title.data) or gettext("Title not found"), "steps": steps}


# --- links between pages ------------------------------------------------------------------------


@register.simple_tag
def organisation_link(organisation: Organisation) -> SafeString:
    return profile_link("website:organisation", organisation.slug, organisation.name.data)


@register.simple_tag
def person_link(person: Person) -> SafeString:
    """To the public page, when the person has one."""
    return profile_link("website:person", person.slug, person.name) if person.is_public else format_html("{}", person.name)


@register.simple_tag
def stands_in(page: SessionPage, row: Appearance) -> SafeString:
    """For whom somebody steps in; nothing for who does not."""
    names = page.stands_for.get(row.pk)
    if not names:
        return SafeString("")
    return format_html('<br><span class="meta">{}</span>', gettext("steps in for %(name)s") % {"name": ", ".join(names)})


def profile_link(route: str, slug: str, name: TextData) -> SafeString:
    said = text_tag(LazyI18nString(name))
    try:
        return format_html('<a href="{}">{}</a>', reverse(route, args=[slug]), said)
    except NoReverseMatch:  # the website without its registry pages
        return said


@register.simple_tag
def near_session(near: Near, edition: Edition) -> SafeString:
    """Another session in a line: hour, title, room."""
    hours = f'<bdi dir="ltr">{clock(near.starts_at, edition.zone)}</bdi> ' if near.starts_at else ""
    title = text_tag(near.title) or f'<span class="unknown">{escape(gettext("Title not found"))}</span>'
    where = f' <span class="meta">{text_tag(near.place)}</span>' if near.place else ""
    before, after = session_address(reader(), edition.slug)
    return SafeString(f'{hours}<a href="{before}{near.code}{after}">{title}</a>{where}')


@lru_cache(maxsize=100)
def session_address(language: str, edition: str) -> tuple[str, str]:
    """What stands before and after a session's code in its address, in the active language, which is `language`."""
    before, after = reverse("forum:session", args=[edition, "CODE"]).split("CODE")
    return before, after


@register.simple_tag
def download_link(download: Download) -> SafeString:
    """To our file or the address elsewhere; a document known of but not found is only named."""
    address = file_address(download.upload) if download.upload else download.url
    said = text_tag(download.title, mark=True)
    return format_html('<a href="{}">{}</a>', address, said) if address else format_html('<span class="unknown">{}</span>', said)


@register.simple_tag
def file_address(upload: Upload) -> str:
    return f"{settings.MEDIA_URL}{upload.key}"


@register.simple_tag
def fallback_note(value: LazyI18nString) -> SafeString:
    """Under a title in another language than the page."""
    said = spoken(value, reader())
    return (
        format_html('<p class="meta">{}</p>', gettext("Title in %(language)s") % {"language": language_name(said.language, reader())})
        if said.is_fallback
        else SafeString("")
    )


@register.simple_tag
def session_jsonld(page: SessionPage) -> SafeString:
    """Data, not a script: the policy lets it stand."""
    return SafeString(f'<script type="application/ld+json">{jsonld_of(page, reader())}</script>')


# --- the grid -----------------------------------------------------------------------------------


@register.simple_tag
def programme_grid(grid: Grid, cards: Cards) -> SafeString:
    """One list by hour; a wide page draws it as a grid of time and room."""
    heads = "".join(column_head(head, grid, cards) for head in grid.heads)
    banded = " banded" if grid.is_banded else ""
    parts = [f'<div class="prog{banded} gap" data-cols="{grid.columns}">']
    parts.append(
        f'<ol class="slots">{heads}' if grid.is_banded else f'<div class="rooms" aria-hidden="true">{heads}</div><ol class="slots">'
    )
    parts += [now_line(grid) * hour.is_next + hour_item(hour, cards) for hour in grid.hours]
    if not any(hour.is_next for hour in grid.hours):
        parts.append(now_line(grid))
    return SafeString("".join(parts) + "</ol></div>")


def column_head(head: Head, grid: Grid, cards: Cards) -> str:
    width = f' data-w="{head.width}"' if head.width > 1 else ""
    name = "li" if grid.is_banded else "b" if head.is_site else "span"
    place = f' aria-hidden="true" {rows("h", "m", head.row)}' if grid.is_banded else ""
    kind = ' class="head-site"' if grid.is_banded and head.is_site else ' class="head-room"' if grid.is_banded else ""
    if head.is_site:
        inner = cards.sites.get(head.site or 0) or f'<span class="unknown">{cards.words.no_place}</span>'
    else:
        inner = f"<strong>{room_name(head, cards)}</strong>{seats(head, cards)}"
    return f'<{name}{kind}{place} data-c="{head.column}"{width}>{inner}</{name}>'


def room_name(head: Head, cards: Cards) -> str:
    return cards.rooms.get(head.room or 0) or f'<span class="unknown">{cards.words.no_room}</span>'


def seats(head: Head, cards: Cards) -> str:
    room = cards.programme.rooms.get(head.room or 0)
    if room is None or room.capacity is None:
        return ""
    return format_html("<small>{}</small>", ngettext("%(n)s seat", "%(n)s seats", room.capacity) % {"n": room.capacity})


def hour_item(hour: Hour, cards: Cards) -> str:
    marks = "".join(f'<i class="hour" aria-hidden="true" {rows("h", "m", row)}>{hour.label}</i>' for row in hour.marks)
    return (
        f'<li class="slot"><h3 {rows("h", "m", hour.row)}>{hour.label}</h3>{marks}<ol>{"".join(map(cards.in_grid, hour.cells))}</ol></li>'
    )


def now_line(grid: Grid) -> str:
    """A mark in the list; in the grid a line behind the sessions, where the first band has that hour."""
    if not grid.now_label:
        return ""
    place = f" {rows('h', 'm', grid.now_row)}" if grid.now_row is not None else ' data-off="1"'
    return f'<li class="now"{place}><span>{grid.now_label}<i> {pgettext("moment", "now")}</i></span></li>'


# --- the filters --------------------------------------------------------------------------------


def options(pairs: Iterable[tuple[str, str]], chosen: str) -> SafeString:
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((value, SafeString(" selected") if value == chosen else "", label) for value, label in pairs),
    )


@register.simple_tag
def path_options(programme: Programme, choices: Choices) -> SafeString:
    return options(
        ((letter, f"{letter} {plain(name) or gettext('name unknown')}") for letter, name in programme.paths.items()), choices.path
    )


@register.simple_tag
def language_options(programme: Programme, choices: Choices) -> SafeString:
    return options(((code, language_name(code, reader()).capitalize()) for code in programme.languages), choices.language)


@register.simple_tag
def named_options(named: Mapping[int, Named], chosen: str) -> SafeString:
    return options(((found.slug, plain(found.name)) for found in named.values()), chosen)


@register.simple_tag
def goal_options(programme: Programme, choices: Choices) -> SafeString:
    return options(((code, f"{code} {plain(name)}") for code, name in programme.goals.items()), choices.goal)


@register.simple_tag
def country_options(programme: Programme, choices: Choices) -> SafeString:
    named = sorted(((code, plain(name)) for code, name in programme.countries.items()), key=lambda pair: pair[1])
    return options(named, choices.country)


@register.simple_tag
def path_legend(programme: Programme, choices: Choices) -> SafeString:
    """Letter, colour and name of each path; each leads to its sessions."""
    items = format_html_join(
        "",
        '<li><a href="{}"><span class="pt" data-path="{}"><span class="vh">{} </span>{}</span><span>{}</span></a></li>',
        (
            (choices.without("path").address(path=letter), letter, gettext("Path"), letter, plain(name) or unknown_name())
            for letter, name in programme.paths.items()
        ),
    )
    return format_html('<ul class="paths small gap">{}</ul>', items)


def unknown_name() -> SafeString:
    return format_html('<span class="unknown">{}</span>', gettext("name unknown"))


@register.simple_tag
def chosen_words(programme: Programme, choices: Choices) -> str:
    """The choices in words: "path A, in Spanish"."""
    return ", ".join(said_choice(programme, choices, name) for name in choices.chosen)


def said_choice(programme: Programme, choices: Choices, name: str) -> str:
    value: str = getattr(choices, name)
    match name:
        case "q":
            return gettext("“%(words)s”") % {"words": value}
        case "path":
            return f"{gettext('path')} {value} {plain(programme.paths[value])}".strip()
        case "language":
            return gettext("understood in %(language)s") % {"language": language_name(value, reader())}
        case "goal":
            return f"{gettext('goal')} {value}"
        case "country":
            return plain(programme.countries[value])
        case _:
            named = programme.sites if name == "site" else programme.formats
            return next(plain(found.name) for found in named.values() if found.slug == value)


# --- when nothing fits --------------------------------------------------------------------------


@register.simple_tag
def loosened(way: Way) -> str:
    """Without the language, there are three."""
    return f"{without(way)} {ngettext('there is %(n)s.', 'there are %(n)s.', way.number) % {'n': way.number}}"


def without(way: Way) -> str:
    return {
        "q": gettext("Without the words,"),
        "path": gettext("Without the path,"),
        "format": gettext("Without the format,"),
        "language": gettext("Without the language,"),
        "site": gettext("Without the site,"),
        "goal": gettext("Without the goal,"),
        "country": gettext("Without the country,"),
        "day": gettext("On all days together,"),
    }[way.name]


@register.simple_tag
def loosening(way: Way) -> str:
    """What the button of a way says."""
    return {
        "q": gettext("Take out the words"),
        "path": gettext("Take out the path"),
        "format": gettext("Take out the format"),
        "language": gettext("Take out the language"),
        "site": gettext("Take out the site"),
        "goal": gettext("Take out the goal"),
        "country": gettext("Take out the country"),
        "day": gettext("Show all days"),
    }[way.name]
