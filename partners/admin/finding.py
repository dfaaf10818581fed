"""One record by what stands in its address, whatever that is."""

import re
from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest

#: What can be the number of a row: no other digits, and none that no column holds.
NUMBER = re.compile(r"[0-9]{1,18}")


def is_number(said: str) -> bool:
    return NUMBER.fullmatch(said) is not None


def numbered(said: str) -> int:
    """The number that stands in an address. Raises ``Http404`` for anything else."""
    if not is_number(said):
        raise Http404
    return int(said)


class Finding(admin.ModelAdmin):  # type: ignore[type-arg]
    """Mix in before ModelAdmin."""

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        """Django takes an empty ``_to_field`` for the name of a field."""
        return super().get_object(request, object_id, from_field or None)
