"""The form of an output."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from partners.admin.lists import TickedField
from research.ingestion import cleaning
from research.models import Output
from research.vocabularies import GCM_OBJECTIVES, SDGS


class OutputForm(forms.ModelForm):  # type: ignore[type-arg]
    sdgs = TickedField(
        label=_("SDGs"),
        choices=[(goal, goal) for goal in SDGS],
        coerce=int,
        required=False,
    )
    gcm_objectives = TickedField(
        label=_("Global Compact objectives"),
        choices=[(objective, objective) for objective in GCM_OBJECTIVES],
        coerce=int,
        required=False,
    )

    class Meta:
        # Model and fields are named by the admin, from its fieldsets.
        widgets = {
            "title": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
            "subtitle": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
            "summary": forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        }

    def clean_doi(self) -> str:
        return cleaning.doi(self.cleaned_data["doi"])

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        # What readers rely on can't be taken away again while it is public.
        if self.instance.is_public and not self.cleaned_data.get("summary", "").strip():
            self.add_error("summary", ValidationError(_("A published output needs a summary.")))
        return cleaned


def columns_to_save(form: forms.ModelForm) -> list[str]:  # type: ignore[type-arg]
    """Names of the columns a form has changed, and of those that say when.

    Nothing else is written: an editor may have published the output, and a worker
    read its document, since the form was opened.
    """
    columns = {field.name for field in Output._meta.concrete_fields}  # noqa: SLF001 -- documented
    return [*(columns & set(form.changed_data)), "updated_at", "oai_datestamp"]
