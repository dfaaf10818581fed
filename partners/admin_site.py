"""The door of the admin: password and second factor; nothing odd in an address."""

from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext_lazy as _

from partners import second_factor
from partners.views.second_factor import second_factor_page
from partners.views.welcome import welcome


class LookUp(AutocompleteJsonView):
    """What is typed into a look-up: names with what tells two of the same name apart."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        found: dict[str, str] = super().serialize_result(obj, to_field_name)
        return found | {"text": getattr(obj, "looked_up_as", found["text"])}


class HubAdminSite(admin.AdminSite):
    site_header = site_title = _("SALAM Knowledge Hub")
    index_title = _("Your desk")
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and not second_factor.missing_step(request.user)

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if second_factor.missing_step(request.user) and super().has_permission(request):
            wanted = urlencode({"next": request.GET.get("next", reverse("admin:index"))})
            return redirect(f"{reverse('admin:second_factor')}?{wanted}")
        return super().login(request, extra_context)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        guarded = super().admin_view(view, cacheable)

        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            # No text of the database can hold it, and filters would ask with it.
            if "\x00" in request.path or any("\x00" in "".join(pair) for pair in _pairs(request)):
                raise BadRequest("NUL in an address")
            response: HttpResponseBase = guarded(request, *args, **kwargs)
            return response

        return answer

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return cast(HttpResponse, LookUp.as_view(admin_site=self)(request))

    def get_urls(self) -> list[URLResolver | URLPattern]:
        return [
            path("second-factor/", second_factor_page, name="second_factor"),
            path("welcome/<str:token>/", welcome, name="welcome"),
            path(
                "r/<int:content_type_id>/<path:object_id>/",
                self.admin_view(self.view_on_site),
                name="view_on_site",
            ),
            *super().get_urls(),
        ]

    def view_on_site(
        self, request: HttpRequest, content_type_id: int, object_id: str
    ) -> HttpResponse:
        """Django's own would tell the address of any row, drafts of others included."""
        kind = ContentType.objects.filter(pk=content_type_id).first()
        desk = self._registry.get(kind.model_class()) if kind else None  # type: ignore[arg-type]
        if desk is None or desk.get_object(request, object_id) is None:
            raise PermissionDenied
        return shortcut(request, content_type_id, object_id)


def _pairs(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, value) for name, values in request.GET.lists() for value in values]
