from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from partners.admin.desk import Rows
from partners.admin.remembered import Remembered
from partners.admin.rows import SaidOnceFormSet
from partners.models import Membership, User

# Roles are memberships; groups would be a second, silent permission table.
admin.site.unregister(Group)


class NewUserForm(AdminUserCreationForm):  # type: ignore[type-arg]
    class Meta:
        model = User
        fields = ("email", "name")
        field_classes = {"email": forms.EmailField}


class ChangedUserForm(UserChangeForm):  # type: ignore[type-arg]
    class Meta:
        model = User
        fields = ("email", "name", "is_active", "is_staff", "is_superuser")
        field_classes = {"email": forms.EmailField}


class MembershipRows(Rows):
    model = Membership
    formset = SaidOnceFormSet
    autocomplete_fields = ("institution",)


@admin.register(User)
class HubUserAdmin(Remembered, UserAdmin):  # type: ignore[type-arg]
    form = ChangedUserForm
    add_form = NewUserForm
    list_display = ("email", "name", "is_active", "is_superuser", "last_login")
    list_filter = ("memberships__role", "is_active")
    search_fields = ("email", "name")
    ordering = ("email",)
    filter_horizontal = ()
    inlines = (MembershipRows,)
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("email", "password", "name")}),
        (_("Access"), {"fields": ("is_active", "is_staff", "is_superuser")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": ("email", "name", "usable_password", "password1", "password2"),
            },
        ),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Only who has every right can give every right."""
        own = (*self.readonly_fields,)
        return own if request.user.is_superuser else (*own, "is_superuser")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_within_own_rights(request, obj) and super().has_change_permission(
            request, obj
        )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_within_own_rights(request, obj) and super().has_delete_permission(
            request, obj
        )

    @staticmethod
    def _is_within_own_rights(request: HttpRequest, obj: Any) -> bool:
        """Nobody takes over the account of somebody who may do more."""
        return obj is None or not obj.is_superuser or bool(request.user.is_superuser)
