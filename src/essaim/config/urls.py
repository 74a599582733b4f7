from allauth.account.decorators import secure_admin_login
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign, no-untyped-call]
"""The site's own log-in: codes by mail, limits on attempts, the second factor."""
urlpatterns = [
    path("", include("essaim.desk.root_urls")),
    path("", include("essaim.website.root_urls")),
    path("api/", include("essaim.api.urls")),
    *i18n_patterns(
        path("", include("essaim.website.urls")),
        path("forum/", include("essaim.forum.urls")),
        path("registry/", include("essaim.registry.urls")),
        path("team/registry/", include("essaim.registry.team_urls")),
        path("call/", include("essaim.call.urls")),
        path("team/<slug:edition>/call/", include("essaim.call.team_urls")),
        path("team/", include("essaim.forum.team_urls")),
        path("api/", include("essaim.api.page_urls")),
        path("desk/", include("essaim.desk.urls")),
        path("account/", include("allauth.urls")),
        path("admin/", admin.site.urls),
    ),
]

handler400 = "essaim.website.pages.errors.refused"
handler403 = "essaim.website.pages.errors.forbidden"
handler404 = "essaim.website.pages.errors.not_found"
handler500 = "essaim.website.pages.errors.server_error"
