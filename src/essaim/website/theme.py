"""Light, dark or as the device: a cookie, set by a form that works without scripts."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from essaim.kit.origin import same_origin

COOKIE = "theme"
THEMES = ("auto", "light", "dark")
YEAR_S = 31_536_000


@csrf_exempt
@require_POST
@same_origin
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Back to the page the reader came from. An unknown choice means auto."""
    onward = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(onward, allowed_hosts=None):
        onward = "/"
    response = HttpResponseRedirect(onward)
    theme = request.POST.get("theme", "")
    if theme in THEMES[1:]:
        response.set_cookie(COOKIE, theme, max_age=YEAR_S, samesite="Lax", httponly=True, secure=request.is_secure())
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response
