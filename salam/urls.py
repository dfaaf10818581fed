"""All addresses: English without a prefix, the other languages with theirs."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from salam.api import router

#: Where a mail provider tells of bounces and complaints; only to whoever knows the secret.
webhooks = [path("anymail/", include("anymail.urls"))]

urlpatterns = [
    *(webhooks if settings.ANYMAIL.get("WEBHOOK_SECRET") else []),
    path("admin/outbox/", include("hub.admin.outbox_urls")),
    path("admin/", admin.site.urls),
    path("api/v1/", include((router.urls, "api"))),
    path("health/", include("hub.health.urls")),
    *i18n_patterns(
        path("", include("research.urls")),
        path("", include("hub.urls")),
        prefix_default_language=False,
    ),
]
