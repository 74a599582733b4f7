"""Rows to Markdown."""

from collections.abc import Sequence

from benchmarks.site.pages import MANY, Row

HEAD = (
    f"| | CPU a request (ms) | × less than pretalx | aim | p50 / p99 at 1 (ms) | p50 / p99 at {MANY} (ms) | bytes | requests |",
    "| --- | ---: | ---: | --- | ---: | ---: | ---: | ---: |",
)


def table(page: str, rows: Sequence[Row], peer: Row | None) -> str:
    lines = [f"### {page[0].upper()}{page[1:]}", "", *HEAD]
    if peer:
        lines.append(line(peer, None))
    lines += [line(row, peer) for row in rows]
    return "\n".join(lines)


def line(row: Row, peer: Row | None) -> str:
    ratio = peer.one.cpu_ms / row.one.cpu_ms if peer and row.one.cpu_ms else None
    cells = [
        row.state,
        figure(row.one.cpu_ms),
        times(ratio) if ratio else "",
        aim(row, ratio),
        f"{figure(row.one.p50_ms)} / {figure(row.one.p99_ms)}",
        f"{figure(row.many.p50_ms)} / {figure(row.many.p99_ms)}",
        f"{row.one.size:,}",
        f"{row.one.requests:,} + {row.many.requests:,}",
    ]
    return f"| {' | '.join(cells)} |"


def aim(row: Row, ratio: float | None) -> str:
    """What was aimed at, and whether it was reached."""
    if row.limit_ms:
        return f"≤ {row.limit_ms:g} ms: {said(row.one.cpu_ms <= row.limit_ms)}"
    if row.aim and ratio:
        return f"{row.aim} ×: {said(ratio >= row.aim)}"
    return ""


def said(is_reached: object) -> str:
    return "reached" if is_reached else "**missed**"


def figure(number: float) -> str:
    """Three figures that mean something: 0.42, 4.2, 42, 420."""
    return f"{number:.2f}" if number < 10 else f"{number:.1f}" if number < 100 else f"{number:.0f}"


def times(ratio: float) -> str:
    return f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.1f}"
