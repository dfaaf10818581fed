from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from partners.admin.desk import DeskAdmin
from partners.models import Institution


@admin.register(Institution)
class InstitutionAdmin(DeskAdmin):
    list_display = ("name", "acronym", "kind", "hub_role", "country")
    list_filter = ("hub_role", "kind", "country__is_of_the_hub")
    list_select_related = ("country",)
    search_fields = ("name", "acronym", "ror")
    ordering = ("name", "pk")
    prepopulated_fields = {"slug": ("name",)}
    autocomplete_fields = ("country", "parent")
    fieldsets = (
        (None, {"fields": ("name", "acronym", "slug", "kind", "hub_role", "parent", "ror")}),
        (
            _("Where"),
            {"fields": ("country", "city", "address", "phone", "website", "contact_email")},
        ),
        (_("About"), {"fields": ("founded", "description")}),
        (_("For staff"), {"fields": ("source", "source_is_copy"), "classes": ("collapse",)}),
    )
