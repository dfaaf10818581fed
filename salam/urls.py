"""All addresses: English without a prefix, the other languages with theirs."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

handler400 = "salam.api.bad_request"
handler500 = "salam.api.server_error"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/", include("salam.api")),
    path("health/", include("hub.health.urls")),
    path("", include("research.machine_urls")),
    path("", include("hub.machine_urls")),
    *i18n_patterns(
        path("", include("research.urls")),
        path("", include("hub.urls")),
        prefix_default_language=False,
    ),
]
