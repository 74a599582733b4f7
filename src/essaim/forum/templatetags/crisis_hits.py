"""One session that loses somebody, as an article: made here rather than by a template, since a page holds up to two hundred of them."""

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from essaim.forum import crisis_words
from essaim.forum.crisis import Hit, Offer, Shown, Sitting, Voice
from essaim.forum.models import Appearance, Edition
from essaim.forum.templatetags.crisis import gravity_state, text_of, when_where
from essaim.kit.templatetags.kit import path_tile, said_in

register = template.Library()


@register.simple_tag
def hit_article(one: Shown, edition: Edition) -> SafeString:
    """Place; title; how grave; who cannot come, who is still to come, the continents before and after; who could step in."""
    hit, sitting = one.hit, one.hit.sitting
    address = reverse("team:absence_session", args=[edition.slug, sitting.code])
    title = escape(text_of(sitting.title) or sitting.code)
    rows = [
        (gettext("Cannot come"), "<br>".join(absent(voice, hit) for voice in hit.absent)),
        (gettext("Still to come"), escape(still_to_come(hit))),
        (gettext("Speakers by continent"), balance(hit)),
    ]
    if hit.open_places:
        rows.append((gettext("Could step in"), could_step_in(one, edition, address, title)))
    facts = "".join(f"<dt>{escape(name)}</dt><dd>{matter}</dd>" for name, matter in rows)
    return SafeString(
        f'<article class="hit {gravity_state(hit)}"><p class="meta">{place(sitting, edition)}</p>'
        f'<h3><a href="{address}"{said_in(sitting.title)}>{title}</a></h3>'  # type: ignore[arg-type]
        f'<p class="st {gravity_state(hit)}">{escape(gravity(hit))}</p><dl class="facts">{facts}</dl></article>'
    )


def place(sitting: Sitting, edition: Edition) -> str:
    tiles = "".join(f"{path_tile(letter)} " for letter in sitting.letters)
    state = "" if sitting.is_accepted else gettext("draft")
    draft = f" · {escape(state)}" if state else ""
    return f"{tiles}<span>{when_where(sitting, edition)}{draft}</span>"


def gravity(hit: Hit) -> str:
    words = crisis_words.gravity_words(hit.gravity)
    if hit.loses_south and gravity_state(hit) == "bad":
        words += ", " + gettext("and so its only voice from the South")
    return words[:1].upper() + words[1:]


def absent(voice: Voice, hit: Hit) -> str:
    words = crisis_words.country(voice.country)
    where = escape(words) if voice.country else f'<span class="unknown">{escape(words)}</span>'
    replaced = gettext("somebody steps in")
    after = f" – {escape(replaced)}" if voice.appearance in hit.replaced else ""
    return f'<span class="w600">{escape(voice.name)}</span> ({escape(Appearance.Role(voice.role).label)}, {where}){after}'


def still_to_come(hit: Hit) -> str:
    words = crisis_words.roles_words(hit)
    if not hit.declined:
        return words
    n = len(hit.declined)
    declined = ngettext("%(number)s has declined", "%(number)s have declined", n) % {"number": n}
    return crisis_words.joined([words, declined])


def balance(hit: Hit) -> str:
    rows = (
        f'{escape(crisis_words.continent(row.continent))} <span class="num nw">{row.before} → <strong>{row.after}</strong></span>'
        for row in hit.balance
    )
    return ", ".join(rows) or "–"


def could_step_in(one: Shown, edition: Edition, address: str, title: str) -> str:
    nobody = gettext("Nobody of whom all is known fits.")
    best = "".join(offered(offer, one.hit, edition) for offer in one.best) or f"<p>{escape(nobody)}</p>"
    told = [ngettext("%(number)s fits", "%(number)s fit", one.n_fit) % {"number": one.n_fit}] if one.n_fit else []
    told.append(ngettext("%(number)s to ask first", "%(number)s to ask first", one.n_ask) % {"number": one.n_ask})
    if one.n_ask_south:
        told.append(
            ngettext("%(number)s of them from the South", "%(number)s of them from the South", one.n_ask_south)
            % {"number": one.n_ask_south}
        )
    return f'{best}<p><a href="{address}">{escape(", ".join(told))}<span class="vh">: {title}</span></a></p>'


def offered(offer: Offer, hit: Hit, edition: Edition) -> str:
    """With the reasons; the link leads to what choosing them would do."""
    first = hit.open_places[0].appearance
    address = reverse("team:absence_choose", args=[edition.slug, hit.sitting.code, first, offer.candidate.key])
    reasons = escape(crisis_words.joined(crisis_words.mark_words(mark, hit) for mark in offer.fits))
    where = escape(crisis_words.from_where(offer.candidate))
    return f'<p><a class="w600" href="{address}">{escape(offer.candidate.name)}</a>, {where}<br><span class="meta">{reasons}</span></p>'
