"""Addresses below /{language}/registry/: what anyone may look up, as the public pages show it."""

from django.urls import path

from essaim.registry.views import suggest

app_name = "registry"
urlpatterns = [path("suggest/territories/", suggest.territories, name="suggest_territories")]
