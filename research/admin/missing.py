"""Work lists: what an output on show still lacks, as a filter of the list of outputs."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from research.models.output_queries import MISSING

LABELS = {
    "doi": _("No DOI"),
    "licence": _("No licence"),
    "summary": _("No summary"),
    "document": _("Nothing to read: no file, DOI or address"),
    "link": _("A link that leads nowhere any more"),
}


class Missing(admin.SimpleListFilter):
    title = _("what is missing")
    parameter_name = "missing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(name, LABELS[name]) for name in MISSING]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        what = self.value()
        return queryset.lacking(what) if what in MISSING else queryset  # type: ignore[attr-defined]
