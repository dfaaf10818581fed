from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from partners.admin.desk import DeskAdmin, Rows
from partners.admin.rows import OrderedForm, OrderedFormSet
from research.admin.output_access import OutputsForEditors
from research.models import Project, ProjectInstitution


class CountedByRole(OrderedFormSet):
    counted_by = ("role",)


class ProjectInstitutionRows(Rows):
    model = ProjectInstitution
    form = OrderedForm
    formset = CountedByRole
    fields = ("institution", "role", "order")
    autocomplete_fields = ("institution",)
    ordering = ("role", "order", "pk")


@admin.register(Project)
class ProjectAdmin(OutputsForEditors, DeskAdmin):
    list_display = ("title", "acronym", "status", "start", "end")
    list_filter = ("status", "themes")
    search_fields = ("title", "acronym", "institutions__name", "institutions__acronym")
    ordering = ("-start", "title", "pk")
    prepopulated_fields = {"slug": ("title",)}
    autocomplete_fields = ("parent", "team", "countries", "destination_countries", "outputs")
    inlines = (ProjectInstitutionRows,)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "title",
                    ("acronym", "status"),
                    "slug",
                    ("start", "end"),
                    "date_note",
                    "parent",
                )
            },
        ),
        (_("What it does"), {"fields": ("summary", "objectives", "results", "budget_usd")}),
        (_("Who"), {"fields": ("other_partners", "team")}),
        (
            _("About what"),
            {"fields": ("themes", "countries", "destination_countries", "places", "outputs")},
        ),
        (
            _("For staff"),
            {"fields": ("source", "source_is_copy", "other_sources"), "classes": ("collapse",)},
        ),
    )
