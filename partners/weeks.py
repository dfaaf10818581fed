"""Opening hours as a box for each day, written as people write hours."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from partners import opening_hours
from partners.opening_hours import day_name

DAYS = range(7)


@dataclass(frozen=True, slots=True)
class Box:
    """The box of one day, as a page draws it."""

    day: str
    name: str
    id: str
    value: str


class WeekWidget(forms.MultiWidget):
    """Seven boxes; pages draw them by ``boxes_of``, the admin as they come, named by their day."""

    def __init__(self, attrs: dict[str, str] | None = None) -> None:
        super().__init__([forms.TextInput() for _day in DAYS], attrs)

    def decompress(self, value: Any) -> list[str]:
        try:
            week = opening_hours.read(value or "")
        except ValidationError:
            return [""] * 7
        return [", ".join(map(str, spans)) for spans in week]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        for day, box in zip(DAYS, context["widget"]["subwidgets"], strict=True):
            box["attrs"] |= {"aria-label": day_name(day, "wide"), "placeholder": day_name(day)}
        return context


def boxes_of(field: forms.BoundField) -> list[Box]:
    """With what was typed, or else what stands there."""
    context = field.field.widget.get_context(field.html_name, field.value(), {"id": field.auto_id})
    return [
        Box(day_name(day, "wide"), box["name"], box["attrs"]["id"], box["value"] or "")
        for day, box in zip(DAYS, context["widget"]["subwidgets"], strict=True)
    ]


class WeekField(forms.MultiValueField):
    widget = WeekWidget

    def __init__(self, **kwargs: Any) -> None:
        boxes = [forms.CharField(required=False, max_length=60) for _ in DAYS]
        super().__init__(fields=boxes, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> str:
        """Each day is read; the first that says no hours is told with its name."""
        week = []
        for day, typed in enumerate(data_list or [""] * 7):
            try:
                week.append(opening_hours.spans_of(typed or ""))
            except ValidationError as fault:
                raise ValidationError(f"{day_name(day, 'wide')}: {fault.messages[0]}") from fault
        return opening_hours.write(tuple(week))
