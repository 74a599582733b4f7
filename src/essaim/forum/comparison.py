"""Editions side by side: one dot plot a measure, from claims as published."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language, gettext

from essaim.forum.charts.dotplot import NARROW, WIDE, Drawing, Row, dot_plot
from essaim.forum.figures import label_with_case, short_value
from essaim.forum.queries.edition import Compared
from essaim.forum.queries.figures import Figure
from essaim.kit.languages import spoken
from essaim.kit.numbers import number
from essaim.kit.rows import in_a_row


@dataclass(frozen=True, slots=True)
class Line:
    """One edition's row, in the drawing and in the table below it."""

    compared: Compared
    figure: Figure | None


@dataclass(frozen=True, slots=True)
class MeasureChart:
    measure: str
    label: str
    lines: tuple[Line, ...]
    wide: Drawing
    narrow: Drawing
    missing: tuple[str, ...]
    """Editions without a figure that are named in words: a row each would fill the drawing with nothing."""
    n_unknown: int
    n_disputed: int


def measure_charts(compared: Sequence[Compared], measures: Sequence[str]) -> tuple[MeasureChart, ...]:
    """Measures nobody published about any of the editions are left out."""
    charts = (measure_chart(compared, measure) for measure in measures)
    return tuple(chart for chart in charts if any(line.figure for line in chart.lines))


def measure_chart(compared: Sequence[Compared], measure: str) -> MeasureChart:
    language = get_language() or settings.LANGUAGE_CODE
    lines = tuple(Line(one, next((found for found in one.figures if found.measure == measure), None)) for one in compared)
    unknown_lines = [line for line in lines if line.figure is None]
    in_words = unknown_lines if len(unknown_lines) * 2 > len(lines) else []
    rows = [row_of(line, language) for line in lines if line not in in_words]
    unknown = gettext("unknown: no figure found")

    def tick(value: float) -> str:
        return number(int(value) if value == int(value) else round(value, 2), language)

    return MeasureChart(
        measure=measure,
        label=label_with_case(measure),
        lines=lines,
        wide=dot_plot(rows, WIDE, unknown=unknown, number=tick),
        narrow=dot_plot(rows, NARROW, unknown=unknown, number=tick),
        missing=tuple(name_of(line, language) for line in in_words),
        n_unknown=len(unknown_lines),
        n_disputed=sum(line.figure is not None and line.figure.is_disputed for line in lines),
    )


def name_of(line: Line, language: str) -> str:
    return line.compared.edition.short_name or spoken(line.compared.edition.name, language).text


def row_of(line: Line, language: str) -> Row:
    label = name_of(line, language)
    if line.figure is None:
        return Row(label, None)
    kept = line.figure.kept
    values = [claim.value for claim in line.figure.claims if claim.value is not None]
    return Row(
        label=label,
        range_label="–".join(dict.fromkeys(number(value.normalize(), language) for value in (min(values), max(values)))) if values else "",
        kept=float(kept.value) if kept is not None and kept.value is not None else None,
        kept_label=short_value(kept, language) if kept is not None else "",
        instead=in_a_row(claim.words for claim in line.figure.claims if claim.value is None),
        others=tuple(float(claim.value) for claim in line.figure.others if claim.value is not None),
    )
