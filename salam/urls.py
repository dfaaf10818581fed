"""All addresses: English without a prefix, the other languages with theirs."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLResolver, include, path

handler400 = "salam.api.bad_request"
handler500 = "salam.api.server_error"


def webhooks() -> list[URLResolver]:
    """Where a mail provider tells of bounces and complaints: only where a secret guards it."""
    has_secret = bool(settings.ANYMAIL.get("WEBHOOK_SECRET"))
    return [path("anymail/", include("anymail.urls"))] if has_secret else []


urlpatterns = [
    *webhooks(),
    path("admin/outbox/", include("hub.admin.outbox_urls")),
    path("admin/look-up/", include("research.admin.lookup_urls")),
    path("admin/forgotten/", include("partners.forgotten_urls")),
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
