"""Figures of balance, as the page shows them: what is withheld there is withheld here."""

from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from ninja import Query, Router

from essaim.api import doors
from essaim.api.access import Key, access_of
from essaim.api.paging import Reading
from essaim.api.schemas.common import Trouble
from essaim.api.schemas.office import AimOut, BalanceOut, CellOut, LineOut, SectionOut
from essaim.call.queries.balance import PROGRAMME, PROPOSALS, aims_of, draft_choices, members_of
from essaim.call.queries.balance_units import DIMENSIONS
from essaim.call.queries.balance_values import Labels, labels_of
from essaim.call.views.balance_page import NOWHERE, Column, aims_shown, columns_of, counted, hidden_cells, values_of
from essaim.call.views.balance_wording import RULES
from essaim.forum.models import Path
from essaim.forum.rules import Standing, may_see_figures

router = Router(tags=["Balance"])
REFUSED = {401: Trouble, 403: Trouble, 404: Trouble}


class BalanceAsked(Reading):
    draft: str = ""


@router.get("/editions/{edition}/balance", response={200: BalanceOut, **REFUSED}, auth=Key("proposals:read"), summary="Balance of a draft")
def show_balance(request: HttpRequest, edition: str, asked: Query[BalanceAsked]) -> BalanceOut:
    """Of the proposals chosen so far (`draft=proposals`), of the draft programme (`programme`) or of a released version (its number), for
    the paths this account sees. Scope: proposals:read."""
    standing = doors.office(access_of(request), edition)
    found, reader = standing.edition, get_language() or "en"
    choices = {choice.code: choice for choice in draft_choices(found)}
    code = asked.draft or (PROPOSALS if found.proposals.exists() else PROGRAMME)
    if code not in choices:
        raise Http404(f"no draft {code!r}; there are: {', '.join(choices)}")
    paths = list(found.paths.order_by("letter"))
    shown, aims, labels = shown_letters(standing, paths), aims_of(found), labels_of(found, reader)
    now = counted(members_of(found, choices[code]), aims, [path.letter for path in paths], by_seats=code != PROPOSALS)
    columns = columns_of(now, None, shown)
    return BalanceOut(
        draft=code,
        is_partial=len(shown) < len(paths),
        sections=[section_out(dimension, columns, labels) for dimension in DIMENSIONS],
        aims=[AimOut(name=one.name, rule=one.rule, verdict=one.verdict) for one in aims_shown(aims, now, None, shown, labels)],
    )


def shown_letters(standing: Standing, paths: list[Path]) -> list[str]:
    own = [path.letter for path in paths if may_see_figures(standing, path)]
    return [*own, NOWHERE] if may_see_figures(standing) else own


def section_out(dimension: str, columns: list[Column], labels: Labels) -> SectionOut:
    hidden = hidden_cells(dimension, columns)
    lines = [
        LineOut(
            value=value,
            label=labels.of(dimension, value),
            cells=[
                CellOut(
                    column=column_code(column),
                    number=None if (column.label, value) in hidden else column.tally(dimension).counts.get(value, 0),
                )
                for column in columns
            ],
        )
        for value in values_of(dimension, columns)
    ]
    for name in ("known", "unknown"):
        cells = [CellOut(column=column_code(column), number=getattr(column.tally(dimension), name)) for column in columns]
        lines.append(LineOut(value=name, label=name, cells=cells))
    return SectionOut(dimension=str(dimension), rule=str(RULES[dimension]), lines=lines)


def column_code(column: Column) -> str:
    return "" if column.path is None else column.path or "-"
