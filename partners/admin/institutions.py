from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from partners.admin.desk import DeskAdmin, NamedByDepositors
from partners.models import Institution


@admin.register(Institution)
class InstitutionAdmin(NamedByDepositors, DeskAdmin):
    short_fields = ("name", "acronym", "kind", "country", "city", "website", "ror")
    list_display = ("name", "acronym", "kind", "hub_role", "country", "is_listed")
    list_filter = ("is_listed", "hub_role", "kind", "country__is_of_the_hub")
    list_select_related = ("country",)
    search_fields = ("name", "acronym", "ror")
    ordering = ("name", "pk")
    prepopulated_fields = {"slug": ("name",)}
    autocomplete_fields = ("country", "parent")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "name",
                    "acronym",
                    "slug",
                    "kind",
                    "hub_role",
                    "parent",
                    "ror",
                    "is_listed",
                )
            },
        ),
        (
            _("Where"),
            {"fields": ("country", "city", "address", "phone", "website", "contact_email")},
        ),
        (_("About"), {"fields": ("founded", "description")}),
        (_("For staff"), {"fields": ("source", "source_is_copy"), "classes": ("collapse",)}),
    )

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if self._is_in_passing(request):
            # Its role, and whether readers find it in the list, say the hub's editors.
            obj.hub_role, obj.is_listed = Institution.HubRole.PARTICIPANT, False
        super().save_model(request, obj, form, change)
