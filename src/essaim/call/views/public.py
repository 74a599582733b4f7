"""Calls as everybody reads them, and the proposals whose authors agree to be read."""

from datetime import datetime

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from essaim.call.announced import left_changes_at
from essaim.call.asking import sections
from essaim.call.models import Call
from essaim.call.phases import Phase, ends_at, next_change, phase_of
from essaim.call.queries.call import extension_of
from essaim.call.queries.public import agreed_proposals, call_page, public_calls, received_in_all, shown
from essaim.call.views.around import zones_around
from essaim.forum.models import Edition
from essaim.forum.queries.edition import public_edition
from essaim.forum.rules import is_team
from essaim.kit.shared import fresh_until, shared_page

A_PAGE = 50


@shared_page
@require_safe
def list_calls(request: HttpRequest, edition: str) -> HttpResponse:
    found, now = public_edition(edition), timezone.now()
    calls = [(call, phase_of(call, now), ends_at(call)) for call in public_calls(found)]
    has_proposals = agreed_proposals(found).exists()
    response = render(request, "call/calls.html", {"edition": found, "calls": calls, "has_proposals": has_proposals})
    return kept_until(response, [moment for call, _phase, _end in calls for moment in moments_of(call, now)])


@shared_page
@require_safe
def show_call(request: HttpRequest, edition: str, call: str) -> HttpResponse:
    """For the team also before it is public."""
    found_edition, found, now = *seen_call(request, edition, call), timezone.now()
    questions = list(found.questions.all())
    phase = phase_of(found, now)
    context = {
        "edition": found_edition,
        "call": found,
        "phase": phase,
        "is_open": phase == Phase.OPEN,
        "ends_at": ends_at(found),
        "extension": extension_of(found),
        "kinds": list(found.kinds.all()),
        "sections": sections(questions, questions),
        "no_index": phase == Phase.HIDDEN,
    }
    return kept_until(render(request, "call/call.html", context), moments_of(found, now))


@shared_page
@require_safe
def show_deadline(request: HttpRequest, edition: str, call: str) -> HttpResponse:
    """The call's dates in the hours of many places: for readers whose browser does not tell theirs."""
    found_edition, found = seen_call(request, edition, call)
    now, dates = timezone.now(), (("opens", found.opens_at), ("closes", ends_at(found)))
    moments = [(name, at, zones_around(at)) for name, at in dates if at and (name == "closes" or at > now)]
    response = render(request, "call/call_deadline.html", {"edition": found_edition, "call": found, "moments": moments})
    return kept_until(response, [at for at in (next_change(found, now),) if at])


def seen_call(request: HttpRequest, edition: str, slug: str) -> tuple[Edition, Call]:
    row = Edition.objects.select_related("series", "territory").filter(slug=edition).first()
    call = call_page(row, slug) if row else None
    if row is None or call is None or not ((row.is_public and call.is_public) or is_team(request.user, row)):
        raise Http404(f"no call {slug} in {edition} for this reader")
    call.edition = row
    return row, call


def moments_of(call: Call, now: datetime) -> list[datetime]:
    """When what the page says of the call changes by itself."""
    end, change = ends_at(call), next_change(call, now)
    return [at for at in (change, left_changes_at(end, now) if end and end > now else None) if at]


def kept_until(response: HttpResponse, moments: list[datetime]) -> HttpResponse:
    return fresh_until(response, min(moments)) if moments else response


@require_safe
def list_proposals(request: HttpRequest, edition: str) -> HttpResponse:
    """Not kept between readers: who takes an agreement back is gone at once."""
    found = public_edition(edition)
    rows, letter = agreed_proposals(found), request.GET.get("path", "")
    if letter:
        rows = rows.filter(path__letter=letter)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "edition": found,
        "page": page,
        "proposals": shown(page.object_list, found),
        "paths": list(found.paths.all()),
        "received": received_in_all(found),
        "letter": letter,
    }
    return render(request, "call/proposals.html", context)


def attached(body: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
