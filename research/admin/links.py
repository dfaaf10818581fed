"""Work list of an institution: addresses in its records that lead nowhere any more."""

import csv
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners.admin.desk import DeskAdmin, signed_in
from partners.sign_in import own_institutions, sees_everything
from partners.spreadsheets import MARK, harmless
from research import tasks
from research.ingestion.links import asking
from research.models import LinkCheck, RemoteFile

#: The list opens with what is to be done; all others are asked for.
ALL = "all"


class OfState(admin.SimpleListFilter):
    """By state, with one that is shown if nothing is asked for."""

    title = gettext_lazy("state")
    parameter_name = "state"
    states: Any
    first: str

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*self.states.choices, (ALL, _("All"))]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        wanted = self.value() or self.first
        if wanted not in self.states.values:
            return queryset
        return queryset.of_state(wanted)  # type: ignore[attr-defined, no-any-return]

    def choices(self, changelist: Any) -> Any:
        chosen = self.value() or self.first
        for value, label in self.lookup_choices:
            yield {
                "selected": value == chosen,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": label,
            }


class StateOfLink(OfState):
    states, first = LinkCheck.State, LinkCheck.State.BROKEN.value


class StateOfFile(OfState):
    states, first = RemoteFile.State, ALL


class Readable(DeskAdmin):
    """A list to read and to act on: its rows are written by jobs."""

    list_display_links = None

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        user = signed_in(request)
        within = None if sees_everything(user) else own_institutions(user)
        listed: Any = super().get_queryset(request)
        return listed.within_reach_of(within).for_listing()  # type: ignore[no-any-return]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("output"), ordering="output__title")
    def of_output(self, row: Any) -> SafeString:
        """Its record here, and below it the address elsewhere."""
        place = reverse("admin:research_output_change", args=[row.output_id])
        return format_html(
            '<a href="{}"><bdi>{}</bdi></a>'
            '<a class="far-address" href="{}" rel="noopener noreferrer">{}</a>',
            *(place, row.output, row.address, row.address),
        )

    @admin.display(description=gettext_lazy("why"))
    def why(self, row: Any) -> str:
        return str(row.reason_display)

    @admin.display(description=gettext_lazy("deposited by"), ordering="output__owner")
    def owner(self, row: Any) -> str:
        return row.output.owner.short_name or row.output.owner.name if row.output.owner else ""


@admin.register(LinkCheck)
class LinkAdmin(Readable):
    list_display = (
        "of_output", "field", "why", "last_seen", "not_seen_since", "owner",
    )  # fmt: skip
    list_filter = (StateOfLink, "field")
    search_fields = ("address", "output__title")
    actions = ("check_again",)
    columns = ("output", "field", "address", "state", "why", "last seen", "not seen since")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[LinkCheck]":
        return super().get_queryset(request).worst_first()  # type: ignore[attr-defined, no-any-return]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.spreadsheet)
        return [path("links.csv", view, name="research_linkcheck_csv"), *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {
            "title": _("Links that lead nowhere"),
            "as_csv": f"{reverse('admin:research_linkcheck_csv')}?{request.GET.urlencode()}",
        }
        return super().changelist_view(request, context | (extra_context or {}))

    def spreadsheet(self, request: HttpRequest) -> HttpResponse:
        """The list as it is filtered, with all its pages."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            listed: ChangeList = self.get_changelist_instance(request)
        except IncorrectLookupParameters as fault:
            raise BadRequest from fault
        response = HttpResponse(MARK, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="links.csv"'
        table = csv.writer(response)
        table.writerow(self.columns)
        for link in listed.get_queryset(request):
            said = (
                link.output.title, link.get_field_display(), link.address,
                link.get_state_display(), link.reason_display,
                _day(link.alive_at), _day(link.failing_since),
            )  # fmt: skip
            table.writerow([harmless(str(cell)) for cell in said])
        return response

    @admin.display(description=gettext_lazy("last seen"), ordering="alive_at")
    def last_seen(self, row: LinkCheck) -> str:
        return date_format(row.alive_at) if row.alive_at else _("never")

    @admin.display(description=gettext_lazy("not seen since"), ordering="failing_since")
    def not_seen_since(self, row: LinkCheck) -> str:
        return date_format(row.failing_since) if row.failing_since else ""

    @admin.action(description=gettext_lazy("Check again now"))
    def check_again(self, request: HttpRequest, rows: "QuerySet[LinkCheck]") -> None:
        count = asking.again(list(rows.values_list("pk", flat=True)))
        tasks.check_links_soon()
        said = ngettext(
            "%(count)d link is checked next: look again in some minutes.",
            "%(count)d links are checked next: look again in some minutes.",
            count,
        )
        messages.success(request, said % {"count": count})


@admin.register(RemoteFile)
class RemoteFileAdmin(Readable):
    list_display = ("of_output", "state", "why", "asked_at", "owner")
    list_filter = (StateOfFile,)
    search_fields = ("address", "output__title")
    ordering = ("-asked_at", "-pk")

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"title": _("Files of harvested outputs")}
        return super().changelist_view(request, context | (extra_context or {}))


def _day(moment: Any) -> str:
    return f"{moment:%Y-%m-%d}" if moment else ""
