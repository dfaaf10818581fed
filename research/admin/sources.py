"""Sources: what the hub asks, how far it trusts them, and what it takes of them."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from partners.admin.desk import DeskAdmin, signed_in
from partners.models import User
from partners.sign_in import own_institutions, sees_everything
from research import tasks
from research.admin import source_form
from research.admin.source_rules import RULES
from research.ingestion.connectors.table import CONNECTORS
from research.ingestion.harvesting import runs
from research.models import Harvest, Source

#: Runs shown with their source; the others are a click away.
RUNS_SHOWN = 5
#: What a kind of source is good for, where one is chosen.
GOOD_FOR = {
    "oai-pmh": _("Repositories and journals that offer their records: DSpace, EPrints, OJS."),
    "openalex": _("All that people of an institution have published, with abstracts."),
    "crossref": _("What publishers register: the articles of a journal, a publisher's books."),
    "datacite": _("Data sets and reports that universities and archives register."),
    "orcid": _("The works that a person lists in the own ORCID record."),
    "feed": _("What an institute announces on its own site: briefs, reports, blog posts."),
    "file": _("A list at an address that is written anew now and then: CSV, RIS, BibTeX."),
}


@admin.register(Source)
class SourceAdmin(DeskAdmin):
    list_display = ("name", "kind_of_source", "institution", "works", "is_active", "last_run")
    list_select_related = ("institution",)
    list_filter = ("is_active", "trust")
    search_fields = ("name", "slug", "institution__name", "institution__acronym")
    ordering = ("name", "pk")
    autocomplete_fields = ("institution",)
    prepopulated_fields = {"slug": ("name",)}
    readonly_fields = ("watermark", "failures", "waits_until")
    change_form_template = "admin/research/source/change_form.html"

    # Who sees what

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        user = signed_in(request)
        within = None if sees_everything(user) else own_institutions(user)
        return Source.objects.within_reach_of(within).with_last_run()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who deletes what has been harvested can't undo it any more: it is switched off."""
        is_allowed = super().has_delete_permission(request, obj)
        return is_allowed and obj is not None and not obj.runs.exists()

    # The list

    @admin.display(description=_("kind"), ordering="kind")
    def kind_of_source(self, source: Source) -> str:
        return str(CONNECTORS[source.kind].label) if source.kind in CONNECTORS else source.kind

    @admin.display(description=_("its works"), ordering="trust")
    def works(self, source: Source) -> str:
        return source.get_trust_display()

    @admin.display(description=_("last harvest"))
    def last_run(self, source: Source) -> str:
        state = getattr(source, "run_state", None)
        at = getattr(source, "run_at", None)
        if not state or not at:
            return "–"
        return f"{Harvest.State(state).label}, {date_format(localtime(at), 'DATETIME_FORMAT')}"

    # The form

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        kind = self._kind(request, obj)
        if kind in CONNECTORS and self._may_write(request, obj):
            # The fields of a kind stand in its form; Django asks the model for the others.
            kwargs = {"form": source_form.form_for(kind), "fields": self._of_the_model()} | kwargs
        return super().get_form(request, obj, change, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        kind = self._kind(request, obj)
        if kind not in CONNECTORS or not self._may_write(request, obj):
            seen = ("name", "institution", "trust", "is_own", "every", "is_active", "owner")
            return ((None, {"fields": (*seen, *self.readonly_fields)}),)
        when = (*source_form.WHEN, *(self.readonly_fields if obj else ()))
        return (
            (None, {"fields": (*source_form.ABOUT, "tried")}),
            (_("Where it is"), {"fields": source_form.settings_of(kind)}),
            (_("How far it is trusted"), {"fields": source_form.TRUST}),
            (_("What is taken of it"), {"fields": tuple(RULES)}),
            (_("When it is asked"), {"fields": when}),
        )

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "owner":  # who is a user is looked up by administrators only
            kwargs["queryset"] = User.objects.who_may_enter().order_by("name", "email")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"owner": signed_in(request).pk, **super().get_changeform_initial_data(request)}

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        is_new = obj is None and self._kind(request, obj) in CONNECTORS
        return super().get_prepopulated_fields(request, obj) if is_new else {}

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if self._kind(request, None) in CONNECTORS:
            return super().add_view(request, form_url, extra_context)
        if not self.has_add_permission(request):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": said("What kind of source?"),
            "kinds": [
                (name, one.label, GOOD_FOR.get(name, "")) for name, one in CONNECTORS.items()
            ],
        }
        return TemplateResponse(request, "admin/research/source/kinds.html", context)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        source = kwargs.get("obj")
        form = context["adminform"].form
        context["try_button"] = source_form.TRY
        context["may_try"] = isinstance(form, source_form.SourceForm)
        if shown := getattr(form, "shown", None):
            # No fault of who filled it in: the examples speak for themselves.
            context |= {"shown": shown, "shown_why": form.non_field_errors()[0], "errors": None}
        context["kind_label"] = getattr(CONNECTORS.get(self._kind(request, source)), "label", "")
        if source and source.pk:
            context["last_runs"] = source.runs.newest_first()[:RUNS_SHOWN]
            context["may_run"] = request.user.has_perm("research.change_harvest")
        return super().render_change_form(request, context, *args, **kwargs)

    # Harvesting now

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.harvest)
        return [
            path("<int:pk>/harvest/", view, name="research_source_harvest"),
            *super().get_urls(),
        ]

    def harvest(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Begin a run now: what changed since the last one, or all of it."""
        source = get_object_or_404(self.get_queryset(request), pk=pk)
        if not request.user.has_perm("research.change_harvest"):
            raise PermissionDenied
        return _begun(request, source)

    # What is asked

    def _kind(self, request: HttpRequest, source: Source | None) -> str:
        return source.kind if source else request.GET.get("kind", "")

    def _may_write(self, request: HttpRequest, source: Source | None) -> bool:
        if source is None:
            return self.has_add_permission(request)
        return self.has_change_permission(request, source)

    def _of_the_model(self) -> tuple[str, ...]:
        return (*source_form.ABOUT, *source_form.TRUST, *source_form.WHEN)


@require_POST
def _begun(request: HttpRequest, source: Source) -> HttpResponse:
    since = "" if "anew" in request.POST else None
    try:
        run = runs.begin(source, by=signed_in(request), since=since)
    except runs.NotPossibleNow as refusal:
        messages.warning(request, str(refusal))
        return HttpResponseRedirect(reverse("admin:research_source_change", args=[source.pk]))
    tasks.harvest_soon(run.pk)
    return HttpResponseRedirect(reverse("admin:research_harvest_change", args=[run.pk]))
