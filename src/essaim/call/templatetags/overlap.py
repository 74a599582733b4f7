"""Why two proposals are near, in words; what came from whom."""

from collections.abc import Mapping, Sequence
from math import log
from typing import Any

from django import template
from django.template import Context
from django.utils.formats import number_format
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from essaim.call.inputs.merger import label_of
from essaim.call.models import Proposal
from essaim.call.queries.merger import Trace, Traced, Written, trace_of
from essaim.call.queries.overlap import NEAR, Nearest, nearest_of
from essaim.call.queries.pairs import MarkedText
from essaim.forum.rules import Standing
from essaim.kit.templatetags.kit import goal_mark
from essaim.registry.goal_names import goal_name

register = template.Library()
VERY_NEAR = 0.9
SATURATED, FARTHEST = 0.99, 36.0
"""From here on the figure's decimals follow the score's log-odds (4.6 to 36), so that two near pairs are told apart; none is ever 100."""
Reasons = Mapping[str, Any]


@register.simple_tag(takes_context=True)
def near_ones(context: Context, proposal: Proposal) -> Nearest | None:
    """For the proposal's page: nothing when the page knows nobody's standing."""
    standing = context.get("standing")
    return nearest_of(proposal, standing) if isinstance(standing, Standing) else None


@register.simple_tag
def merger_trace(proposal: Proposal) -> Trace | None:
    return trace_of(proposal)


@register.simple_tag
def nearness(score: float) -> SafeString:
    """A mark, a word, and the figure: never the figure alone."""
    mark, word = (
        ("verified", _("very near"))
        if score >= VERY_NEAR
        else ("estimated", _("near"))
        if score >= NEAR
        else ("declared", _("perhaps near"))
    )
    return format_html('<span class="st {}">{}</span> <span class="meta num">{}</span>', mark, word, f"{figure_of(score)}/100")


def figure_of(score: float) -> str:
    if score < SATURATED:
        return str(round(score * 100))
    least = log(SATURATED / (1 - SATURATED))
    odds = min(FARTHEST, log(score / (1 - score))) if score < 1 else FARTHEST
    return number_format(99 + 0.99 * (odds - least) / (FARTHEST - least), 2)


@register.simple_tag
def goal_said(code: str) -> SafeString:
    """Its mark and its name: 8 Decent work…"""
    return format_html("{} {}", goal_mark(code), goal_name(code, get_language() or "en"))


@register.simple_tag
def reason_lines(reasons: Reasons) -> list[SafeString]:
    """One sentence for each thing the two have in common, the texts first."""
    lines = [
        *words_said(reasons),
        *terms_said(reasons),
        *(format_html("{} {}", _("both with"), ", ".join(reasons[name])) for name in ("organisations", "partners") if reasons.get(name)),
        *ground_said(reasons),
    ]
    if goals := reasons.get("goals"):
        lines.append(format_html("{} {}", _("both serve"), format_html_join(", ", "{}", ((goal_said(code),) for code in goals))))
    if said := [code for code in reasons.get("goal_terms", []) if code not in reasons.get("goals", [])]:
        lines.append(format_html("{} {}", _("both use words of"), format_html_join(", ", "{}", ((goal_said(code),) for code in said))))
    return lines


def words_said(reasons: Reasons) -> list[SafeString]:
    pairs = reasons.get("words", [])
    said = [here if here.casefold() == there.casefold() else f"{here} / {there}" for here, there in pairs]
    return [format_html("{} {}", _("both speak of"), quoted(said))] if said else []


def terms_said(reasons: Reasons) -> list[SafeString]:
    """Terms the two say in other words: in another language, or as synonyms. What is among the shared words is not said twice."""
    words = {word.casefold() for pair in reasons.get("words", []) for word in pair}
    found = [
        (here, there)
        for _name, here, there in reasons.get("terms", [])
        if here.casefold() != there.casefold() and not {here.casefold(), there.casefold()} & words
    ]
    if not found:
        return []
    pairs = format_html_join(", ", "<b>{}</b> = <b>{}</b>", found)
    return [format_html("{} {}", _("the same in other words:"), pairs)]


def ground_said(reasons: Reasons) -> list[SafeString]:
    match reasons.get("territory"):
        case [name, "same"]:
            return [format_html("{}", _("both in %(place)s") % {"place": name})]
        case [name, _kind]:
            return [format_html("{}", _("both within %(place)s") % {"place": name})]
        case _:
            return []


def quoted(words: Sequence[str]) -> SafeString:
    return format_html_join(", ", "<b>{}</b>", ((word,) for word in words))


@register.simple_tag
def marked_words(text: MarkedText) -> SafeString:
    """The text with what both say marked; line ends kept."""
    parts, at = [], 0
    for start, end in text.spans:
        parts += [conditional_escape(text.words[at:start]), format_html("<mark>{}</mark>", text.words[start:end])]
        at = end
    whole = "".join([*parts, conditional_escape(text.words[at:])])
    return SafeString(whole.replace("\n", "<br>"))  # every part is escaped above


@register.simple_tag
def trace_label(traced: Traced) -> str:
    return label_of(Written(traced.name, (), traced.question))


@register.simple_tag
def left_label(name: str, trace: Trace) -> str:
    known = next((one for one in trace.texts if one.name == name), None)
    return trace_label(known) if known else label_of(Written(name, ())) if not name.startswith("answers.") else _("an answer")


@register.simple_tag
def from_whom(parts: Sequence[Proposal]) -> str:
    """From no. 41; from no. 41 and 57; written when merging."""
    if not parts:
        return _("written at the merger, or since")
    return _("from no. %(numbers)s") % {"numbers": ", ".join(str(one.number) for one in parts)}
