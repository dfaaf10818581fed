from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from partners import second_factor
from partners.admin.desk import Rows
from partners.admin.remembered import Remembered
from partners.admin.rows import SaidOnceFormSet
from partners.models import Membership, User

# Roles are memberships; groups would be a second, silent permission table. Keys of
# second factors are nobody's to see.
for hidden in (Group, StaticDevice, TOTPDevice):
    admin.site.unregister(hidden)


class NewUserForm(AdminUserCreationForm):  # type: ignore[type-arg]
    class Meta:
        model = User
        fields = ("email", "name")
        field_classes = {"email": forms.EmailField}


class ChangedUserForm(UserChangeForm):  # type: ignore[type-arg]
    class Meta:
        model = User
        fields = ("email", "name", "language", "is_active", "is_staff", "is_superuser")
        field_classes = {"email": forms.EmailField}


class MembershipRows(Rows):
    model = Membership
    formset = SaidOnceFormSet
    autocomplete_fields = ("institution",)


@admin.register(User)
class HubUserAdmin(Remembered, UserAdmin):  # type: ignore[type-arg]
    form = ChangedUserForm
    add_form = NewUserForm
    list_display = ("email", "name", "is_active", "second_factor", "is_superuser", "last_login")
    list_filter = ("memberships__role", "is_active")
    search_fields = ("email", "name")
    ordering = ("email",)
    filter_horizontal = ()
    inlines = (MembershipRows,)
    actions = ("reset_second_factor",)
    readonly_fields = ("last_login", "date_joined", "second_factor")
    fieldsets = (
        (None, {"fields": ("email", "password", "name", "language")}),
        (_("Access"), {"fields": ("is_active", "is_staff", "is_superuser", "second_factor")}),
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

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        app = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        found: QuerySet[User] = super().get_queryset(request)
        return found.annotate(has_app=Exists(app))

    @admin.display(description=_("second factor"), boolean=True)
    def second_factor(self, user: User) -> bool:
        return bool(getattr(user, "has_app", False))

    @admin.action(description=_("Reset the second factor (phone and codes are lost)"))
    def reset_second_factor(self, request: HttpRequest, chosen: QuerySet[User]) -> None:
        within = [user for user in chosen if self.has_change_permission(request, user)]
        for user in within:
            second_factor.reset(user)
            self.log_change(request, user, [{"changed": {"fields": ["second factor"]}}])
        names = ", ".join(str(user) for user in within)
        messages.success(request, said("To be set up anew by: %(names)s") % {"names": names})

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
