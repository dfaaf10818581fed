"""Outputs: what a depositor fills in, and what an editor decides."""

from typing import Any

from django.contrib import admin
from django.db.models import CharField
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from partners.admin.desk import DeskAdmin, signed_in
from partners.models.changes import ChangeQuerySet
from partners.roles import Action
from partners.sign_in import may, only_institution, own_institutions, sees_everything
from research import deposits, editorial, readiness
from research.admin import life
from research.admin.begun import begun
from research.admin.document_rows import DocumentFormSet, DocumentRows
from research.admin.duplicates import AsksAboutDuplicates
from research.admin.field_notes import notes_of
from research.admin.merging import Mergeable
from research.admin.missing import Missing
from research.admin.output_access import OutputAccess
from research.admin.output_form import OutputForm, columns_to_save
from research.admin.output_pages import OutputPages
from research.admin.output_rows import CreditRows, EditionRows, OutputInstitutionRows
from research.admin.output_sections import FIELDSETS, FOR_STAFF, ONLY_FOR, sections
from research.admin.recommendation_rows import RecommendationRows
from research.admin.several_recommendations import SeveralRecommendations
from research.models import Document, MergedOutput, Output
from research.tasks import read_soon


@admin.register(Output)
class OutputAdmin(
    AsksAboutDuplicates, Mergeable, SeveralRecommendations, OutputPages, OutputAccess, DeskAdmin
):
    form = OutputForm
    change_list_template = "admin/research/output/change_list.html"
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

    class Media:
        js = ("admin-look/deposit.js", "admin-look/order.js")

    @admin.display(description=_("Deposited by"), ordering="owner__name", empty_value="")
    def depositor(self, output: Output) -> str:
        return output.owner.short_name if output.owner else ""

    # What may come back

    def deletions(self, request: HttpRequest, found: ChangeQuerySet) -> ChangeQuerySet:
        """Of the own institutions, and only what was deleted, not what was merged."""
        merged = MergedOutput.objects.annotate(key=Cast("old_id", CharField())).values("key")
        found = super().deletions(request, found).exclude(row_key__in=merged)
        user = signed_in(request)
        if sees_everything(user):
            return found
        return found.filter(before__owner_id__in=list(own_institutions(user)))

    def may_bring_back(self, request: HttpRequest, record: Any) -> bool:
        """What was public, as an undone import's, is made public by who publishes only."""
        return not record.has_address or may(signed_in(request), Action.PUBLISH)

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

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        return obj.get_absolute_url() if obj and obj.is_public else None

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        start = begun(request)
        return start.initial if start else {}

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        """People and institutions that were read stand in the rows, for the person to save."""
        kwargs: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        if request.method == "GET" and inline.offers and "data" not in kwargs:
            kwargs["initial"] = inline.begun_with(request, obj)
        return kwargs

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        user, output = signed_in(request), kwargs.get("obj")
        start = begun(request) if output is None else None
        is_reviewed = bool(output) and may(user, Action.RETURN, output)
        context |= {
            "notes": notes_of(output, start.offer if start else None, is_reviewed=is_reviewed),
            "begun": start,
            "verbs": life.possible(user, output),
            "saves": self.has_change_permission(request, output) if output else True,
            "checks": readiness.checked(output) if output else (),
            "only_for": {name: sorted(types) for name, types in ONLY_FOR.items()},
            "show_save_and_add_another": False,
        }
        context["sections"] = list(sections(context))
        return super().render_change_form(request, context, *args, **kwargs)

    # What is saved

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            obj.save(update_fields=columns_to_save(form))
            return
        obj.slug = editorial.new_slug(obj.title, obj.issued)
        obj.created_by = request.user
        obj.owner = obj.owner or only_institution(signed_in(request))
        start = begun(request)
        if start:
            obj.provenance = start.provenance(form.cleaned_data)
        obj.save()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Readers are always told who says so: without another word, the depositor."""
        super().save_related(request, form, formsets, change)
        output = form.instance
        if output.owner and not output.output_institutions.exists():
            output.output_institutions.create(institution=output.owner)
        start = begun(request) if not change else None
        if start:
            document = deposits.take_over(start.upload, output=output)
            if document:
                read_soon(document.pk)

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
