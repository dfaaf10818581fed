"""The first question of a deposit: a file, or words that lead to one."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

#: A record of RIS or BibTeX with a long abstract, not a library.
MOST_WORDS = 20_000


class BeginningForm(forms.Form):
    file = forms.FileField(
        label=_("Drop a PDF here, or choose one"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )
    words = forms.CharField(
        label=_("Or paste a DOI, an address or a citation"),
        help_text=_("A citation may be RIS or BibTeX, as libraries give it."),
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
    )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.errors and not self.cleaned_data.get("file"):
            if "file" in self.files:
                raise ValidationError(_("The file is empty."))
            if not self.cleaned_data.get("words"):
                raise ValidationError(
                    _("Choose a file, or paste a DOI, an address or a citation.")
                )
        return cleaned
