"""The desk's addresses without a language."""

from django.urls import path

from essaim.desk.views.health import health

urlpatterns = [path("health", health, name="health")]
