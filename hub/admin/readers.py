"""Subscribers, for whoever answers a person's letter: found by address, stopped or erased."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from hub.models import Subscriber
from hub.subscribing import subscribers
from partners.admin.desk import DeskAdmin


@admin.register(Subscriber)
class SubscriberAdmin(DeskAdmin):
    """To be looked up and erased, never added: consent is the reader's to give."""

    list_display = ("email", "newsletter", "language", "confirmed_at", "stopped_at")
    list_filter = ("newsletter", "language", ("stopped_at", admin.EmptyFieldListFilter))
    search_fields = ("email",)
    ordering = ("-confirmed_at", "-pk")
    fields = (
        "email",
        "language",
        "newsletter",
        "themes",
        "countries",
        "consent",
        "consented_at",
        "confirmed_at",
        "paused_until",
        "stopped_at",
        "stop_reason",
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def delete_model(self, request: HttpRequest, obj: Subscriber) -> None:
        subscribers.erase(obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for subscriber in queryset:
            subscribers.erase(subscriber)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What hangs on a reader goes along; nobody needs a permission for each kind of row."""
        deleted, counts, _perms, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, set(), protected
