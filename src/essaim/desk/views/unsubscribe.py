"""No more group mail: opened from a letter, by people (a page with one button) and by mail programs (one POST, RFC 8058)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from essaim.desk.actions.unsubscription import subscribe_again, unsubscribe
from essaim.desk.scoped import scope_thing
from essaim.desk.unsubscribing import masked, message_behind, refuses


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe_page(request: HttpRequest, signed: str) -> HttpResponse:
    """GET changes nothing: mail scanners open every link. POST asks for no cookie and no token, as mail programs have neither, and
    answers at once: they follow no redirect. The signature is what proves that the letter was theirs."""
    message = message_behind(signed)
    if message is None:
        raise Http404("no letter behind this address")
    if request.method == "POST":
        if "again" in request.POST:
            subscribe_again(message=message)
        else:
            unsubscribe(message=message)
    context = {
        "about": scope_thing(message.mailing.scope),
        "email": masked(message.to_email),
        "refuses": refuses(message),
        "is_done": request.method == "POST",
    }
    return render(request, "desk/unsubscribe.html", context)
