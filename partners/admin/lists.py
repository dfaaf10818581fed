"""Form fields for array columns: one entry a line, entries between commas, check boxes.

Which it is follows from what the array holds: choices are ticked, sentences have a
line each, short words stand between commas.
"""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

#: Entries longer than this may hold a comma themselves.
SHORT_WORD = 120


class EntriesField(forms.CharField):
    """A list written as text, each entry checked as the array's own entries are."""

    separator = ""

    def __init__(self, *, entry: forms.Field, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.entry = entry

    def prepare_value(self, value: Any) -> Any:
        is_list = isinstance(value, list | tuple)
        return self.separator.join(str(entry) for entry in value) if is_list else value

    def split(self, text: str) -> Iterable[str]:
        raise NotImplementedError

    def to_python(self, value: Any) -> Any:
        entries = (" ".join(entry.split()) for entry in self.split(value or ""))
        return list(dict.fromkeys(entry for entry in entries if entry))

    def clean(self, value: Any) -> Any:
        entries = super().clean(value)
        return [self._cleaned(entry) for entry in entries]

    def _cleaned(self, entry: str) -> Any:
        try:
            return self.entry.clean(entry)
        except ValidationError as fault:
            raise ValidationError([f"{entry}: {said}" for said in fault.messages]) from fault

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """Each entry has been checked by itself."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(map(str, initial or [])) != list(map(str, self.to_python(data)))


class LinesField(EntriesField):
    separator = "\n"
    widget = forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"})

    def split(self, text: str) -> Iterable[str]:
        return text.splitlines()


class WordsField(EntriesField):
    separator = ", "
    widget = forms.TextInput(attrs={"class": "vLargeTextField"})

    def split(self, text: str) -> Iterable[str]:
        return re.split(r"[,;\n،]", text)


class TickedField(forms.TypedMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def has_changed(self, initial: Any, data: Any) -> bool:
        return {str(one) for one in initial or []} != {str(one) for one in data or []}


#: Below the field, so that nobody has to guess how entries are parted.
HINTS = {LinesField: _("One a line."), WordsField: _("Commas between them.")}


def form_field(column: "ArrayField[Any, Any]", **kwargs: Any) -> forms.Field:
    """The form field for an array column."""
    entry = column.base_field
    options = {
        "label": capfirst(column.verbose_name),
        "help_text": column.help_text,
        "required": not column.blank,
    } | kwargs
    if entry.choices:
        return TickedField(choices=entry.choices, coerce=entry.to_python, **options)
    is_short = isinstance(entry, models.IntegerField) or (entry.max_length or 9999) <= SHORT_WORD
    kind = WordsField if is_short else LinesField
    options["help_text"] = options["help_text"] or HINTS[kind]
    # Addresses begin with https, unless somebody says otherwise.
    scheme: Any = {"assume_scheme": "https"} if isinstance(entry, models.URLField) else {}
    part = entry.formfield(**scheme)
    return kind(entry=part or forms.CharField(), **options)
