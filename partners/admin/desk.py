"""What every table of the admin has in common."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.contrib.postgres.fields import ArrayField
from django.db import IntegrityError, models
from django.forms import CheckboxSelectMultiple, Field
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from partners.admin import lists
from partners.admin.guarded import Guarded
from partners.admin.remembered import signed_in
from partners.slugs import free_slug

__all__ = ["DeskAdmin", "Rows", "TallRows", "WithLists", "signed_in"]


class WithLists:
    """Array columns are edited as lists that people can type, addresses begin with https."""

    formfield_overrides: Any = {models.URLField: {"assume_scheme": "https"}}

    def formfield_for_dbfield(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Field | None:
        if isinstance(db_field, ArrayField) and not set(kwargs) - {"label", "help_text"}:
            return lists.form_field(db_field, **kwargs)
        field: Field | None = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # Choosing a person is no place to delete people; adding and mending is.
            field.widget.can_delete_related = field.widget.can_view_related = False
        return field

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "themes":  # five, wherever they are asked for: ticked
            kwargs["widget"] = CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]


class NamedByDepositors(admin.ModelAdmin):  # type: ignore[type-arg]
    """Added in passing by who deposits: a few fields, and the address makes itself."""

    #: What somebody is asked who may add but not change.
    short_fields: tuple[str, ...] = ()

    def _is_in_passing(self, request: HttpRequest) -> bool:
        return not self.has_change_permission(request)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None and self._is_in_passing(request):
            return ((None, {"fields": self.short_fields}),)
        return super().get_fieldsets(request, obj)

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        is_short = obj is None and self._is_in_passing(request)
        return {} if is_short else super().get_prepopulated_fields(request, obj)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.slug = obj.slug or free_slug(self.model, obj.name)
        super().save_model(request, obj, form, change)


class DeskAdmin(WithLists, Guarded):
    list_per_page = 50
    save_on_top = False

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError:
            # The forms ask for every constraint; this is for two people at the same moment.
            messages.error(request, _("Somebody else saved the same thing just now. Look again."))
            return HttpResponseRedirect(request.get_full_path())


class Rows(WithLists, admin.TabularInline):  # type: ignore[type-arg]
    extra = 0


class TallRows(WithLists, admin.StackedInline):  # type: ignore[type-arg]
    extra = 0
