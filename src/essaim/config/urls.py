from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("essaim.website.root_urls")),
    *i18n_patterns(
        path("", include("essaim.website.urls")),
        path("forum/", include("essaim.forum.urls")),
        path("desk/", include("essaim.desk.urls")),
        path("account/", include("allauth.urls")),
        path("admin/", admin.site.urls),
    ),
]
