"""Where readers find a record: its page, as a whole address."""

from typing import Any

from rest_framework import serializers


class PageAddress(serializers.URLField):
    """The address of the record's own page."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(source="*", read_only=True, **kwargs)

    def to_representation(self, value: Any) -> str:
        return f"{self.context['site']}{value.get_absolute_url()}"
