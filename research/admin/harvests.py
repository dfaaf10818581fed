"""Harvests: what became of each record and why; stopped, taken up again, undone."""

from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from partners.admin.desk import DeskAdmin, signed_in
from partners.admin.finding import numbered
from partners.models import User
from partners.sign_in import own_institutions, sees_everything
from research import tasks
from research.admin.harvest_rows import changes, effects_of_undoing, reach_of, said, shown
from research.ingestion.harvesting import runs
from research.models import Harvest, HarvestRecord

ROWS_A_PAGE = 100
#: Of the counts of a harvest those that a list has room for; its page has all.
SHOWN_COUNTS = ("seen", "new", "changed", "proposed", "set_aside")
#: Seconds after which a page about work in progress is asked for again.
REFRESH = "3"
#: What the buttons say.
VERBS = {
    "stop": gettext_lazy("Stop"),
    "resume": gettext_lazy("Go on"),
    "undo": gettext_lazy("Undo the whole harvest"),
}


class ReadOnly(DeskAdmin):
    """What machines write and people look at."""

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, title | (extra_context or {}))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Harvest)
class HarvestAdmin(ReadOnly):
    list_display = ("source", "state", "begun_at", *SHOWN_COUNTS)
    list_select_related = ("source",)
    list_filter = ("state", ("source", admin.RelatedOnlyFieldListFilter))
    date_hierarchy = "begun_at"
    ordering = ("-begun_at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Harvest]:
        return Harvest.objects.within_reach_of(_within(signed_in(request)))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/undo/", view(self.undo), name="research_harvest_undo"),
            path("<int:pk>/<str:verb>/go/", view(self.go), name="research_harvest_go"),
            *super().get_urls(),
        ]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        run = self._found(request, numbered(object_id))
        wanted = request.GET.get("verdict", "")
        records = run.records.in_order().for_listing().with_what_was()
        if wanted == "kept":
            records = records.kept()
        elif wanted in HarvestRecord.Verdict.values:
            records = records.of_verdict(wanted)
        page = Paginator(records, ROWS_A_PAGE).get_page(request.GET.get("page"))
        reach = reach_of(signed_in(request), page.object_list)
        done, total = run.progress()
        context = self._context(
            request,
            title=run.source.name,
            run=run,
            counts=_counts(run),
            wanted=wanted,
            page=page,
            rows=[shown(record, reach) for record in page.object_list],
            verbs=self._verbs(request, run),
            done=done,
            total=total,
        )
        response = TemplateResponse(request, "admin/research/harvest/run.html", context)
        if run.is_working:
            response["Refresh"] = REFRESH
        return response

    def undo(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What undoing would do, before anything is done."""
        run = self._found(request, pk)
        if not self._may_move(request, run):
            raise PermissionDenied
        context = self._context(
            request,
            title=VERBS["undo"],
            run=run,
            effects=effects_of_undoing(run),
            address=_go(run, "undo"),
        )
        return TemplateResponse(request, "admin/research/harvest/undo.html", context)

    def go(self, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
        run = self._found(request, pk)
        if not self._may_move(request, run) or verb not in VERBS:
            raise PermissionDenied
        return _gone(request, run, verb)

    def _found(self, request: HttpRequest, pk: object) -> Harvest:
        found = self.get_queryset(request).select_related("source", "by")
        run = get_object_or_404(found, pk=pk)
        if not self.has_view_permission(request, run):
            raise PermissionDenied
        return run

    def _may_move(self, request: HttpRequest, run: Harvest) -> bool:
        return self.has_change_permission(request, run)

    def _verbs(self, request: HttpRequest, run: Harvest) -> list[tuple[str, object, str]]:
        possible = runs.possible(run) if self._may_move(request, run) else []
        return [(verb, VERBS[verb], _address_of(run, verb)) for verb in possible]

    def _context(self, request: HttpRequest, **more: Any) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "opts": self.opts, **more}


@admin.register(HarvestRecord)
class HarvestRecordAdmin(ReadOnly):
    """All that sources ever said, by what became of it: what was set aside stands here."""

    list_display = ("title_or_name", "source", "verdict", "why", "heard_at")
    list_select_related = ("source", "run")
    list_filter = ("verdict", "is_current", ("source", admin.RelatedOnlyFieldListFilter))
    search_fields = ("title", "identifier")
    ordering = ("-pk",)
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[HarvestRecord]:
        found = HarvestRecord.objects.for_listing()
        return found.within_reach_of(_within(signed_in(request)))

    @admin.display(description=gettext_lazy("record"))
    def title_or_name(self, record: HarvestRecord) -> str:
        return str(record)

    @admin.display(description=gettext_lazy("because"))
    def why(self, record: HarvestRecord) -> str:
        return "; ".join(record.reasons)

    @admin.display(description=gettext_lazy("heard at"), ordering="run__begun_at")
    def heard_at(self, record: HarvestRecord) -> datetime:
        return record.run.begun_at

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        found = self.get_queryset(request).defer(None).select_related("run__source", "output")
        record = get_object_or_404(found, pk=numbered(object_id))
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        others = HarvestRecord.objects.for_listing().same_as(record).last_first()
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": str(record),
            "record": record,
            "row": shown(record, reach_of(signed_in(request), [record])),
            "said": said(record),
            "changes": changes(record),
            "others": others.select_related("run__source"),
        }
        return TemplateResponse(request, "admin/research/harvest/record.html", context)


@require_POST
def _gone(request: HttpRequest, run: Harvest, verb: str) -> HttpResponse:
    try:
        runs.go(run, verb)
    except runs.NotPossibleNow as refusal:
        messages.warning(request, str(refusal))
    else:
        tasks.harvest_soon(run.pk)
    return HttpResponseRedirect(reverse("admin:research_harvest_change", args=[run.pk]))


def _within(user: User) -> set[int] | None:
    return None if sees_everything(user) else own_institutions(user)


def _go(run: Harvest, verb: str) -> str:
    return reverse("admin:research_harvest_go", args=[run.pk, verb])


def _address_of(run: Harvest, verb: str) -> str:
    """Where a button leads: to undo, past what it would do."""
    if verb == "undo":
        return reverse("admin:research_harvest_undo", args=[run.pk])
    return _go(run, verb)


def _counts(run: Harvest) -> list[tuple[str, object, int]]:
    """Each verdict with its number; a record that is as it was is counted and has no row."""
    found: list[tuple[str, object, int]] = [
        (verdict.value, verdict.label, getattr(run, verdict.value))
        for verdict in HarvestRecord.Verdict
    ]
    kept = run.records.kept().count()
    return [*found, ("kept", HarvestRecord.Stage.KEPT.label, kept)] if kept else found
