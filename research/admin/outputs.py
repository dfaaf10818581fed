"""Outputs: what a depositor fills in, and what an editor decides."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from partners.admin.desk import DeskAdmin, signed_in
from partners.models import Institution
from partners.models.changes import ChangeQuerySet
from partners.sign_in import only_institution, own_institutions, sees_everything
from research import editorial
from research.admin import life
from research.admin.document_rows import DocumentFormSet, DocumentRows
from research.admin.merging import Mergeable
from research.admin.missing import Missing
from research.admin.output_form import OutputForm, columns_to_save
from research.admin.output_rows import (
    CreditRows,
    EditionRows,
    OutputInstitutionRows,
    RecommendationRows,
)
from research.models import Document, MergedOutput, Output

FIELDSETS = (
    (
        None,
        {"fields": ("title", "subtitle", "type", "language", "issued", "owner")},
    ),
    (_("In brief"), {"fields": ("summary", "key_messages", "abstract")}),
    (
        _("About what"),
        {
            "fields": (
                "themes",
                "countries",
                "corridors",
                "forms",
                "stages",
                "populations",
                "sectors",
                "keywords",
                "sdgs",
                "gcm_objectives",
                "sex_disaggregated",
            )
        },
    ),
    (
        _("Where it was published"),
        {
            "fields": (
                "publisher",
                ("series", "number"),
                ("container", "volume", "journal_number"),
                ("pages", "page_count"),
                "doi",
                "isbn",
                ("issn", "handle"),
                "url",
                "pdf_url",
            )
        },
    ),
    (_("Who may read it"), {"fields": ("licence", "access", "embargo_until")}),
)
FOR_STAFF = (
    _("For staff of the hub"),
    {
        "fields": ("origin", "source", "source_is_copy", "summary_from_title", "staff_note"),
        "classes": ("collapse",),
    },
)

#: Which rows follow which fieldset, in the order a depositor thinks.
ROWS_AFTER = {
    0: (DocumentRows,),
    1: (CreditRows, OutputInstitutionRows),
    4: (RecommendationRows, EditionRows),
}


@admin.register(Output)
class OutputAdmin(Mergeable, DeskAdmin):
    form = OutputForm
    change_form_template = "admin/research/output/change_form.html"
    list_display = ("title", "status", "type", "depositor", "issued", "updated_at")
    list_filter = (
        "status",
        "type",
        "themes",
        ("owner", admin.RelatedOnlyFieldListFilter),
        "access",
        "origin",
        Missing,
    )
    list_select_related = ("owner",)
    search_fields = ("title", "subtitle", "doi", "credits__name", "keywords__icontains")
    ordering = ("-updated_at", "-pk")
    autocomplete_fields = ("countries", "corridors")
    #: A file that came later stays: an older record is no reason to lose it.
    never_removed = (Document,)
    inlines = (
        DocumentRows,
        CreditRows,
        OutputInstitutionRows,
        RecommendationRows,
        EditionRows,
    )

    @admin.display(description=_("Deposited by"), ordering="owner__name", empty_value="")
    def depositor(self, output: Output) -> str:
        return output.owner.short_name if output.owner else ""

    # Who sees and may do what

    def get_queryset(self, request: HttpRequest) -> QuerySet[Output]:
        return super().get_queryset(request).within_reach_of(signed_in(request))  # type: ignore[attr-defined, no-any-return]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or Output.objects.changeable_by(signed_in(request)).contains(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What is or was public is withdrawn instead, and its address keeps saying so."""
        if not super().has_delete_permission(request, obj):
            return False
        return obj is None or (
            obj.published_at is None
            and Output.objects.changeable_by(signed_in(request)).contains(obj)
        )

    def deletions(self, request: HttpRequest, found: ChangeQuerySet) -> ChangeQuerySet:
        """Of the own institutions, and only what was deleted, not what was merged."""
        merged = MergedOutput.objects.annotate(key=Cast("old_id", CharField())).values("key")
        found = super().deletions(request, found).exclude(row_key__in=merged)
        user = signed_in(request)
        if sees_everything(user):
            return found
        return found.filter(before__owner_id__in=list(own_institutions(user)))

    def faults_of_restored(self, record: Any) -> list[str]:
        return editorial.reasons_not_to_publish(record) if record.is_public else []

    # What the form shows

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if sees_everything(signed_in(request)):
            return (*FIELDSETS, FOR_STAFF)
        if only_institution(signed_in(request)):
            title, options = FIELDSETS[0]
            fields = tuple(name for name in options["fields"] if name != "owner")
            return ((title, {**options, "fields": fields}), *FIELDSETS[1:])
        return FIELDSETS

    def get_autocomplete_fields(self, request: HttpRequest) -> tuple[str, ...]:
        own = (*self.autocomplete_fields,)
        return (*own, "owner") if sees_everything(signed_in(request)) else own

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "owner" and not sees_everything(signed_in(request)):
            own = own_institutions(signed_in(request))
            kwargs["queryset"] = Institution.objects.filter(pk__in=own).by_name()
            kwargs["required"] = True
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        return obj.get_absolute_url() if obj and obj.is_public else None

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        output = kwargs.get("obj")
        if not output or self.has_change_permission(request, output):
            context["verbs"] = life.possible(signed_in(request), output)
        context["sections"] = list(_sections(context))
        return super().render_change_form(request, context, *args, **kwargs)

    # What is saved

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            obj.save(update_fields=columns_to_save(form))
            return
        obj.slug = editorial.new_slug(obj.title, obj.issued)
        obj.created_by = request.user
        obj.owner = obj.owner or only_institution(signed_in(request))
        obj.save()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Readers are always told who says so: without another word, the depositor."""
        super().save_related(request, form, formsets, change)
        output = form.instance
        if output.owner and not output.output_institutions.exists():
            output.output_institutions.create(institution=output.owner)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        if isinstance(formset, DocumentFormSet):
            formset.uploaded_by = signed_in(request)
        super().save_formset(request, form, formset, change)

    def response_add(self, request: HttpRequest, obj: Any, *args: Any) -> HttpResponse:
        life.carry_out(request, obj)
        return super().response_add(request, obj, *args)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        life.carry_out(request, obj)
        return super().response_change(request, obj)

    # The file of a document that is not public yet

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.document)
        return [
            path("documents/<int:pk>/", view, name="research_output_document"),
            *super().get_urls(),
        ]

    def document(self, request: HttpRequest, pk: int) -> FileResponse:
        within_reach = Document.objects.filter(output__in=self.get_queryset(request))
        document = get_object_or_404(within_reach, pk=pk)
        return FileResponse(
            document.file.open(), filename=document.filename, content_type=document.media_type
        )


def _sections(context: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The fieldsets with the rows that follow each."""
    rows = {type(inline.opts): inline for inline in context["inline_admin_formsets"]}
    for number, fieldset in enumerate(context["adminform"]):
        yield {"fieldset": fieldset}
        for kind in ROWS_AFTER.get(number, ()):
            if kind in rows:
                yield {"rows": rows[kind]}
