"""Is this draft balanced? The page, its table as a file, and the exchanges that would bring it nearer."""

import csv
import io
from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from essaim.call.balancing import EXCHANGE, Effect, Member, Search, Swap, find_swaps
from essaim.call.inputs.aim import DraftInput
from essaim.call.models import Aim
from essaim.call.queries.balance import PROGRAMME, PROPOSALS, Choice, Named, aims_of, draft_choices, draft_for_swaps, members_of, names_of
from essaim.call.queries.balance_units import DIMENSIONS
from essaim.call.queries.balance_values import Labels, labels_of
from essaim.call.views.balance_page import NOWHERE, AimShown, Section, aims_shown, answer, columns_of, counted, seats_of, section_of
from essaim.call.views.balance_wording import aim_name, draft_name, effect_said, none_said, proofs_said, shows_change
from essaim.call.views.doors import office_of
from essaim.forum.models import Path
from essaim.forum.rules import Standing, may_see_figures

N_SWAPS = 3
"""Shown for each aim; the best."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, about which draft, and what they may see of it."""

    standing: Standing
    choices: tuple[Choice, ...]
    draft: Choice
    beside: Choice | None
    form: DraftInput
    paths: tuple[Path, ...]
    labels: Labels
    aims: list[Aim]

    @property
    def letters(self) -> list[str]:
        return [path.letter for path in self.paths]

    @property
    def shown(self) -> list[str]:
        """Letters of the paths whose figures this person sees; what is on no path with those who see all."""
        own = [path.letter for path in self.paths if may_see_figures(self.standing, path)]
        return [*own, NOWHERE] if may_see_figures(self.standing) else own


def asked_of(request: HttpRequest, edition: str) -> Asked:
    """At most nine statements."""
    standing = office_of(request, edition)
    reader = get_language() or "en"
    choices = draft_choices(standing.edition)
    codes = {choice.code: choice for choice in choices}
    wanted, other = request.GET.get("draft") or first_draft(standing), request.GET.get("beside", "")
    if wanted not in codes or other not in {"", *codes}:
        raise Http404(f"no draft {wanted} or {other} in {edition}")
    named = [(choice.code, draft_name(choice, reader)) for choice in choices]
    form = DraftInput({"draft": wanted, "beside": other}, choices=named)
    return Asked(
        standing,
        choices,
        codes[wanted],
        codes[other] if other and other != wanted else None,
        form,
        tuple(standing.edition.paths.order_by("letter")),
        labels_of(standing.edition, reader),
        aims_of(standing.edition),
    )


def first_draft(standing: Standing) -> str:
    return PROPOSALS if standing.edition.proposals.exists() else PROGRAMME


@require_safe
def show_balance(request: HttpRequest, edition: str) -> HttpResponse:
    """Twenty-one statements at most, ten more when another draft stands beside; whatever the number of proposals."""
    asked = asked_of(request, edition)
    sections, aims = sections_of(asked)
    context = {
        "edition": asked.standing.edition,
        "standing": asked.standing,
        "asked": asked,
        "form": asked.form,
        "aims": aims,
        "answer": answer(aims),
        "sections": sections,
        "is_partial": len(asked.shown) < len(asked.paths),
        "before_name": draft_name(asked.beside, asked.labels.reader) if asked.beside else "",
        "name": draft_name(asked.draft, asked.labels.reader),
        "can_swap": asked.draft.has_swaps and any(is_exchanged_for(one.aim) and one.is_off for one in aims),
        "leaves_gender_out": leaves_gender_out(asked),
    }
    return render(request, "call/team/balance.html", context)


def sections_of(asked: Asked) -> tuple[list[Section], list[AimShown]]:
    edition = asked.standing.edition
    weighed = asked.draft.code != PROPOSALS
    now = counted(members_of(edition, asked.draft), asked.aims, asked.letters, by_seats=weighed)
    before = counted(members_of(edition, asked.beside), asked.aims, asked.letters, by_seats=False) if asked.beside else None
    columns = columns_of(now, before, asked.shown)
    sections = [section_of(dimension, columns, asked.labels) for dimension in DIMENSIONS]
    return [*sections, seats_of(now, before, asked.shown)], aims_shown(asked.aims, now, before, asked.shown, asked.labels)


@require_safe
def balance_table(request: HttpRequest, edition: str) -> HttpResponse:
    """The page's tables, one row a figure: no names, and what is withheld there is withheld here."""
    asked = asked_of(request, edition)
    sections, _aims = sections_of(asked)
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow([_("About"), _("Path"), _("Code"), _("Value"), _("Count")])
    for section in sections:
        for line in section.lines:
            for column, cell in zip(section.columns, line.cells, strict=True):
                table.writerow([safe(section.title), safe(column), line.value, safe(line.label), cell.text])
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    name = f"{asked.standing.edition.slug}-balance-{asked.draft.code}.csv"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def safe(text: str) -> str:
    """A spreadsheet program takes what begins like a formula for one."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


@dataclass(frozen=True, slots=True)
class SwapShown:
    swap: Swap
    one: Named
    other: Named
    effects: list[tuple[Effect, str]]
    proofs: list[str]

    @property
    def is_exchange(self) -> bool:
        return self.swap.act == EXCHANGE


@dataclass(frozen=True, slots=True)
class SearchShown:
    search: Search
    name: str
    swaps: list[SwapShown]
    none: list[str]


def is_exchanged_for(aim: Aim) -> bool:
    """Not for declared gender, however many declared it: who goes, who comes and which way a share moves tell what one of them declared."""
    return aim.dimension != Aim.Dimension.GENDER


def leaves_gender_out(asked: Asked) -> bool:
    return asked.draft.has_swaps and not all(is_exchanged_for(aim) for aim in asked.aims)


@require_safe
def show_swaps(request: HttpRequest, edition: str) -> HttpResponse:
    """At most thirty statements, whatever the number of proposals. Only what this person may read is exchanged. Aims for declared gender
    are neither looked for nor weighed: what is not suggested would tell, too."""
    asked = asked_of(request, edition)
    if not asked.draft.has_swaps:
        raise Http404(f"version {asked.draft.code} is released and does not change")
    seen = frozenset(asked.shown)
    aims = [aim for aim in asked.aims if is_exchanged_for(aim)]
    draft = draft_for_swaps(asked.standing.edition, asked.draft, aims, asked.letters)
    may = replace(draft, members=[held(one, seen) for one in draft.members], waiting=[held(one, seen) for one in draft.waiting])
    searches = find_swaps(may, wanted=lambda reading: not reading.path or reading.path in seen, limit=N_SWAPS)
    names = names_of(asked.standing.edition, {key for one in searches for swap in one.swaps for key in (swap.one, swap.other)})
    context = {
        "edition": asked.standing.edition,
        "standing": asked.standing,
        "asked": asked,
        "form": asked.form,
        "name": draft_name(asked.draft, asked.labels.reader),
        "searches": [search_shown(one, asked, names, seen) for one in searches],
        "leaves_gender_out": leaves_gender_out(asked),
        "is_partial": len(asked.shown) < len(asked.paths),
    }
    return render(request, "call/team/swaps.html", context)


def held(member: Member, seen: frozenset[str]) -> Member:
    """Stays where it is when this person may not read it; what is on no path is read by those who read all."""
    return member if (member.paths or {NOWHERE}) <= seen else replace(member, is_fixed=True)


def search_shown(search: Search, asked: Asked, names: dict[str, Named], seen: frozenset[str]) -> SearchShown:
    aims = {str(aim.pk): aim_name(aim, asked.labels) for aim in asked.aims}
    swaps = [
        SwapShown(
            swap,
            names[swap.one],
            names[swap.other],
            [
                (effect, effect_said(effect, aims[effect.before.aim.key], asked.labels.reader))
                for effect in sorted(swap.effects, key=lambda one: one.before != search.target)
                if shows_change(effect, asked.labels.reader) and (not effect.before.path or effect.before.path in seen)
            ],
            proofs_said(swap),
        )
        for swap in search.swaps
    ]
    return SearchShown(search, aims[search.target.aim.key], swaps, [] if swaps else none_said(search))
