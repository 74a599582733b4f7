"""The page an invitation's link opens, for whoever the letter reached."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from essaim.desk.actions.invitation import invitation_of, owns_address
from essaim.desk.models import Account, Invitation
from essaim.forum.actions import roles as act
from essaim.forum.queries.offices import only_draft_of
from essaim.forum.rules import ROLE_NAMES
from essaim.forum.sentences import ANY_ERROR, sentence


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """What is offered and to which address; accepted by a button, by an account with that address. An unknown link says what it may be."""
    invitation = invitation_of(secret)
    if invitation is None:
        return render(request, "forum/team/invitation_unknown.html", status=404)
    account = request.user if isinstance(request.user, Account) else None
    if request.method == "POST" and account:
        try:
            act.accept(invitation=invitation, by=account)
        except ANY_ERROR as error:
            messages.error(request, sentence(error))
        else:
            messages.success(request, _("Welcome: %(role)s, %(thing)s.") % {"role": role_of(invitation), "thing": invitation.label})
            only = only_draft_of(account)
            return redirect("team:programme", only.slug) if only else redirect("team:home")
    return render(request, "forum/team/invitation.html", page(request, invitation, account))


def page(request: HttpRequest, invitation: Invitation, account: Account | None) -> dict[str, object]:
    onward = urlencode({"next": request.path})
    return {
        "invitation": invitation,
        "role": role_of(invitation),
        "state": state_of(invitation),
        "is_theirs": account is not None and owns_address(account, invitation.email),
        "login": f"{reverse('account_login')}?{onward}",
        "signup": f"{reverse('account_signup')}?{onward}",
        "no_index": True,
    }


def role_of(invitation: Invitation) -> str:
    return str(ROLE_NAMES.get(invitation.role, invitation.role))


def state_of(invitation: Invitation) -> str:
    if invitation.accepted_at:
        return "accepted"
    if invitation.revoked_at:
        return "revoked"
    return "expired" if invitation.expires_at <= timezone.now() else "open"
