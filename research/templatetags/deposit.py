"""What the pages of a deposit ask in their templates."""

from typing import Any

from django import template

register = template.Library()


@register.filter
def of(notes: Any, name: str) -> Any:
    """The notes of one field, from research.admin.field_notes.Notes."""
    return notes.of(name)
