"""Forms that lose nothing: kept while they are filled, and guarded against overwriting."""

from contextlib import nullcontext
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from partners import drafts
from partners.admin import conflicts
from partners.admin.filled import filled, fitted, unasked_rows
from partners.admin.remembered import Remembered, signed_in
from partners.history.acting import acting
from partners.models import FormDraft

#: Stands for the key of a record that does not exist yet.
NEW = "new"


class Guarded(Remembered):
    """Mix in before ModelAdmin. The template is ``admin/guard.html``."""

    @property
    def media(self) -> forms.Media:
        return super().media + forms.Media(js=["admin-look/drafts.js"])

    # Saving

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        is_sent = request.method == "POST"
        user = signed_in(request)
        with acting(user) if is_sent else nullcontext():
            extra = self._guard(request, object_id) | (extra_context or {})
            response = super().changeform_view(request, object_id, form_url, extra)
            if is_sent and response.status_code == 302:
                drafts.throw_away(user, self._form_key(object_id))
        return response

    # What the form shows besides its fields

    def _guard(self, request: HttpRequest, object_id: str | None) -> dict[str, Any]:
        if IS_POPUP_VAR in request.GET or IS_POPUP_VAR in request.POST:
            return {}
        record = self._stored(request, object_id)
        guard: dict[str, Any] = {
            "form": self._form_key(object_id),
            "draft_url": self._draft_url(object_id),
        }
        if request.method == "POST":
            guard["conflict"] = self._conflict(request, record)
        else:
            guard |= self._draft(request, object_id)
        found: QueryDict | None = getattr(request, "filled_with", None)
        typed = found if found is not None else request.POST
        now = conflicts.last_seen(self.model, str(record.pk)) if record else 0
        guard["seen"] = typed.get(conflicts.SEEN, now)
        if record:
            guard["others"] = FormDraft.objects.by_others(signed_in(request), guard["form"])
        return {"guard": guard}

    def _stored(self, request: HttpRequest, object_id: str | None) -> Any:
        """The record, locked while a form is saved: of two at once one comes second."""
        if object_id is None:
            return None
        found = self.get_queryset(request).order_by()
        try:
            key = self.model._meta.pk.to_python(unquote(object_id))  # noqa: SLF001
            record = self.model._base_manager.filter(pk__in=found.filter(pk=key).values("pk"))  # noqa: SLF001
            return (record.select_for_update() if request.method == "POST" else record).first()
        except ValidationError:
            return None

    def _conflict(self, request: HttpRequest, record: Any) -> conflicts.Conflict | None:
        if record is None or not self.has_change_permission(request, record):
            return None
        conflict = conflicts.find(self, request, record)
        if conflict:
            # Shown as it was typed, not saved: from here on this is a look at the form.
            request.filled_with = conflict.data  # type: ignore[attr-defined]
            request.untouched = conflict.untouched  # type: ignore[attr-defined]
            request.method = "GET"
        return conflict

    def _draft(self, request: HttpRequest, object_id: str | None) -> dict[str, Any]:
        draft = FormDraft.objects.of(signed_in(request), self._form_key(object_id)).first()
        if draft is None:
            return {}
        if request.GET.get("draft") != "continue":
            return {"draft": draft}
        request.filled_with = QueryDict(draft.data)  # type: ignore[attr-defined]
        return {"continued": draft}

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        data = getattr(request, "filled_with", None)
        return form if data is None else filled(form, data)

    def get_formsets_with_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        is_filled = getattr(request, "filled_with", None) is not None
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            yield (unasked_rows(formset) if is_filled else formset), inline

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        data = getattr(request, "filled_with", None)
        is_untouched = inline.model in getattr(request, "untouched", ())
        if data is not None and f"{prefix}-TOTAL_FORMS" in data and not is_untouched:
            present: set[str] = set()
            if obj and obj.pk:
                fk = inline.get_formset(request, obj).fk.name
                found = kwargs["queryset"].filter(**{fk: obj}).values_list("pk", flat=True)
                present = set(map(str, found))
            kwargs["data"] = fitted(data, prefix, inline.model._meta.pk.name, present)  # noqa: SLF001
        return kwargs

    # Keeping what is typed

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.draft_view)
        return [
            path("draft/<path:object_id>/", view, name=self._name("draft")),
            *super().get_urls(),
        ]

    def draft_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Keeps a half-filled form, or throws it away."""
        key = None if object_id == NEW else object_id
        if request.method != "POST" or not self._may_fill(request, key):
            raise PermissionDenied
        if "throw_away" in request.POST:
            drafts.throw_away(signed_in(request), self._form_key(key))
            messages.info(request, _("What you had typed and not saved was thrown away."))
            return HttpResponseRedirect(self._form_url(key))
        draft = drafts.keep(signed_in(request), self._form_key(key), request.POST.urlencode())
        if draft is None:
            return JsonResponse({}, status=413)
        at = date_format(localtime(draft.saved_at), "H:i")
        return JsonResponse(
            {"said": _("Not saved yet; what you typed is kept (%(at)s).") % {"at": at}}
        )

    def _may_fill(self, request: HttpRequest, key: str | None) -> bool:
        if key is None:
            return self.has_add_permission(request)
        record = get_object_or_404(self.get_queryset(request), pk=unquote(key))
        return self.has_change_permission(request, record)

    def _form_key(self, object_id: str | None) -> str:
        return f"{self.opts.label_lower}:{object_id or NEW}"[:120]

    def _draft_url(self, object_id: str | None) -> str:
        return reverse(f"{self.admin_site.name}:{self._name('draft')}", args=[object_id or NEW])

    def _form_url(self, key: str | None) -> str:
        names = ("change", [key]) if key else ("add", [])
        return reverse(f"{self.admin_site.name}:{self._name(names[0])}", args=names[1])

    def _name(self, page: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"
