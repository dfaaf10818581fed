"""What my institution gets: its figures on a page, and a report for its donors."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.admin.desk import DeskAdmin, signed_in
from partners.admin.finding import is_number
from partners.models import Institution
from partners.sign_in import own_institutions, sees_everything
from research.admin.missing import LABELS
from research.models import DayOfUsage
from research.models.usage import Counts
from research.usage import reports, sheets
from research.usage.method import method

#: More rows than anybody prints; the spreadsheet has them all.
MOST_PRINTED = 500
HEIGHT, STEP, GAP = 90, 28, 6


@dataclass(frozen=True, slots=True)
class Bar:
    """A month in the picture: all of it, and the part that was downloads."""

    month: date
    counts: Counts
    x: int
    height: int
    requests_height: int

    @property
    def y(self) -> int:
        return HEIGHT - self.height

    @property
    def requests_y(self) -> int:
        return HEIGHT - self.requests_height


class ReportForm(forms.Form):
    institution = forms.ModelChoiceField(
        label=gettext_lazy("Institution"),
        queryset=Institution.objects.none(),
        required=False,
        empty_label=gettext_lazy("– all I may see –"),
    )
    funder = forms.ModelChoiceField(
        label=gettext_lazy("Only what this donor paid for"),
        queryset=Institution.objects.none(),
        required=False,
        empty_label=gettext_lazy("– everything –"),
    )
    first = forms.DateField(
        label=gettext_lazy("From"), widget=forms.DateInput(attrs={"type": "date"})
    )
    last = forms.DateField(
        label=gettext_lazy("To"), widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, institutions: "QuerySet[Institution]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own: Any = self.fields["institution"]
        own.queryset = institutions
        donors: Any = self.fields["funder"]
        donors.queryset = Institution.objects.funders().by_name()

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day lies before the first."))
        return cleaned


@admin.register(DayOfUsage)
class FiguresAdmin(DeskAdmin):
    """Its list is a page of figures; single days are of no use to anybody."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.report)
        return [path("report/", view, name="research_dayofusage_report"), *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        institutions = self._institutions(request)
        chosen = self._chosen(request, institutions)
        today = timezone.now().date()
        found = reports.dashboard(chosen, today=today)
        owner = {"owner__id__exact": str(chosen.pk)} if chosen else {}
        context = {
            "institutions": institutions,
            "chosen": chosen,
            "sees_everything": sees_everything(signed_in(request)),
            "figures": found,
            "statuses": [
                (label, count, urlencode({"status__exact": value, **owner}))
                for value, label, count in found.by_status
            ],
            "missing": [
                (
                    LABELS[name],
                    count,
                    urlencode({"missing": name, "status__exact": "published", **owner}),
                )
                for name, count in found.missing
            ],
            "bars": bars(found.months),
            "width": max(len(found.months), 1) * STEP,
            "height": HEIGHT,
            "bar_width": STEP - GAP,
            "report": ReportForm(
                initial={
                    "institution": chosen,
                    "first": date(today.year - 1, 1, 1),
                    "last": today - timedelta(days=1),
                },
                institutions=institutions,
            ),
        }
        return self._shown(request, "change_list", _("What my institution gets"), context)

    def report(self, request: HttpRequest) -> HttpResponse:
        """For a donor: a page to print, or with ``format=csv`` a spreadsheet."""
        institutions = self._institutions(request)
        form = ReportForm(request.GET, institutions=institutions)
        if not form.is_valid():
            return self._shown(request, "report", _("Report"), {"form": form})
        asked = form.cleaned_data
        # Never more than the own institutions: without a choice a member's first one.
        of = asked["institution"] or self._chosen(request, institutions)
        found = reports.report(of, asked["first"], asked["last"], funder=asked["funder"])
        if request.GET.get("format") == "csv":
            return _download(found)
        repeated = request.GET.copy()
        repeated["format"] = "csv"
        context = {
            "form": form,
            "found": found,
            "institution": of,
            "funder": asked["funder"],
            "printed": found.outputs[:MOST_PRINTED],
            "left_out": max(len(found.outputs) - MOST_PRINTED, 0),
            "method": method(found),
            "as_csv": repeated.urlencode(),
        }
        return self._shown(request, "report", _("Use of outputs"), context)

    def _institutions(self, request: HttpRequest) -> "QuerySet[Institution]":
        """Whose figures this person may see: the own, or for the hub's editors all."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        user = signed_in(request)
        found = Institution.objects.with_outputs() if sees_everything(user) else None
        own = Institution.objects.filter(pk__in=own_institutions(user))
        return (own if found is None else found).by_name()

    def _chosen(
        self, request: HttpRequest, institutions: "QuerySet[Institution]"
    ) -> Institution | None:
        """None is the whole hub, for those who may see it."""
        asked = request.GET.get("institution", "")
        found = institutions.filter(pk=asked).first() if is_number(asked) else None
        if found or sees_everything(signed_in(request)):
            return found
        first = institutions.first()
        if first is None:
            raise PermissionDenied
        return first

    def _shown(
        self, request: HttpRequest, page: str, title: str, context: dict[str, Any]
    ) -> TemplateResponse:
        frame = {**self.admin_site.each_context(request), "title": title, "opts": self.opts}
        template = f"admin/research/dayofusage/{page}.html"
        return TemplateResponse(request, template, frame | context)


def bars(months: list[tuple[date, Counts]]) -> list[Bar]:
    most = max((counts["investigations"] for _month, counts in months), default=0) or 1
    return [
        Bar(
            month,
            counts,
            x=number * STEP + GAP // 2,
            height=round(counts["investigations"] / most * HEIGHT),
            requests_height=round(counts["requests"] / most * HEIGHT),
        )
        for number, (month, counts) in enumerate(months)
    ]


def _download(found: reports.Report) -> HttpResponse:
    name = f"use-{found.first}-{found.last}.csv"
    return HttpResponse(
        sheets.written(found, settings.HUB_URL.rstrip("/")),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
