"""An organisation's own page: who acts for it. Its colleagues bring in and take off one another; an edition's team may help."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from essaim.desk.models import Grant, Invitation
from essaim.forum.actions import roles as act
from essaim.forum.inputs.roles import ColleagueInput
from essaim.forum.queries.offices import organisations_of
from essaim.forum.queries.roles import office_of
from essaim.forum.rules import COLLEAGUE, ORGANISATION, is_colleague, may_manage_colleagues
from essaim.forum.sentences import ANY_ERROR, sentence
from essaim.forum.views.organiser.doors import account_of, written
from essaim.registry.models import Organisation


def managed(request: HttpRequest, slug: str) -> Organisation:
    found = Organisation.objects.filter(slug=slug).first()
    if found is None or not may_manage_colleagues(request.user, found):
        raise Http404(f"no organisation {slug} for this account")
    return found


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The only one, or a list to choose from."""
    found = organisations_of(account_of(request))
    if not found:
        raise Http404("acts for no organisation")
    if len(found) == 1:
        return redirect("team:colleagues", found[0].slug)
    return render(request, "forum/team/my_organisations.html", {"organisations": found})


@require_http_methods(["GET", "HEAD", "POST"])
def show_colleagues(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = managed(request, slug)
    form = ColleagueInput(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email, by = form.cleaned_data["email"], account_of(request)
        made = written(form, lambda: act.invite_colleague(organisation=organisation, email=email, by=by, **form.words()))
        if made:
            messages.success(request, _("The invitation to %(email)s is on its way.") % {"email": made.email})
            return redirect("team:colleagues", organisation.slug)
    context = {"organisation": organisation, "office": office_of(organisation), "form": form}
    return render(request, "forum/team/colleagues.html", {**context, "is_own": is_colleague(request.user, organisation)})


@require_POST
def take_colleague(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    organisation = managed(request, slug)
    grant = Grant.objects.select_related("account").filter(pk=pk, role=COLLEAGUE, kind=ORGANISATION, key=str(organisation.pk)).first()
    if grant is None:
        raise Http404(f"no colleague {pk} of {slug}")
    try:
        act.take_role(grant=grant, by=account_of(request))
    except ANY_ERROR as error:
        messages.error(request, sentence(error))
    else:
        words = _("%(account)s no longer acts for %(organisation)s.")
        messages.success(request, words % {"account": grant.account, "organisation": organisation})
        if grant.account_id == account_of(request).pk:
            return redirect("team:home")
    return redirect("team:colleagues", slug)


@require_POST
def again(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    return acted(request, managed(request, slug), pk, again=True)


@require_POST
def revoke(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    return acted(request, managed(request, slug), pk, again=False)


def acted(request: HttpRequest, organisation: Organisation, pk: int, *, again: bool) -> HttpResponse:
    found = Invitation.objects.filter(pk=pk, role=COLLEAGUE, kind=ORGANISATION, key=str(organisation.pk)).first()
    if found is None:
        raise Http404(f"no invitation {pk} of {organisation.slug}")
    try:
        (act.send_again if again else act.revoke)(invitation=found, by=account_of(request))
    except ANY_ERROR as error:
        messages.error(request, sentence(error))
    else:
        sent, gone = _("The invitation to %(email)s is on its way again."), _("The invitation to %(email)s is taken back.")
        messages.success(request, (sent if again else gone) % {"email": found.email})
    return redirect("team:colleagues", organisation.slug)
