from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from essaim.desk.models import Account
from essaim.forum.actions.favourite import toggle_favourite
from essaim.forum.cards import Cards
from essaim.forum.clashes import clashing
from essaim.forum.favourites import COOKIE, forget_cookie, kept_sessions, press, read_cookie, write_cookie
from essaim.forum.models import Session
from essaim.forum.queries.programme import programme_of, released_version
from essaim.forum.views.public.reach import edition_for
from essaim.kit.origin import same_origin


@csrf_exempt
@require_POST
@same_origin
def keep_session(request: HttpRequest, edition: str) -> HttpResponse:
    """Keep a session or no longer. Answers a script with JSON, a form with the page it came from."""
    found = edition_for(request, edition)
    number = request.POST.get("session", "")
    session = get_object_or_404(
        Session, edition=found, pk=int(number) if number.isascii() and number.isdecimal() and len(number) < 12 else 0
    )
    account = request.user
    if isinstance(account, Account):
        is_kept = toggle_favourite(account=account, session=session)
        response = answer(request, edition, session, is_kept=is_kept)
        forget_cookie(response)
        return response
    kept = read_cookie(request.COOKIES.get(COOKIE, "")) ^ {session.pk}
    response = answer(request, edition, session, is_kept=session.pk in kept)
    write_cookie(response, kept, secure=request.is_secure())
    return response


def answer(request: HttpRequest, edition: str, session: Session, *, is_kept: bool) -> HttpResponse:
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"session": session.code, "kept": is_kept})
    onward = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(onward, allowed_hosts=None):
        onward = reverse("forum:programme", args=[edition])
    return HttpResponseRedirect(f"{onward}#t{session.pk}")


@require_safe
def show_favourites(request: HttpRequest, edition: str) -> HttpResponse:
    """A reader's own programme, by day, with what takes place at the same time. Nine statements, one more with an account."""
    found = edition_for(request, edition)
    programme = programme_of(found, released_version(found))
    kept = kept_sessions(request)
    lines = [line for line in programme.lines if line.pk in kept]
    cards = Cards(programme, get_language() or "en", heading="h3")
    days = [(day, [line for line in lines if line.day == day]) for day in dict.fromkeys(line.day for line in lines)]
    context = {
        "edition": found,
        "number": len(lines),
        "days": [(day, "".join(map(cards.in_list, here))) for day, here in days],
        "clashes": [(cards.link(one), cards.link(other), cards.overlap(one, other)) for one, other in clashing(lines)],
        "codes": ",".join(line.code for line in lines),
        "has_account": isinstance(request.user, Account),
        "no_index": True,
    }
    response = render(request, "forum/favourites.html", context)
    response.content = press(response.content, kept)
    response["Cache-Control"] = "private, no-store"
    return response
