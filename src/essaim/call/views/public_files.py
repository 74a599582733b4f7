"""The public list of proposals as files: without anything personal, and only with their authors' agreement (the lesson of 2019)."""

import json

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from essaim.call.exchange.entries import public_entry
from essaim.call.exchange.forms import public_form
from essaim.call.queries.public import Shown, agreed_proposals, shown
from essaim.call.sheets import write_csv
from essaim.call.views.public import attached
from essaim.call.views.sheet import CSV, sheet_language
from essaim.forum.models import Edition
from essaim.forum.queries.edition import public_edition


def shown_in(edition: Edition) -> list[Shown]:
    return shown(agreed_proposals(edition).prefetch_related("goals"), edition)


@require_safe
def proposals_csv(request: HttpRequest, edition: str) -> HttpResponse:
    found, language = public_edition(edition), sheet_language()
    rows = shown_in(found)
    form = public_form(found, [question for row in rows for question, _words in row.answers], language)
    body = write_csv(form, [public_entry(row) for row in rows], language=language, personal=False, public=True)
    return attached(body, CSV, f"{edition}-proposals.csv")


@require_safe
def proposals_json(request: HttpRequest, edition: str) -> HttpResponse:
    found = public_edition(edition)
    body = {"edition": found.slug, "proposals": [as_json(row) for row in shown_in(found)]}
    return HttpResponse(json.dumps(body, ensure_ascii=False, indent=1), content_type="application/json; charset=utf-8")


def as_json(row: Shown) -> dict[str, object]:
    entry = public_entry(row)
    return {
        "number": entry.number,
        "kind": entry.kind,
        "nature": row.proposal.kind.nature,
        "path": entry.path or None,
        "language": entry.language,
        "title": dict(entry.title),
        "summary": dict(entry.summary),
        "format": entry.format or None,
        "goals": list(entry.goals),
        "spoken": list(entry.spoken),
        "organisations": [
            {"name": one.name, "role": "lead" if one.is_lead else "partner", "kind": one.kind or None, "country": one.country or None}
            for one in entry.organisations
        ],
        "answers": dict(entry.answers),
        "is_synthetic": row.proposal.is_synthetic,
    }
