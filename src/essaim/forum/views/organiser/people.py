"""People and roles of an edition: who holds what, where parts come from, invitations."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from essaim.desk.models import Grant, Invitation
from essaim.forum.actions import roles as act
from essaim.forum.inputs.roles import RoleInput
from essaim.forum.models import Edition, Path
from essaim.forum.offices import sources
from essaim.forum.queries.roles import Roles, roles_in
from essaim.forum.rules import EDITION, ORGANISATION, PATH, Standing
from essaim.forum.sentences import ANY_ERROR, sentence
from essaim.forum.views.organiser.doors import account_of, leading_in, written

PAGE = 100


@require_http_methods(["GET", "HEAD", "POST"])
def show_people(request: HttpRequest, edition: str) -> HttpResponse:
    """For the team all of it, for path leads their paths. Roles in seven statements at most, each origin of parts asked for in one."""
    standing = leading_in(request, edition)
    roles = roles_in(standing)
    form = role_form(request, standing, roles)
    if request.method == "POST" and form.is_valid():
        made = written(form, lambda: offer(request, standing.edition, form))
        if made:
            messages.success(request, _("The invitation to %(email)s is on its way.") % {"email": made.email})
            return redirect("team:people", standing.edition.slug)
    context = {"edition": standing.edition, "standing": standing, "roles": roles, "form": form, **parts_of(request, standing)}
    return render(request, "forum/team/people.html", context)


def role_form(request: HttpRequest, standing: Standing, roles: Roles) -> RoleInput:
    known = [*(one for on in roles.paths for one in on.organisations), *roles.partners]
    led = {one.organisation.pk: one.organisation for one in known if one.may_open}
    return RoleInput(request.POST or None, standing=standing, paths=[one.path for one in roles.paths], organisations=list(led.values()))


def offer(request: HttpRequest, edition: Edition, form: RoleInput) -> Invitation:
    role, path, organisation = form.offered()
    email, by = form.cleaned_data["email"], account_of(request)
    if organisation:
        return act.invite_colleague(organisation=organisation, email=email, by=by, edition=edition, **form.words())
    return act.invite_to_edition(edition=edition, path=path, role=role, email=email, by=by, **form.words())


def parts_of(request: HttpRequest, standing: Standing) -> dict[str, object]:
    """?from=sessions lists those; without it only the origins are named."""
    chosen = next((one for one in sources() if one.name == request.GET.get("from")), None)
    words = request.GET.get("q", "").strip().casefold()[:80]
    parts = [one for one in chosen.parts(standing) if words in one.name.casefold()] if chosen else []
    return {
        "sources": sources(),
        "chosen": chosen,
        "words": words,
        "page": Paginator(parts, PAGE).get_page(request.GET.get("page")) if chosen else None,
    }


@require_POST
def take_role(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    standing = leading_in(request, edition)
    grant = Grant.objects.select_related("account").filter(pk=pk).first()
    if grant is None or not is_here(standing, grant):
        raise Http404(f"no role {pk} in {edition}")
    try:
        act.take_role(grant=grant, by=account_of(request))
    except ANY_ERROR as error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, _("%(account)s no longer has this role.") % {"account": grant.account})
        if grant.account_id == account_of(request).pk:
            return redirect("team:home")
    return redirect("team:people", edition)


@require_POST
def invitation_again(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    found = here(leading_in(request, edition), pk)
    return acted(request, edition, found, again=True)


@require_POST
def invitation_revoke(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    found = here(leading_in(request, edition), pk)
    return acted(request, edition, found, again=False)


def acted(request: HttpRequest, edition: str, found: Invitation, *, again: bool) -> HttpResponse:
    try:
        (act.send_again if again else act.revoke)(invitation=found, by=account_of(request))
    except ANY_ERROR as error:
        messages.error(request, sentence(error))
    else:
        sent, gone = _("The invitation to %(email)s is on its way again."), _("The invitation to %(email)s is taken back.")
        messages.success(request, (sent if again else gone) % {"email": found.email})
    return redirect("team:people", edition)


def here(standing: Standing, pk: int) -> Invitation:
    found = Invitation.objects.filter(pk=pk).first()
    if found is None or not is_here(standing, found):
        raise Http404(f"no invitation {pk} in {standing.edition.slug}")
    return found


def is_here(standing: Standing, held: Grant | Invitation) -> bool:
    """On this edition, a path or an organisation of it that this person has to do with. Whether they may is the action's question."""
    if held.kind == EDITION:
        return standing.is_team and held.key == str(standing.edition.pk)
    if held.kind == PATH:
        path = Path.objects.filter(pk=held.key, edition=standing.edition).first()
        return path is not None and standing.leads(path)
    if held.kind == ORGANISATION and standing.is_team:
        edition, key = standing.edition, int(held.key)
        return edition.paths.filter(leads=key).exists() or edition.partners.filter(organisation=key).exists()
    return False
