from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from partners.admin.desk import DeskAdmin
from research.admin.output_access import OutputsForEditors
from research.models import Practice


@admin.register(Practice)
class PracticeAdmin(OutputsForEditors, DeskAdmin):
    list_display = ("title", "year", "sector", "is_proposal")
    list_filter = ("is_proposal", "themes", "sector")
    search_fields = ("title", "what_was_done")
    ordering = ("title", "pk")
    prepopulated_fields = {"slug": ("title",)}
    autocomplete_fields = ("countries", "institutions", "outputs", "projects")
    fieldsets = (
        (None, {"fields": ("title", "slug", ("year", "is_proposal"), "sector")}),
        (
            _("What was done and learnt"),
            {"fields": ("what_was_done", "what_was_learnt", "evidence")},
        ),
        (_("Who"), {"fields": ("institutions", "other_institutions", "projects", "outputs")}),
        (
            _("About what"),
            {"fields": ("themes", "countries", "forms", "stages", "populations", "stage_note")},
        ),
        (_("For staff"), {"fields": ("source", "source_is_copy"), "classes": ("collapse",)}),
    )
