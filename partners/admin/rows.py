"""Rows of a form whose places in their order count themselves.

People write 1, 2, 3 or nothing at all; whatever they write, the rows are saved as
1 to n, so two rows never claim the same place.
"""

from collections import defaultdict
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

#: Where a row without a place goes: behind all others.
LAST = 32_000


class OrderedForm(forms.ModelForm):  # type: ignore[type-arg]
    order = forms.IntegerField(
        label=_("Order"),
        required=False,
        min_value=0,
        max_value=LAST,
        widget=forms.NumberInput(attrs={"class": "order"}),
    )

    def clean_order(self) -> int:
        order: int | None = self.cleaned_data["order"]
        return LAST if order is None else order

    def _get_validation_exclusions(self) -> set[str]:
        # Two rows that change places are both right at the end, though neither is before.
        return super()._get_validation_exclusions() | {"order"}  # type: ignore[misc, no-any-return]

    def has_changed(self) -> bool:
        return bool(set(self.changed_data) - ({"order"} if self.instance.pk is None else set()))


class SaidOnceFormSet(forms.BaseInlineFormSet):  # type: ignore[type-arg]
    """Refuses twins among new rows, which no look into the database can find."""

    def clean(self) -> None:
        super().clean()
        for constraint in self.fk.model._meta.constraints:  # noqa: SLF001 - public in Django
            if isinstance(constraint, models.UniqueConstraint) and constraint.fields:
                self._refuse_twins(constraint)

    def _refuse_twins(self, constraint: models.UniqueConstraint) -> None:
        names = [name for name in constraint.fields if name != self.fk.name]
        if "order" in names:
            return
        seen = set()
        for form in self.forms:
            values = tuple(form.cleaned_data.get(name) for name in names) if _counts(form) else ()
            # To a constraint, two rows that name nothing are no twins unless it says so.
            is_said = constraint.nulls_distinct is False or None not in values
            if values and is_said and values in seen:
                form.add_error(None, ValidationError(_("This stands here twice.")))
            seen.add(values)

    @property
    def kept(self) -> list[forms.ModelForm]:  # type: ignore[type-arg]
        return [form for form in self.forms if form.instance.pk and _counts(form)]


def _counts(form: forms.ModelForm) -> bool:  # type: ignore[type-arg]
    cleaned: dict[str, Any] = getattr(form, "cleaned_data", {})
    return bool(cleaned) and not cleaned.get("DELETE") and not form.errors


class OrderedFormSet(SaidOnceFormSet):
    #: Rows are counted apart for each value of these fields.
    counted_by: tuple[str, ...] = ()

    def save(self, commit: bool = True) -> Any:
        saved = super().save(commit)
        if commit:
            self._count_anew()
        return saved

    def _count_anew(self) -> None:
        groups: dict[tuple[object, ...], list[Any]] = defaultdict(list)
        # Of two rows with the same place, the one just moved there goes first.
        for form in sorted(self.kept, key=lambda f: (f.instance.order, not f.has_changed())):
            group = tuple(getattr(form.instance, name) for name in self.counted_by)
            groups[group].append(form.instance)
        for rows in groups.values():
            for place, row in enumerate(rows, 1):
                if row.order != place:
                    row.order = place
                    row.save(update_fields=["order"])
