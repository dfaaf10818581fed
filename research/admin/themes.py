from django.contrib import admin
from django.http import HttpRequest

from partners.admin.desk import DeskAdmin
from research.models import Corridor, Theme


@admin.register(Theme)
class ThemeAdmin(DeskAdmin):
    """The five come with a migration; their descriptions are written here."""

    list_display = ("name", "order")
    ordering = ("order",)
    search_fields = ("name",)
    readonly_fields = ("slug", "order")
    fields = ("name", "slug", "order", "description", "sdgs")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Corridor)
class CorridorAdmin(DeskAdmin):
    list_display = ("slug", "origin", "destination")
    list_select_related = ("origin", "destination")
    search_fields = ("origin__name", "destination__name")
    ordering = ("origin__name", "destination__name")
    autocomplete_fields = ("origin", "destination")
