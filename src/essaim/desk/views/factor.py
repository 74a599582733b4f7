"""The page that leads to a second factor."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from essaim.desk.factor import has_factor
from essaim.desk.models import Account

NEXT = "second_factor_next"
"""In the session: where somebody was going when they were asked for it."""


@never_cache
@login_required
@require_safe
def second_factor(request: HttpRequest) -> HttpResponse:
    """Why one is asked for, and the ways to set one up; whoever has shown theirs goes on."""
    onward = request.GET.get("next", "")
    if not (onward.startswith("/") and url_has_allowed_host_and_scheme(onward, allowed_hosts=None)):
        onward = reverse("team:home")
    account = request.user
    if isinstance(account, Account) and account.has_shown_factor:
        return redirect(onward)
    request.session[NEXT] = onward
    known = isinstance(account, Account) and has_factor(account)
    return render(request, "desk/second_factor.html", {"has_factor": known, "onward": onward})
