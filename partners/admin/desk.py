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

__all__ = ["DeskAdmin", "Rows", "TallRows", "WithLists", "signed_in"]


class WithLists:
    """Array columns are edited as lists that people can type, addresses begin with https."""

    formfield_overrides: Any = {models.URLField: {"assume_scheme": "https"}}

    def formfield_for_dbfield(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Field | None:
        if isinstance(db_field, ArrayField) and not kwargs:
            return lists.form_field(db_field)
        field: Field | None = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # Choosing a person is no place to delete people; adding and mending is.
            field.widget.can_delete_related = field.widget.can_view_related = False
        return field

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "themes":  # five, wherever they are asked for: ticked
            kwargs["widget"] = CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]


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
