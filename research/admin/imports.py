"""Imports: a file goes in, a dry run comes out, and the whole is run, stopped or undone."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from partners.admin.desk import DeskAdmin, signed_in
from partners.models import Institution, User
from partners.roles import Role
from partners.sign_in import only_institution, own_institutions, sees_everything
from research import tasks
from research.admin.import_rows import shown
from research.ingestion.importing import jobs, template
from research.models import Import, ImportRow, Output

MOST_MEGABYTES = 300
ROWS_A_PAGE = 100
#: Seconds after which a page about work in progress is asked for again.
REFRESH = "3"
#: What the buttons say.
VERBS = {
    "run": gettext_lazy("Bring it in"),
    "stop": gettext_lazy("Stop"),
    "resume": gettext_lazy("Go on"),
    "undo": gettext_lazy("Undo the whole import"),
    "check_again": gettext_lazy("Check again"),
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ImportForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "A table (XLSX, CSV), RIS, BibTeX, EndNote, PubMed, Web of Science, JSON; or a ZIP "
            "archive of PDFs with one such list."
        ),
    )
    owner = forms.ModelChoiceField(
        Institution.objects.none(), label=gettext_lazy("Deposited by"), required=False
    )
    become = forms.ChoiceField(label=gettext_lazy("The rows become"))
    fills_gaps = forms.BooleanField(
        label=gettext_lazy("Fill in what records of the hub lack"),
        required=False,
        help_text=gettext_lazy(
            "Fields that are empty in the hub are filled from the file; nothing is overwritten."
        ),
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner, become = self.fields["owner"], self.fields["become"]
        institutions = Institution.objects.by_name()
        if not sees_everything(user):
            institutions = institutions.filter(pk__in=own_institutions(user))
            owner.required = True
            owner.initial = only_institution(user)
        owner.queryset = institutions  # type: ignore[attr-defined]
        become.choices = [  # type: ignore[attr-defined]
            choice
            for choice in Import.Become.choices
            if choice[0] != Import.Become.PUBLISHED or user.has_perm("research.publish_output")
        ]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_MEGABYTES * 2**20:
            said = _("The file is larger than %(limit)d MB.") % {"limit": MOST_MEGABYTES}
            raise ValidationError(said)
        return file


@admin.register(Import)
class ImportAdmin(DeskAdmin):
    list_display = ("filename", "state", "owner", "created_by", "created_at")
    list_select_related = ("owner", "created_by")
    list_filter = ("state",)
    ordering = ("-created_at", "-pk")
    change_list_template = "admin/research/imports/change_list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Import]:
        user = signed_in(request)
        within = None if sees_everything(user) else own_institutions(user)
        return Import.objects.within_reach_of(within, user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Run, stopped and undone by who may do the same with its outputs one by one."""
        is_allowed = super().has_change_permission(request, obj)
        return is_allowed and (obj is None or _may_move(signed_in(request), obj))

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("template/", view(self.template), name="research_import_template"),
            path("<int:pk>/<str:verb>/go/", view(self.go), name="research_import_go"),
            *super().get_urls(),
        ]

    def template(self, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        return HttpResponse(
            template.spreadsheet(),
            content_type=XLSX,
            headers={"Content-Disposition": 'attachment; filename="outputs.xlsx"'},
        )

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        user = signed_in(request)
        form = ImportForm(user, request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            return self._begun(form, user)
        context = self._context(request, title=_("Bring in a list"), form=form)
        return TemplateResponse(request, "admin/research/imports/add.html", context)

    def _begun(self, form: ImportForm, user: User) -> HttpResponse:
        said = form.cleaned_data
        job = jobs.begin(
            said["file"],
            filename=said["file"].name,
            owner=said["owner"],
            by=user,
            become=said["become"],
            fills_gaps=said["fills_gaps"],
        )
        tasks.work_soon(job.pk)
        return HttpResponseRedirect(_address(job))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        job = self.get_object(request, unquote(object_id))
        if job is None:
            raise Http404
        if not self.has_view_permission(request, job):
            raise PermissionDenied
        user, wanted = signed_in(request), request.GET.get("verdict", "")
        rows = job.rows.in_order().select_related("match__owner", "output").defer("record")
        if wanted == "kept":
            rows = rows.kept()
        elif wanted in ImportRow.Verdict.values:
            rows = rows.filter(verdict=wanted)
        page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
        reach = _reach(user, page.object_list)
        done, total = job.progress()
        possible = jobs.possible(job) if self.has_change_permission(request, job) else []
        context = self._context(
            request,
            title=job.filename,
            job=job,
            counts=_counts(job),
            wanted=wanted,
            page=page,
            rows=[shown(row, reach) for row in page.object_list],
            verbs=[(verb, VERBS[verb], _go(job, verb)) for verb in possible],
            done=done,
            total=total,
            is_working=job.state in Import.WORKING,
        )
        response = TemplateResponse(request, "admin/research/imports/job.html", context)
        if job.state in Import.WORKING:
            response["Refresh"] = REFRESH
        return response

    def go(self, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
        job = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, job) or verb not in VERBS:
            raise PermissionDenied
        return _gone(request, job, verb)

    def _context(self, request: HttpRequest, **more: Any) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "opts": self.opts, **more}


@require_POST
def _gone(request: HttpRequest, job: Import, verb: str) -> HttpResponse:
    try:
        jobs.go(job, verb)
    except jobs.NotPossibleNow as refusal:
        messages.warning(request, str(refusal))
    else:
        tasks.work_soon(job.pk)
    return HttpResponseRedirect(_address(job))


def _may_move(user: User, job: Import) -> bool:
    """What makes outputs public, or takes public ones back, is for who publishes."""
    if job.become == Import.Become.PUBLISHED and not user.has_perm("research.publish_output"):
        return False
    if sees_everything(user) or job.created_by_id == user.pk:
        return True
    return job.owner_id in own_institutions(user, role=Role.INSTITUTION_EDITOR)


def _address(job: Import) -> str:
    return reverse("admin:research_import_change", args=[job.pk])


def _go(job: Import, verb: str) -> str:
    return reverse("admin:research_import_go", args=[job.pk, verb])


def _counts(job: Import) -> list[tuple[str, object, int]]:
    found = job.counts()
    counts: list[tuple[str, object, int]] = [
        (verdict.value, verdict.label, found[verdict]) for verdict in ImportRow.Verdict
    ]
    kept = job.rows.kept().count()
    return [*counts, ("kept", ImportRow.Stage.KEPT.label, kept)] if kept else counts


def _reach(user: User, rows: Any) -> set[int]:
    """Of the outputs that rows name, those this person may open."""
    named = {row.match_id for row in rows} | {row.output_id for row in rows}
    outputs = Output.objects.within_reach_of(user).filter(pk__in=named - {None})
    return set(outputs.values_list("pk", flat=True))
