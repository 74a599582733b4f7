from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from essaim.forum.cards import Cards, joined
from essaim.forum.now import now_in
from essaim.forum.queries.programme import Programme, programme_of, released_version
from essaim.forum.views.public.reach import edition_for
from essaim.kit.dates import clock
from essaim.kit.shared import fresh_until, shared_page


@shared_page
@require_safe
def show_now(request: HttpRequest, edition: str) -> HttpResponse:
    """What goes on now, in the edition's own zone; ?at=2019-11-07T11:05 asks for another moment. Nine statements."""
    found = edition_for(request, edition)
    programme = programme_of(found, released_version(found))
    now = timezone.now()
    asked = request.GET.get("at", "")
    moment = read_moment(asked, programme) if asked else now
    now_there = now_in(programme, moment or now)
    cards = Cards(programme, get_language() or "en", heading="h3")
    local = (moment or now).astimezone(programme.zone)
    context = {
        "edition": found,
        "now": now_there,
        "going_on": joined(now_there.going_on, cards.in_list),
        "coming": [
            (start.astimezone(programme.zone).date(), clock(start, programme.zone), joined(lines, cards.in_list))
            for start, lines in now_there.coming
        ],
        "today": local.date(),
        "clock": clock(local, programme.zone),
        "asked": asked,
        "is_refused": bool(asked) and moment is None,
        "no_index": True,
    }
    response = render(request, "forum/now.html", context)
    return response if asked and moment else fresh_until(response, now.replace(second=0, microsecond=0) + timedelta(minutes=1))


def read_moment(asked: str, programme: Programme) -> datetime | None:
    """A moment in the edition's zone unless it names its own; None when it cannot be read."""
    try:
        moment = datetime.fromisoformat(asked.replace(" ", "+"))
        return moment if moment.tzinfo else moment.replace(tzinfo=programme.zone)
    except ValueError:
        return None
