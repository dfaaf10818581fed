"""What readers seek: the most frequent questions, and those the hub has no answer to."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from partners.admin.desk import DeskAdmin
from research.models import SearchLogEntry
from research.search import log


@admin.register(SearchLogEntry)
class SearchLogAdmin(DeskAdmin):
    """Its list is a report; single entries are of no use to anybody."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("What readers seek"),
            "opts": self.opts,
            "days": log.RECENT.days,
            "kept_days": log.KEPT_FOR.days,
            "lists": [
                (_("Found nothing"), log.found_nothing()),
                (_("Most frequent"), log.most_frequent()),
            ],
        }
        return TemplateResponse(request, "admin/research/searchlogentry/change_list.html", context)
