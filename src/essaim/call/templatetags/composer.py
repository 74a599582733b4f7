"""Parts of the pages about calls: dates said in words, a kind's rules, a question's facts."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django import forms, template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from essaim.call.announced import left_said, moment_said, place_of, zone_of
from essaim.call.asking import said
from essaim.call.asking.answers import NO, OTHER, YES
from essaim.call.asking.questions import wanted_values
from essaim.call.inputs.widgets import limits_of
from essaim.call.models import Call, Kind, Question
from essaim.call.phases import Phase
from essaim.call.queries.call import Extension, kinds_named
from essaim.call.sheets.columns import SHEET
from essaim.forum.interchange.columns import LANGUAGES
from essaim.forum.models import Edition
from essaim.kit.languages import language_name, spoken
from essaim.kit.templatetags.kit import text

register = template.Library()


@register.simple_tag
def call_moment(at: datetime, call: Call) -> SafeString:
    """Friday 20 December 2024, 23:59, Bordeaux time (UTC+1). The reader's own hour is added by call/deadline.js."""
    local = at.astimezone(zone_of(call))
    own = _("where you are: %(moment)s") % {"moment": "{moment}"}
    return format_html(
        '<time class="moment" datetime="{}" data-own="{}">{}</time>', local.isoformat(timespec="minutes"), own, moment_said(at, call)
    )


@register.simple_tag
def call_left(until: datetime) -> str:
    return left_said(until, timezone.now())


@register.simple_tag
def call_extension(extension: Extension, call: Call) -> str:
    return _("Extended from %(former)s to %(now)s.") % {
        "former": moment_said(extension.former, call),
        "now": moment_said(extension.now, call),
    }


@register.simple_tag
def call_place(call: Call) -> str:
    return place_of(call)


@register.simple_tag
def phase_mark(phase: Phase) -> SafeString:
    """Mark and word."""
    marks = {
        Phase.HIDDEN: ("none", pgettext("call", "not public")),
        Phase.BEFORE: ("declared", pgettext("call", "opens soon")),
        Phase.OPEN: ("verified", pgettext("call", "open")),
        Phase.CLOSED: ("official", pgettext("call", "closed")),
    }
    return format_html('<span class="st {}">{}</span>', *marks[phase])


@register.simple_tag
def kind_rules(kind: Kind) -> SafeString:
    """What the kind means for a proposal, in words."""
    rules = [*RULES[Kind.Nature(kind.nature)]()]
    if formats := [text(one.name) for one in kind.formats.all()]:
        rules.append(format_html("{} {}", _("Formats:"), SafeString(", ".join(formats))))
    if kind.max_per_organisation:
        limit = kind.max_per_organisation
        words = ngettext("At most %(number)s proposal from one organisation.", "At most %(number)s proposals from one organisation.", limit)
        rules.append(words % {"number": limit})
    return format_html('<ul class="rules">{}</ul>', format_html_join("", "<li>{}</li>", ((rule,) for rule in rules)))


RULES: dict[Kind.Nature, Callable[[], tuple[str, ...]]] = {
    Kind.Nature.INDIVIDUAL: lambda: (
        _("It has no session of its own: the organisers attach it to a panel of the path."),
        _("It is interpreted where its panel is."),
    ),
    Kind.Nature.COLLECTIVE: lambda: (
        _("It is a whole session."),
        _("The path team may merge it with others; every author and organisation stays named."),
        _("It may be interpreted."),
    ),
    Kind.Nature.SELF_MANAGED: lambda: (
        _("A room is given; preparation, welcome and languages are the proposers’ own."),
        _("It is never merged with another, and not interpreted."),
    ),
}


@register.simple_tag
def question_facts(question: Question, kinds: Sequence[Kind], questions: Sequence[Question]) -> SafeString:
    """Type, limits, whom it is asked, and the marks: one line of short sentences."""
    only = kinds_named(kinds, question)
    parts = [
        f"{str(question.get_type_display()).capitalize()}.",
        limits_of(question),
        _("Required.") if question.is_required else "",
        _("Personal: never public.") if question.is_personal else "",
        _("Public.") if question.is_public and not question.is_personal else "",
        _("Only for: %(kinds)s.") % {"kinds": ", ".join(spoken(kind.name, get_language() or "en").text for kind in only)} if only else "",
        _("Only when written in: %(languages)s.") % {"languages": said_languages(question.languages)} if question.languages else "",
        condition_said(question, questions),
    ]
    return format_html_join(" ", "{}", ((part,) for part in parts if part))


def said_languages(codes: Iterable[str]) -> str:
    return ", ".join(language_name(code, get_language() or "en") for code in codes)


def condition_said(question: Question, questions: Sequence[Question]) -> str:
    """With the labels of the question it looks at, and of the answers it waits for."""
    if not question.condition:
        return ""
    name, reader = str(question.condition.get("question")), get_language() or "en"
    watched = next((one for one in questions if one.slug == name), None)
    wanted = sorted(wanted_values(question))
    return _("Asked only after “%(question)s”: %(values)s.") % {
        "question": spoken(watched.label, reader).text if watched else name,
        "values": ", ".join(answer_said(watched, value) for value in wanted) if watched else ", ".join(wanted),
    }


def answer_said(question: Question, value: str) -> str:
    """An answer a condition waits for, in words."""
    return {YES: _("yes"), NO: _("no"), OTHER: _("something written in")}.get(value) or said(question, value)


@register.filter
def language_said(code: str) -> str:
    name = language_name(code, get_language() or "en")
    return name[:1].upper() + name[1:]


@register.filter
def grouped(bound: forms.BoundField) -> list[tuple[str, list[Any]]]:
    """A list of boxes by its groups' labels, in order."""
    labels = [str(label) for label, _options in bound.field.choices]  # type: ignore[attr-defined]
    sizes = [len(options) for _label, options in bound.field.choices]  # type: ignore[attr-defined]
    boxes, at = list(bound.subwidgets), 0
    found: list[tuple[str, list[Any]]] = []
    for label, size in zip(labels, sizes, strict=True):
        found.append((label, [*boxes[at : at + size]]))
        at += size
    return found


@register.inclusion_tag("website/components/crumb.html", takes_context=True)
def composer_crumb(context: template.Context, here: object, *between: str) -> dict[str, object]:
    """Building the programme, calls, this call, what is between, this page."""
    edition, call = context["edition"], context["call"]
    labels = {"questions": _("The form"), "sheets": _("Spreadsheets: in and out")}
    return {
        "here": here,
        "steps": [
            (reverse("team:edition", args=[edition.slug]), str(edition)),
            (reverse("call_team:calls", args=[edition.slug]), _("Calls for contributions")),
            (reverse("call_team:call", args=[edition.slug, call.slug]), str(text(call.name))),
            *((reverse(f"call_team:{name}", args=[edition.slug, call.slug]), labels[name]) for name in between),
        ],
    }


@register.inclusion_tag("website/components/crumb.html")
def call_way(edition: Edition, here: object, call: Call | None = None) -> dict[str, object]:
    """The way back on public pages: edition, calls, and the call when the page is about a part of it."""
    steps = [
        (reverse("forum:edition", args=[edition.slug]), str(edition)),
        (reverse("call:calls", args=[edition.slug]), _("Calls for contributions")),
    ]
    if call is not None:
        steps.append((reverse("call:call", args=[edition.slug, call.slug]), spoken(call.name, get_language() or "en").text))
    return {"here": here, "steps": steps}


@register.simple_tag
def asked_of(question: Question, kinds: Sequence[Kind]) -> str:
    """Whether it must be answered, and by whom."""
    only = kinds_named(kinds, question)
    parts = [
        _("required") if question.is_required else "",
        _("only for: %(kinds)s") % {"kinds": ", ".join(spoken(kind.name, get_language() or "en").text for kind in only)} if only else "",
        _("after another answer") if question.condition else "",
    ]
    words = ", ".join(part for part in parts if part)
    return f"({words})" if words else ""


@register.simple_tag(takes_context=True)
def column_said(context: template.Context, key: str) -> str:
    """ "title [fr] + ? etat": our column in the reader's language, and the question it answers."""
    reader = (get_language() or "en").split("-", maxsplit=1)[0]
    at = LANGUAGES.index(reader) if reader in LANGUAGES else 0
    names = {column.key: column.names[at] for column in SHEET.columns}
    parts = []
    for part in key.split(" + "):
        if part.startswith("? "):
            parts.append(_("the question “%(question)s”") % {"question": part[2:]})
        else:
            name, _space, language = part.partition(" ")
            parts.append(f"{names.get(name, name)} {language}".strip())
    return ", ".join(parts)
