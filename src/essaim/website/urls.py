from django.urls import path

from essaim.website.pages import about, goals, home, organisations, people, search, territories

app_name = "website"
urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.search, name="search"),
    path("people/", people.list_people, name="people"),
    path("people/<slug:slug>/", people.show_person, name="person"),
    path("organisations/", organisations.list_organisations, name="organisations"),
    path("organisations/<slug:slug>/", organisations.show_organisation, name="organisation"),
    path("territories/", territories.list_territories, name="territories"),
    path("territories/<slug:scheme>/<slug:level>/<str:code>/", territories.show_territory, name="territory"),
    path("goals/", goals.list_goals, name="goals"),
    path("goals/<slug:framework>/<str:code>/", goals.show_goal, name="goal"),
    path("about/", about.show_about, name="about"),
    path("about/accessibility/", about.show_accessibility, name="accessibility"),
    path("about/privacy/", about.show_privacy, name="privacy"),
]
