"""Parts of the path teams' pages."""

from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.translation import get_language, gettext_noop, ngettext, pgettext
from django.utils.translation import gettext as _

from essaim.call.inputs.board import NATURES
from essaim.call.models import Kind, Proposal
from essaim.call.queries.board import PLACED
from essaim.call.queries.cards import Alert, Card
from essaim.call.steps import MOVABLE
from essaim.forum.models import Edition, Path
from essaim.kit.languages import language_name

register = template.Library()
State = Proposal.State
ON_CARD: dict[str, tuple[str, ...]] = {
    State.RECEIVED: (State.DISCUSSED, State.KEPT),
    State.DISCUSSED: (State.KEPT,),
    State.DECLINED: (State.RECEIVED, State.MERGED),
}
"""The steps a card offers at once; its page offers them all."""
STATE_MARKS = {
    State.RECEIVED: "declared",
    State.DISCUSSED: "estimated",
    State.KEPT: "estimated",
    State.MERGED: "estimated",
    State.CONFIRMED: "verified",
    State.ATTACHED: "verified",
}


def address(route: str, *arguments: object) -> str:
    try:
        return reverse(route, args=arguments)
    except NoReverseMatch:
        return ""


@register.inclusion_tag("call/team/pieces/steps.html", takes_context=True)
def card_steps(context: template.Context, card: Card) -> dict[str, object]:
    """What whoever decides may do at once, and what else behind "Move…"; nothing for others."""
    edition, proposal, steps = context["edition"], card.proposal, card.steps
    request = context.get("request")
    back = context.get("address") or (request.get_full_path() if isinstance(request, HttpRequest) else "")
    near = ON_CARD.get(proposal.state, ())
    return {
        "card": card,
        "edition": edition,
        "steps": [(state, step_word(state)) for state in near if state in steps],
        "links": links_of(card, edition) if card.decides else [],
        "more": [(state, step_word(state)) for state in steps if state not in near and state != State.DECLINED],
        "more_links": more_links(card, edition),
        "next": f"{back.partition('#')[0]}#p{proposal.number}",
        "csrf_token": context.get("csrf_token"),
    }


def more_links(card: Card, edition: Edition) -> list[tuple[str, str]]:
    slug, proposal = edition.slug, card.proposal
    found = [(address("call_team:decline", slug, proposal.number), _("Decline…"))] if State.DECLINED in card.steps else []
    if card.decides and proposal.state in MOVABLE:
        found.append((f"{address('call_team:proposal', slug, proposal.number)}#interests", _("To another path…")))
    return found


@register.simple_tag
def step_word(state: str) -> str:
    return {
        State.RECEIVED: _("Set back to received"),
        State.DISCUSSED: pgettext("proposal", "Discuss"),
        State.KEPT: pgettext("proposal", "Keep"),
        State.MERGED: pgettext("proposal", "Take up again"),
    }.get(State(state), str(State(state).label))


def links_of(card: Card, edition: Edition) -> list[tuple[str, str]]:
    slug, proposal = edition.slug, card.proposal
    found: list[tuple[str, str]] = []
    if proposal.state in (State.KEPT, State.MERGED) and not proposal.kind.may_attach:
        found.append((address("call_team:confirm", slug, proposal.number), pgettext("proposal", "Confirm")))
    if proposal.state == State.KEPT and proposal.kind.may_attach:
        found.append((address("call_team:attach", slug, proposal.number), _("Attach to a panel")))
    if proposal.state in (State.DISCUSSED, State.KEPT) and proposal.kind.may_merge:
        found.append((address("call_team:merge_with", slug, proposal.number), pgettext("proposal", "Merge")))
    if proposal.state == State.MERGED:
        found.append((address("call_team:separate", slug, proposal.number), pgettext("proposal", "Separate")))
    if proposal.state == State.CONFIRMED:
        found.append((address("call_team:place", slug, proposal.number), _("Move in the draft") if card.lane == PLACED else _("Place it")))
    return [(link, label) for link, label in found if link]


@register.simple_tag
def nature_word(kind: Kind) -> str:
    return str(dict(NATURES).get(kind.nature, kind.nature))


@register.simple_tag
def alert_words(alert: Alert) -> str:
    value: Any = alert.value
    match alert.code:
        case "resembles":
            return _("Resembles no. %(number)s") % {"number": value}
        case "resembles_elsewhere":
            return _("Resembles one on another path")
        case "changed":
            return _("Changed since you read it")
        case "not_interpreted":
            return _("Without interpretation")
        case "few_seats":
            words = ngettext("For %(number)s person at most", "For %(number)s people at most", value)
            return words % {"number": value}
        case "question_open":
            return _("A question to its authors is open since %(time)s") % {"time": timesince(value, depth=1)}
        case "speakers_silent":
            words = ngettext("%(number)s speaker has not answered", "%(number)s speakers have not answered", value)
            return words % {"number": value}
    return alert.code


@register.simple_tag
def state_words(proposal: Proposal) -> SafeString:
    return format_html('<span class="st {}">{}</span>', STATE_MARKS.get(State(proposal.state), "none"), proposal.get_state_display())


FIELD_WORDS = {"title": gettext_noop("Title"), "summary": gettext_noop("Summary"), "description": gettext_noop("Description")}


@register.simple_tag
def field_word(name: str, proposal: Proposal) -> str:
    """A text's name for people: "title.fr", "answers.added_value", "organisation"."""
    column, _dot, rest = name.partition(".")
    if column == "answers":
        question = proposal.call.questions.filter(slug=rest).first()
        return str(question.label) if question else rest
    if column == "organisation":
        return _("Organisation")
    word = _(FIELD_WORDS.get(column, column))
    return f"{word} ({language_name(rest, get_language() or 'en')})" if rest else word


@register.simple_tag
def missing_word(name: str, proposal: Proposal) -> str:
    return field_word(name, proposal)


@register.simple_tag
def lane_url(edition: Edition, code: str, path: Path | None) -> str:
    if path:
        return reverse("call_team:path_lane", args=[edition.slug, path.letter, code])
    return reverse("call_team:lane", args=[edition.slug, code])


@register.filter
def listed(value: object) -> list[object]:
    return [value]


@register.simple_tag
def try_template(name: str) -> str:
    """The template's name when it exists: pieces other parts bring."""
    try:
        get_template(name)
    except TemplateDoesNotExist:
        if settings.DEBUG:
            return ""
        return ""
    return name


@register.inclusion_tag("website/components/crumb.html", takes_context=True)
def call_crumb(context: template.Context, here: object, *between: str) -> dict[str, object]:
    """Back office, building the programme, what is between (route names with their edition), this page."""
    edition = context["edition"]
    standing = context.get("standing")
    labels = {"board": _("Proposals"), "overlaps": _("Overlaps"), "calls": _("Calls for contributions"), "balance": _("Balance")}
    steps = [(reverse("team:edition", args=[edition.slug]), str(edition))] if standing is None or standing.is_team else []
    home = reverse("call_team:home", args=[edition.slug])
    steps += [(home, _("Building the programme"))] if getattr(context.get("request"), "path", "") != home else []
    steps += [
        (address(f"call_team:{route}", edition.slug), labels.get(route, route))
        for route in between
        if address(f"call_team:{route}", edition.slug)
    ]
    return {"here": here, "steps": steps}
