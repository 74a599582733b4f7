"""Where a path team begins: its paths, what waits, who answered."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from essaim.call.queries.board import ASIDE, LANES, answers_since, seen_paths, waiting_counts
from essaim.call.queries.waiting import waiting_for, withdrawn_unseen
from essaim.call.views.doors import office_of
from essaim.forum.models import Path
from essaim.forum.rules import Standing

LATEST = 6


@require_safe
def show_home(request: HttpRequest, edition: str) -> HttpResponse:
    """Nine statements beside those of every page."""
    standing = office_of(request, edition)
    rows = rows_of(standing)
    context = {
        "edition": standing.edition,
        "standing": standing,
        "lanes": LANES,
        "rows": rows,
        "waiting": tasks_of(standing, rows),
        "withdrawn": withdrawn_unseen(standing),
        "answers": answers_since(standing)[:LATEST],
        "links": links_for(standing),
        "calls": standing.edition.calls.all() if standing.is_team else (),
    }
    return render(request, "call/team/home.html", context)


def rows_of(standing: Standing) -> list[dict[str, object]]:
    """One a path, and one for what has none yet, for whoever sees it."""
    counts, waiting = waiting_counts(standing), waiting_for(standing)
    has_none = bool(counts.get(0)) and (standing.is_team or standing.reviews_all)
    paths: list[Path | None] = [*seen_paths(standing), *([None] if has_none else [])]
    return [
        {
            "path": path,
            "counts": [(code, label, counts.get(key, {}).get(code, 0)) for code, label, _words in LANES],
            "aside": sum(counts.get(key, {}).get(code, 0) for code, _label in ASIDE),
            "unmarked": waiting.unmarked.get(key, 0),
            "unanswered": waiting.unanswered.get(key, 0),
            "flagged": waiting.flagged.get(key, 0),
            "changed": waiting.changed.get(key, 0),
        }
        for path, key in ((path, path.pk if path else 0) for path in paths)
    ]


def tasks_of(standing: Standing, rows: list[dict[str, object]]) -> list[tuple[str, str, int]]:
    """What waits, in words, with the board's filter that shows it and how many; nothing that is done."""
    labels = (
        ("unmarked", _("Not marked by me yet"), "marked=no"),
        ("changed", _("Changed since I read them"), "alert=changed"),
        ("unanswered", _("A question to their authors is open"), "alert=question_open"),
        ("flagged", _("With an alert"), "alert=any"),
    )
    counted = [(label, query, sum(int(str(row[name])) for row in rows)) for name, label, query in labels]
    return [(label, query, number) for label, query, number in counted if number]


def links_for(standing: Standing) -> list[tuple[str, str]]:
    shared = [("call_team:overlaps", _("Overlaps")), ("call_team:balance", _("Balance"))]
    lead = [("team:speakers", _("Speakers"))]
    team = [("call_team:calls", _("Calls for contributions")), ("team:absences", _("Who cannot come")), ("team:mailings", _("Mail"))]
    return [*shared, *(lead if standing.is_team or standing.led else []), *(team if standing.is_team else [])]
