from django.urls import path

from essaim.website.pages import home

app_name = "website"
urlpatterns = [path("", home.home, name="home")]
