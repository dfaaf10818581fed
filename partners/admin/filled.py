"""Forms shown as somebody left them: half filled, and with nothing complained about yet."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.forms.utils import ErrorDict, ErrorList
from django.http import QueryDict


def unasked(form: type[forms.ModelForm]) -> type[forms.ModelForm]:  # type: ignore[type-arg]
    """The same form, which says nothing of what is missing before it is sent."""

    class Unasked(form):  # type: ignore[misc, valid-type]
        def full_clean(self) -> None:
            self._errors: ErrorDict = ErrorDict()
            self.cleaned_data: dict[str, Any] = {}

    return Unasked


def filled(form: type[forms.ModelForm], data: QueryDict) -> type[forms.ModelForm]:  # type: ignore[type-arg]
    """The same form, filled with ``data`` whatever it is given."""

    class Filled(unasked(form)):  # type: ignore[misc]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            kwargs["data"] = data
            super().__init__(*args, **kwargs)

    return Filled


def unasked_rows(formset: type[forms.BaseModelFormSet]) -> type[forms.BaseModelFormSet]:  # type: ignore[type-arg]
    class UnaskedRows(formset):  # type: ignore[misc, valid-type]
        def full_clean(self) -> None:
            self._errors: list[dict[str, Any]] = [{} for _ in self.forms]
            self._non_form_errors = ErrorList()

    UnaskedRows.form = unasked(formset.form)
    return UnaskedRows


def rows(data: QueryDict, prefix: str, key: str) -> list[tuple[str, dict[str, list[str]]]]:
    """The typed rows of a list: each with the number of the row it changes, or none."""
    try:
        count = min(int(data.get(f"{prefix}-TOTAL_FORMS", "0")), 1000)
    except ValueError:
        return []
    found = []
    for number in range(count):
        start = f"{prefix}-{number}-"
        row = {name[len(start) :]: data.getlist(name) for name in data if name.startswith(start)}
        if row:
            found.append(((row.get(key) or [""])[0], row))
    return found


def fitted(data: QueryDict, prefix: str, key: str, present: Collection[str]) -> QueryDict:
    """``data`` for a list whose rows are ``present`` now: what was removed since is new again."""
    fit = QueryDict(mutable=True)
    for name in data:
        if not name.startswith(f"{prefix}-"):
            fit.setlist(name, data.getlist(name))
    typed = rows(data, prefix, key)
    kept = [row for number, row in typed if number in present]
    new = [{**row, key: [""]} for number, row in typed if number not in present]
    for place, row in enumerate([*kept, *new]):
        for name, values in row.items():
            fit.setlist(f"{prefix}-{place}-{name}", values)
    fit[f"{prefix}-TOTAL_FORMS"] = str(len(kept) + len(new))
    fit[f"{prefix}-INITIAL_FORMS"] = str(len(kept))
    for bound, value in (("MIN", "0"), ("MAX", "1000")):
        fit[f"{prefix}-{bound}_NUM_FORMS"] = value
    return fit


def as_typed(form: forms.BaseForm, name: str) -> dict[str, list[str]]:
    """What a browser would send for a field of an unbound form, by input."""
    field = form[name]
    value = field.value()
    # The admin wraps look-ups; the stubs know neither that nor the names of parts.
    widget: Any = getattr(field.field.widget, "widget", field.field.widget)
    if hasattr(widget, "widgets_names"):
        parts = widget.decompress(value)
        return {
            field.html_name + suffix: _texts(part.format_value(one))
            for suffix, part, one in zip(widget.widgets_names, widget.widgets, parts, strict=True)
        }
    if isinstance(widget, forms.CheckboxInput):
        return {field.html_name: ["on"] if value else []}
    return {field.html_name: _texts(widget.format_value(value))}


def _texts(value: Any) -> list[str]:
    if value is None:
        return [""]
    return [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)]
