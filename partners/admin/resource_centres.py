from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from partners.admin.desk import DeskAdmin
from partners.models import ResourceCentre


@admin.register(ResourceCentre)
class ResourceCentreAdmin(DeskAdmin):
    list_display = ("name", "kind", "country", "city", "last_confirmed_on")
    list_filter = ("kind", ("country", admin.RelatedOnlyFieldListFilter))
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
                    "hours",
                    "opened",
                    "last_confirmed_on",
                )
            },
        ),
        (_("What it offers"), {"fields": ("services", "languages")}),
        (_("Who runs it"), {"fields": ("host", "host_institutions", "operators", "funders")}),
        (
            _("For staff"),
            {"fields": ("note", "source", "source_is_copy"), "classes": ("collapse",)},
        ),
    )
