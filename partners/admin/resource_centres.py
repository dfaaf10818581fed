from typing import Any

from django.contrib import admin
from django.db import models
from django.forms import Field
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from partners.admin.desk import DeskAdmin
from partners.models import ResourceCentre
from partners.weeks import WeekField


@admin.register(ResourceCentre)
class ResourceCentreAdmin(DeskAdmin):
    list_display = ("name", "kind", "country", "city", "last_confirmed_on")
    list_filter = ("kind", "last_confirmed_on", ("country", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("country",)
    search_fields = ("name", "city", "host")
    ordering = ("country__name", "city", "name", "pk")
    prepopulated_fields = {"slug": ("name",)}
    autocomplete_fields = ("country", "host_institutions", "operators", "funders")
    fieldsets = (
        (None, {"fields": ("name", "slug", "kind", "description")}),
        (
            _("Where and when"),
            {
                "fields": (
                    "country",
                    ("region", "city"),
                    "address",
                    ("latitude", "longitude"),
                    "phones",
                    "website",
                    "weekly_hours",
                    "hours",
                    "opened",
                    "last_confirmed_on",
                )
            },
        ),
        (_("What it offers"), {"fields": ("services", "helps_with", "languages")}),
        (_("Who runs it"), {"fields": ("host", "host_institutions", "operators", "funders")}),
        (
            _("For staff"),
            {"fields": ("note", "source", "source_is_copy"), "classes": ("collapse",)},
        ),
    )

    def formfield_for_dbfield(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Field | None:
        if db_field.name == "weekly_hours":
            return WeekField(
                label=capfirst(db_field.verbose_name),
                required=False,
                help_text=_("Each day as in 9:00-17:00 or 9-12, 14-17; empty where it is closed."),
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)
