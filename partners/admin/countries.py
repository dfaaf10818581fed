from django.contrib import admin
from django.http import HttpRequest

from partners.admin.desk import DeskAdmin
from partners.models import Country


@admin.register(Country)
class CountryAdmin(DeskAdmin):
    """Countries come with a migration; here they are looked up."""

    list_display = ("name", "code", "is_of_the_hub")
    list_filter = ("is_of_the_hub",)
    search_fields = ("name", "code__iexact")
    ordering = ("name",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False
