"""The API's own page, below /<language>/api/."""

from django.urls import path

from essaim.api.pages import show_reference

app_name = "api"
urlpatterns = [path("", show_reference, name="reference")]
