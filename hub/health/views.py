import logging
from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from hub.health.checks import HELPFUL, NEEDED

log = logging.getLogger(__name__)


@never_cache
def live(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("alive\n", content_type="text/plain")


@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Whether the node can serve, and what each of its parts says."""
    needed, helpful = _asked(NEEDED), _asked(HELPFUL)
    is_ready = not any(said.startswith("away") for said in needed.values())
    return JsonResponse({"ready": is_ready} | needed | helpful, status=200 if is_ready else 503)


def _asked(checks: Mapping[str, Callable[[], str]]) -> dict[str, str]:
    said = {}
    for name, check in checks.items():
        try:
            said[name] = check()
        except Exception as fault:  # noqa: BLE001 - whatever is wrong with a part, the page tells it
            log.warning("%s is away: %s", name, fault)
            said[name] = f"away ({type(fault).__name__})"
    return said
