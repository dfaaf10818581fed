"""Outputs in the formats of ``research.formats``, by ``Accept`` or ``?format=``."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from rest_framework.renderers import BaseRenderer, JSONRenderer

from research.formats import FORMATS, METADATA, Format, records

#: The API's own JSON has the name; citation software's has another here.
NAMES = {"json": "csljson"}


class RecordRenderer(BaseRenderer):
    """Writes the outputs whose keys it is given."""

    charset = "utf-8"
    written_as: Format

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None
    ) -> bytes:
        text = "".join(self.written_as.lines(records(data)))
        # DRF takes an empty answer for none and drops its type; a list of nothing has one.
        return (text or "\n").encode()


def _renderer(row: Format) -> type[RecordRenderer]:
    name = NAMES.get(row.suffix, row.suffix)
    told = {"media_type": row.media_type, "format": name, "written_as": row}
    return type(f"{name.title()}Renderer", (RecordRenderer,), told)


#: One object for one output, an array for a list.
LINKED_DATA = METADATA["jsonld"]
LISTED = replace(LINKED_DATA, header="[\n", between=",\n", footer="\n]\n")


class LinkedDataRenderer(RecordRenderer):
    media_type = LINKED_DATA.media_type
    format = LINKED_DATA.suffix
    written_as = LISTED

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None
    ) -> bytes:
        if renderer_context["view"].kwargs:
            return "".join(LINKED_DATA.lines(records(data))).encode()
        return super().render(data, accepted_media_type, renderer_context)


class InEveryFormat:
    """A view that is read in every format; what it answers to anything else is JSON."""

    request: Any

    def get_renderers(self) -> list[BaseRenderer]:
        method = getattr(self.request, "method", None) or "GET"
        more = RECORD_RENDERERS if method in {"GET", "HEAD"} else ()
        return [JSONRenderer(), *(renderer() for renderer in more)]


RECORD_RENDERERS: Sequence[type[RecordRenderer]] = (
    *map(_renderer, FORMATS.values()),
    LinkedDataRenderer,
)
