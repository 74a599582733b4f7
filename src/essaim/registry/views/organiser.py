"""People and organisations for those who enter them."""

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import models, transaction
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from essaim.desk import sentences as desk_sentences
from essaim.desk.errors import DeskError
from essaim.desk.models import Account
from essaim.registry.actions import entry
from essaim.registry.actions import organisation as organisation_actions
from essaim.registry.actions import person as person_actions
from essaim.registry.errors import RegistryError
from essaim.registry.inputs.pick import ORGANISATION, PERSON, Kind, reader
from essaim.registry.inputs.profile import IdentifierInput, OrganisationInput, PersonInput, RoleInput
from essaim.registry.models import Organisation, Person
from essaim.registry.rules import may_edit_registry, may_enter
from essaim.registry.sentences import sentence

PAGE = 50
LANGUAGES = ("fr", "en", "es")
Made = TypeVar("Made")


def editor(request: HttpRequest, *, is_new: bool = False) -> Account:
    """Whoever keeps the registry changes it; whoever is of a team may enter what is new."""
    may = may_enter if is_new else may_edit_registry
    if not isinstance(request.user, Account) or not may(request.user):
        raise Http404("may not edit the registry")
    return request.user


def languages() -> list[str]:
    """The reader's own first."""
    return sorted(LANGUAGES, key=lambda code: code != reader())


def said(error: RegistryError | DeskError) -> str:
    return desk_sentences.sentence(error) if isinstance(error, DeskError) else sentence(error)


def written(form: forms.BaseForm, act: Callable[[], Made]) -> Made | None:
    """What the action made; None when it refused, and then the reason stands at its input."""
    try:
        with transaction.atomic():
            return act()
    except (RegistryError, DeskError) as error:
        field = {"bad_identifier": "value", "identifier_of_another": "value", "end_before_start": "end"}.get(
            error.code, str(error.facts.get("field", ""))
        )
        form.add_error(next((name for name in form.fields if name.split("__")[0] == field), None), said(error))
        return None


def listing(request: HttpRequest, kind: Kind, rows: models.QuerySet[models.Model]) -> dict[str, object]:
    """Filtered by words as the suggestions are; by name."""
    editor(request, is_new=True)
    words = request.GET.get("q", "").strip()[:80]
    if words:
        directory = kind.directory(reader())
        found = directory.beginning(words, limit=200) or directory.near(words)
        rows = rows.filter(pk__in=[listed.pk for listed in found])
    may_change = may_edit_registry(request.user)
    return {"page": Paginator(rows, PAGE).get_page(request.GET.get("page")), "words": words, "may_change": may_change}


@require_safe
def list_people(request: HttpRequest) -> HttpResponse:
    rows = Person.objects.annotate(roles=Count("affiliations", distinct=True)).order_by("sort_name", "name", "pk")
    return render(request, "registry/team/people.html", listing(request, PERSON, rows))


@require_safe
def list_organisations(request: HttpRequest) -> HttpResponse:
    rows = Organisation.objects.select_related("territory").order_by("slug")
    return render(request, "registry/team/organisations.html", listing(request, ORGANISATION, rows))


def person_of(slug: str) -> Person:
    found = Person.objects.filter(slug=slug).first()
    if found is None:
        raise Http404(f"no person {slug}")
    return found


def organisation_of(slug: str) -> Organisation:
    found = Organisation.objects.filter(slug=slug).first()
    if found is None:
        raise Http404(f"no organisation {slug}")
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def change_person(request: HttpRequest, slug: str = "") -> HttpResponse:
    by = editor(request, is_new=not slug)
    row = person_of(slug) if slug else None
    form = PersonInput(request.POST or None, languages=languages(), row=row)
    if request.method == "POST" and form.is_valid():
        saved = written(form, lambda: entry.save_person(person=row, by=by, **form.facts()))
        if saved:
            messages.success(request, _("“%(thing)s” is saved.") % {"thing": saved})
            return redirect("registry_team:person", saved.slug) if may_edit_registry(by) else redirect("registry_team:people")
    return render(request, "registry/team/person.html", person_page(row, form))


def person_page(row: Person | None, form: PersonInput, role: RoleInput | None = None) -> dict[str, object]:
    roles = row.affiliations.select_related("organisation").order_by("-start", "pk") if row else ()
    return {
        "person": person_of(row.slug) if row else None,
        "form": form,
        "roles": roles,
        "role_form": role or RoleInput(languages=languages()),
    }


@require_POST
def add_role(request: HttpRequest, slug: str) -> HttpResponse:
    by = editor(request)
    person = person_of(slug)
    form = RoleInput(request.POST, languages=languages())
    if form.is_valid() and written(form, lambda: person_actions.affiliate(person=person, by=by, **form.facts())) is not None:
        messages.success(request, _("Saved."))
        return redirect("registry_team:person", person.slug)
    return render(request, "registry/team/person.html", person_page(person, PersonInput(languages=languages(), row=person), form))


@require_POST
def remove_role(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    by = editor(request)
    person = person_of(slug)
    role = person.affiliations.filter(pk=pk).first()
    if role is None:
        raise Http404(f"no role {pk} of {slug}")
    person_actions.remove_affiliation(affiliation=role, by=by)
    return redirect("registry_team:person", person.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def change_organisation(request: HttpRequest, slug: str = "") -> HttpResponse:
    by = editor(request, is_new=not slug)
    row = organisation_of(slug) if slug else None
    form = OrganisationInput(request.POST or None, languages=languages(), row=row)
    if request.method == "POST" and form.is_valid():
        saved = written(form, lambda: entry.save_organisation(organisation=row, by=by, **form.facts()))
        if saved:
            messages.success(request, _("“%(thing)s” is saved.") % {"thing": saved})
            return redirect("registry_team:organisation", saved.slug) if may_edit_registry(by) else redirect("registry_team:organisations")
    return render(request, "registry/team/organisation.html", organisation_page(row, form))


def organisation_page(row: Organisation | None, form: OrganisationInput, identifier: IdentifierInput | None = None) -> dict[str, object]:
    return {
        "organisation": organisation_of(row.slug) if row else None,
        "form": form,
        "identifiers": row.identifiers.order_by("scheme", "pk") if row else (),
        "identifier_form": identifier or IdentifierInput(languages=languages()),
    }


@require_POST
def add_identifier(request: HttpRequest, slug: str) -> HttpResponse:
    by = editor(request)
    organisation = organisation_of(slug)
    form = IdentifierInput(request.POST, languages=languages())
    if (
        form.is_valid()
        and written(form, lambda: organisation_actions.add_identifier(organisation=organisation, by=by, **form.facts())) is not None
    ):
        messages.success(request, _("Saved."))
        return redirect("registry_team:organisation", organisation.slug)
    return render(
        request,
        "registry/team/organisation.html",
        organisation_page(organisation, OrganisationInput(languages=languages(), row=organisation), form),
    )


@require_POST
def remove_identifier(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    by = editor(request)
    organisation = organisation_of(slug)
    found = organisation.identifiers.filter(pk=pk).first()
    if found is None:
        raise Http404(f"no identifier {pk} of {slug}")
    organisation_actions.remove_identifier(identifier=found, by=by)
    return redirect("registry_team:organisation", organisation.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_person(request: HttpRequest, slug: str) -> HttpResponse:
    by, person = editor(request), person_of(slug)
    return removal(request, person, "registry_team:person", "registry_team:people", lambda: entry.remove_person(person=person, by=by))


@require_http_methods(["GET", "HEAD", "POST"])
def remove_organisation(request: HttpRequest, slug: str) -> HttpResponse:
    by, row = editor(request), organisation_of(slug)
    return removal(
        request,
        row,
        "registry_team:organisation",
        "registry_team:organisations",
        lambda: entry.remove_organisation(organisation=row, by=by),
    )


def removal(request: HttpRequest, thing: Person | Organisation, back: str, away: str, act: Callable[[], None]) -> HttpResponse:
    if request.method == "POST":
        try:
            act()
        except DeskError as error:
            messages.error(request, said(error))
            return redirect(back, thing.slug)
        messages.success(request, _("“%(thing)s” is removed.") % {"thing": thing})
        return redirect(away)
    return render(request, "registry/team/remove.html", {"thing": thing, "back": back})
