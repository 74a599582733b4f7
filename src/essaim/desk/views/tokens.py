"""An account's own keys to the API: the list, a new one, revoke."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from essaim.desk.actions.token import create_token, revoke_token
from essaim.desk.errors import DeskError
from essaim.desk.factor import lacks_factor
from essaim.desk.inputs.token import TokenInput
from essaim.desk.models import Account
from essaim.desk.queries.token import tokens_of
from essaim.desk.scopes import SCOPES, limits_for
from essaim.desk.sentences import sentence

AT = {"expires_at": "lasts_days"}
"""The action's word for it → the form's."""


def account_of(request: HttpRequest) -> Account:
    if not isinstance(request.user, Account):
        raise Http404("nobody is logged in")
    return request.user


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def token_list(request: HttpRequest) -> HttpResponse:
    """The answer to the form is the one time the key is shown."""
    account, secret = account_of(request), ""
    form = TokenInput(request.POST or None, account=account)
    if request.method == "POST" and form.is_valid():
        secret = made(form, account)
        form = TokenInput(account=account) if secret else form
    names = dict(limits_for(account))
    rows = [(token, [SCOPES.get(scope, scope) for scope in token.scopes], names.get(token.scope, "–")) for token in tokens_of(account)]
    context = {"rows": rows, "form": form, "secret": secret, "lacks_factor": lacks_factor(account)}
    return render(request, "desk/tokens.html", context)


def made(form: TokenInput, account: Account) -> str:
    """The new key; "" when it was refused, and then the reason stands at its input."""
    given = form.cleaned_data
    facts = {"name": given["name"], "scopes": given["scopes"], "limit": given["limit"], "expires_at": form.expires_at()}
    try:
        return create_token(account=account, **facts)[1]
    except DeskError as error:
        field = str(error.facts.get("field", ""))
        form.add_error(AT.get(field, field) or None, sentence(error))
        return ""


@login_required
@never_cache
@require_POST
def token_revoke(request: HttpRequest, number: int) -> HttpResponse:
    account = account_of(request)
    token = tokens_of(account).filter(pk=number).first()
    if token is None:
        raise Http404(f"no token {number} of this account")
    revoke_token(token=token, by=account)
    messages.success(request, _("“%(name)s” opens nothing any more.") % {"name": token.name})
    return redirect("desk:tokens")
