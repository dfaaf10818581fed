"""Joining two records of one work: side by side, the better of each value chosen already."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from partners.admin.finding import is_number
from partners.admin.remembered import signed_in
from partners.history import words
from research import editorial, merging
from research.merging import AWAY, BOTH, KEEP
from research.models import Output

MOST_FOUND = 20
PERMISSION = "research.merge_output"
#: Of two descriptions the longer says more, of two dates the more precise one.
LONGER_IS_BETTER = {"summary", "abstract", "issued"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that differs: the keeper's, the other's, and which is preselected."""

    name: str
    label: str
    keep: str
    away: str
    better: str
    may_be_both: bool = False


class Mergeable(admin.ModelAdmin):  # type: ignore[type-arg]
    """Mix in before ModelAdmin: adds the pages of a merge to the admin of outputs."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/merge/", wrap(self.merge_search), name="research_output_merge_search"),
            path("<int:pk>/merge/<int:other>/", wrap(self.merge), name="research_output_merge"),
            *super().get_urls(),
        ]

    def merge_search(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Which other record is of the same work?"""
        keep = self._to_merge(request, pk)
        asked = request.GET.get("q", keep.title).strip()
        others = self.get_queryset(request).exclude(pk=keep.pk)
        found, _may_repeat = self.get_search_results(request, others, asked)
        context = {"keep": keep, "asked": asked, "found": found.distinct()[:MOST_FOUND]}
        return self._shown(request, "search", _("Merge with another record"), context)

    def merge(self, request: HttpRequest, pk: int, other: int) -> HttpResponse:
        keep, away = self._to_merge(request, pk), self._to_merge(request, other)
        shown = list(choices(keep, away))
        if request.method == "POST":
            chosen = {
                one.name: request.POST.get(f"choice_{one.name}", one.better) for one in shown
            }
            try:
                editorial.merge(keep, away, chosen, signed_in(request))
            except (merging.NotMergeable, ValidationError) as refusal:
                messages.error(request, _refused(refusal))
                return HttpResponseRedirect(request.get_full_path())
            messages.success(request, _("The two are one record now; the old address leads here."))
            return HttpResponseRedirect(reverse("admin:research_output_change", args=[keep.pk]))
        context = {
            "keep": keep,
            "away": away,
            "choices": shown,
            "reason": merging.reason_not_to_merge(keep, away),
            "documents": (keep.documents.count(), away.documents.count()),
        }
        return self._shown(request, "choose", _("Merge two records"), context)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        may = object_id and is_number(object_id) and signed_in(request).has_perm(PERMISSION)
        address = reverse("admin:research_output_merge_search", args=[object_id]) if may else ""
        extra = {"merge_address": address, **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, extra)

    def _to_merge(self, request: HttpRequest, pk: int) -> Output:
        if not signed_in(request).has_perm(PERMISSION):
            raise PermissionDenied
        found: Output = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, found):
            raise PermissionDenied
        return found

    def _shown(
        self, request: HttpRequest, page: str, title: str, context: dict[str, Any]
    ) -> TemplateResponse:
        frame = {**self.admin_site.each_context(request), "title": title, "opts": self.opts}
        return TemplateResponse(
            request, f"admin/research/output/merge_{page}.html", frame | context
        )


def choices(keep: Output, away: Output) -> Iterator[Choice]:
    """The values in which two records differ, in the order of the form."""
    for field in merging.merged_fields():
        own, other = getattr(keep, field.attname), getattr(away, field.attname)
        if own != other:
            yield Choice(
                field.name,
                words.label(field),
                words.of_attribute(field, own),
                words.of_attribute(field, other),
                _better(field.name, own, other),
                may_be_both=isinstance(own, list),
            )
    for many in Output._meta.many_to_many:  # noqa: SLF001 -- documented
        if many.remote_field.through._meta.auto_created:  # type: ignore[union-attr]  # noqa: SLF001
            yield from _many(many, keep, away)
    names = [
        ", ".join(one.credits.in_order().values_list("name", flat=True)) for one in (keep, away)
    ]
    if names[0] != names[1]:
        better = AWAY if _known(away) > _known(keep) else KEEP
        yield Choice("credits", _("People"), names[0], names[1], better, may_be_both=True)


def _many(
    field: "models.ManyToManyField[Any, Any]", keep: Output, away: Output
) -> Iterator[Choice]:
    own, other = set(getattr(keep, field.name).all()), set(getattr(away, field.name).all())
    if own != other:
        said = [", ".join(sorted(map(str, some))) for some in (own, other)]
        label = str(capfirst(field.verbose_name))
        yield Choice(field.name, label, said[0], said[1], BOTH, may_be_both=True)


def _better(name: str, own: Any, other: Any) -> str:
    if isinstance(own, list):
        return BOTH
    if not other:
        return KEEP
    is_longer = name in LONGER_IS_BETTER and len(str(other)) > len(str(own or ""))
    return AWAY if not own or is_longer else KEEP


def _known(output: Output) -> tuple[int, int]:
    """People who have a page say more than names."""
    credits_ = output.credits.all()
    return credits_.exclude(person=None).count(), credits_.count()


def _refused(refusal: merging.NotMergeable | ValidationError) -> str:
    return " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
