"""Parts of the back office's pages: forms row by row, errors on top, facts of the journal."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms, template
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from essaim.desk.models import Entry
from essaim.forum.deeds import deed
from essaim.forum.journal_words import field_word, with_roles
from essaim.forum.models import Edition, Session
from essaim.forum.rules import Standing, known_standing, may_see_draft
from essaim.kit.inputs import ContentInput
from essaim.kit.languages import is_language, language_name, spoken
from essaim.registry.inputs.pick import COUNTRY, reader

register = template.Library()

MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}.*)?")
PROBLEMS = {
    "person_twice_at_once": gettext_noop("Somebody is in two sessions at once"),
    "room_twice_at_once": gettext_noop("A room is taken twice at once"),
    "stand_in_declined": gettext_noop("Whoever was asked to step in declined"),
    "person_not_free": gettext_noop("At an hour at which somebody said they cannot be there"),
    "outside_dates": gettext_noop("On a day outside the edition’s dates"),
    "room_too_small": gettext_noop("More people expected than the room has seats"),
    "without_day": gettext_noop("Without a day"),
    "without_hour": gettext_noop("Without an hour"),
    "without_place": gettext_noop("Without a room or site"),
    "without_format": gettext_noop("Without a format"),
    "without_people": gettext_noop("Without people"),
    "untranslated": gettext_noop("Title missing in the main language"),
}


@dataclass(frozen=True, slots=True)
class Trouble:
    anchor: str
    label: str
    words: str


def troubles_of(form: forms.BaseForm) -> list[Trouble]:
    general = [Trouble("", "", strip_tags(str(error))) for error in form.non_field_errors()]
    return general + [
        Trouble(bound.id_for_label or f"{bound.auto_id}_0", str(bound.label), strip_tags(str(error)))
        for bound in form
        for error in bound.errors
    ]


@register.inclusion_tag("forum/team/parts/errors.html")
def team_errors(*given: Any) -> dict[str, object]:
    """Forms, or anything with each(): one list of what is to be corrected, each leading to its input."""
    flat: list[forms.BaseForm] = [form for one in given for form in (one.each() if hasattr(one, "each") else [one])]
    return {
        "troubles": [trouble for form in flat if form.is_bound for trouble in troubles_of(form)],
        "general": [e for f in flat if f.is_bound for e in f.non_field_errors()],
    }


@register.inclusion_tag("forum/team/parts/rows.html")
def team_rows(form: ContentInput, names: str = "") -> dict[str, object]:
    """All inputs, or those named (with spaces between)."""
    return {"rows": [form.row_of(name) for name in names.split() if has(form, name)] if names else list(form.rows())}


def has(form: ContentInput, name: str) -> bool:
    return name in form.fields or name in form.text_names


@register.simple_tag
def fact(value: Any) -> SafeString:
    """A value of the journal for people: texts with their language, lists in lines, nothing as a dash."""
    if value in (None, "", [], {}):
        return SafeString("–")
    if isinstance(value, bool):
        return SafeString(_("yes") if value else _("no"))
    if isinstance(value, dict):
        return format_html_join(
            SafeString("<br>"), "{}", ((of_pair(key, inner),) for key, inner in value.items() if inner not in (None, "", {}, []))
        )
    if isinstance(value, list):
        return format_html_join(SafeString("<br>"), "{}", ((in_line(inner),) for inner in value))
    return format_html("{}", in_line(value))


def of_pair(key: str, value: object) -> SafeString:
    if is_language(key):
        return format_html('<span class="meta">{}</span> <span lang="{}">{}</span>', language_name(key, reader()), key, value)
    return format_html("{}{} {}", field_word(key) or key, _(":"), in_line(value))


def in_line(value: object) -> str:
    if isinstance(value, str):
        return said_moment(value) if MOMENT.fullmatch(value) else with_roles(value)
    if isinstance(value, dict):
        return ", ".join(in_line(inner) for inner in value.values() if inner not in (None, "", {}, []))
    return str(value)


def said_moment(value: str) -> str:
    """A moment as every page writes it."""
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return value
    return date_format(localtime(at) if is_aware(at) else at, "DATETIME_FORMAT" if "T" in value else "DATE_FORMAT")


@register.filter(name="deed")
def deed_of(entry: Entry) -> str:
    return str(deed(entry.action))


@register.filter
def problem(code: str) -> str:
    return _(PROBLEMS[code])


@register.simple_tag
def countries_list() -> SafeString:
    """The suggestions for every country on the page, sent once."""
    names = sorted({listed.label for listed in COUNTRY.directory(reader()).by_label.values()})
    return format_html('<datalist id="countries">{}</datalist>', format_html_join("", '<option value="{}">', ((name,) for name in names)))


@register.simple_tag
def try_url(route: str, *arguments: object) -> str:
    """The address, or nothing while no page has that name."""
    try:
        return reverse(route, args=arguments)
    except NoReverseMatch:
        return ""


@register.inclusion_tag("website/components/crumb.html", takes_context=True)
def team_crumb(context: template.Context, here: object, steps: Iterable[tuple[str, str]] | None = None) -> dict[str, object]:
    """Back office, edition, what is between, this page."""
    edition = context.get("edition")
    found = [(reverse("team:home"), _("Back office"))]
    if isinstance(edition, Edition):
        standing = known_standing(context["request"].user, edition)
        first = "team:edition" if standing.is_team else "call_team:home" if standing.is_any else "team:programme"
        found.append((try_url(first, edition.slug) or reverse("team:home"), str(edition)))
        found += between(context, edition, found)
    return {"here": here, "steps": list(steps) if steps else found}


def between(context: template.Context, edition: Edition, above: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Pages of the draft programme lead back to it, and what is about a session to that session."""
    request, session = context["request"], context.get("session")
    root = reverse("team:programme", args=[edition.slug])
    if not request.path.startswith(root) or request.path == root:
        return []
    found = [(root, _("Draft programme"))] if root not in {address for address, _label in above} else []
    if not isinstance(session, Session):
        return found
    page = reverse("team:programme_session", args=[edition.slug, session.code])
    return [*found, (page, spoken(session.title, reader()).text or session.code)] if request.path != page else found


TABS: tuple[tuple[str, str, Callable[[Standing], bool]], ...] = (
    ("team:edition", gettext_noop("Overview"), lambda standing: standing.is_team),
    ("call_team:home", gettext_noop("Proposals"), lambda standing: standing.is_any),
    ("team:programme", gettext_noop("Programme"), lambda standing: may_see_draft(standing) and not standing.is_team),
    ("team:sessions", gettext_noop("Sessions"), lambda standing: standing.is_team),
    ("team:session_new", gettext_noop("New session"), lambda standing: standing.is_team),
    ("team:speakers", gettext_noop("Speakers"), lambda standing: standing.is_team or bool(standing.led)),
    ("team:people", gettext_noop("People and roles"), lambda standing: standing.is_team or bool(standing.led)),
    ("team:mailings", gettext_noop("Mail"), lambda standing: standing.is_team or bool(standing.led)),
    ("team:release", gettext_noop("Put on line"), lambda standing: standing.is_team),
    ("team:journal", gettext_noop("Journal"), lambda standing: standing.is_team),
)
"""The edition's most used pages, and for whom."""


def section_of(path: str, addresses: Iterable[str], *, whole: str) -> str:
    """The tab this page stands below: the longest address it begins with. `whole` (the overview) is current on its own page alone."""
    return max((one for one in addresses if one == path or (one != whole and path.startswith(one))), key=len, default="")


def current(href: str, here: str, path: str) -> SafeString:
    return SafeString(f' aria-current="{"page" if href == path else "true"}"' if href == here else "")


@register.simple_tag(takes_context=True)
def team_tabs(context: template.Context, edition: Edition) -> SafeString:
    """Those this person can open. No statement where the view has asked for their standing."""
    request = context["request"]
    path = request.path if isinstance(request, HttpRequest) else ""
    standing = known_standing(request.user, edition)
    links = [(address, _(label)) for route, label, may in TABS if may(standing) and (address := try_url(route, edition.slug))]
    here = section_of(path, [address for address, _label in links], whole=try_url("team:edition", edition.slug))
    return format_html(
        '<nav class="team-tabs" aria-label="{}"><ul>{}</ul></nav>',
        _("Back office of this edition"),
        format_html_join(
            "",
            '<li><a href="{}"{}>{}</a></li>',
            ((href, current(href, here, path), label) for href, label in links),
        ),
    )
