"""Who sees and may do what with outputs in the admin: asked of ``partners.sign_in``, each time."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from partners.admin.desk import signed_in
from partners.models import Institution
from partners.roles import Action
from partners.sign_in import may, own_institutions, sees_everything
from research.models import Output


class OutputAccess(admin.ModelAdmin):  # type: ignore[type-arg]
    """Lists, look-ups, forms, deletions and addresses all come by here."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Output]:
        everything: Any = super().get_queryset(request)
        found: QuerySet[Output] = everything.allowing(signed_in(request), Action.VIEW)
        return found

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, Action.VIEW, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may(request.user, Action.ADD)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, Action.CHANGE, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What is or was public is withdrawn instead, and its address keeps saying so."""
        return may(request.user, Action.DELETE, obj)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "owner" and not sees_everything(signed_in(request)):
            own = own_institutions(signed_in(request))
            kwargs["queryset"] = Institution.objects.filter(pk__in=own).by_name()
            kwargs["required"] = True
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class OutputsForEditors(admin.ModelAdmin):  # type: ignore[type-arg]
    """For records that name outputs, drafts of any institution among them.

    Who only looks these records up sees nothing of that; readers' pages name what is public.
    """

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        found = super().get_fieldsets(request, obj)
        if self.has_change_permission(request):
            return found
        return tuple(
            (
                title,
                {**said, "fields": tuple(name for name in said["fields"] if name != "outputs")},
            )
            for title, said in found
        )

    def history_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.has_change_permission(request):
            raise PermissionDenied
        return super().history_view(request, *args, **kwargs)
