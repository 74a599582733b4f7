"""Addresses below /{language}/team/registry/: people and organisations for those who enter them."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache

from essaim.registry.views import organiser, suggest


def page(route: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
    return path(route, never_cache(login_required(view)), name=name)


app_name = "registry_team"
urlpatterns = [
    page("people/", organiser.list_people, "people"),
    page("people/new/", organiser.change_person, "person_new"),
    page("people/<slug:slug>/", organiser.change_person, "person"),
    page("people/<slug:slug>/roles/", organiser.add_role, "role_new"),
    page("people/<slug:slug>/roles/<int:pk>/remove/", organiser.remove_role, "role_remove"),
    page("people/<slug:slug>/remove/", organiser.remove_person, "person_remove"),
    page("organisations/", organiser.list_organisations, "organisations"),
    page("organisations/new/", organiser.change_organisation, "organisation_new"),
    page("organisations/<slug:slug>/", organiser.change_organisation, "organisation"),
    page("organisations/<slug:slug>/identifiers/", organiser.add_identifier, "identifier_new"),
    page("organisations/<slug:slug>/identifiers/<int:pk>/remove/", organiser.remove_identifier, "identifier_remove"),
    page("organisations/<slug:slug>/remove/", organiser.remove_organisation, "organisation_remove"),
    page("suggest/people/", suggest.people, "suggest_people"),
    page("suggest/organisations/", suggest.organisations, "suggest_organisations"),
]
