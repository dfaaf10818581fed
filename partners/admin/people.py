from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from partners.admin.desk import DeskAdmin, NamedByDepositors, Rows
from partners.admin.rows import SaidOnceFormSet
from partners.models import Affiliation, Person


class AffiliationRows(Rows):
    model = Affiliation
    formset = SaidOnceFormSet
    autocomplete_fields = ("institution",)
    ordering = ("-as_of", "pk")


@admin.register(Person)
class PersonAdmin(NamedByDepositors, DeskAdmin):
    short_fields = ("name", "name_variants", "orcid")
    list_display = ("name", "orcid")
    search_fields = ("name", "name_variants", "orcid", "affiliations__institution__acronym")
    ordering = ("name", "pk")
    prepopulated_fields = {"slug": ("name",)}
    inlines = (AffiliationRows,)
    fieldsets = (
        (None, {"fields": ("name", "slug", "name_variants", "orcid")}),
        (_("For staff"), {"fields": ("source", "source_is_copy"), "classes": ("collapse",)}),
    )

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        return obj.get_absolute_url() if obj and Person.objects.shown().contains(obj) else None
