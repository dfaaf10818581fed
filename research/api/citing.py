"""Outputs in the formats of ``research.formats``, by ``Accept`` or ``?format=``."""

from collections.abc import Sequence
from typing import Any

from rest_framework.renderers import BaseRenderer

from research.formats import FORMATS, Format, records

#: The API's own JSON has the name; citation software's has another here.
NAMES = {"json": "csljson"}


class RecordRenderer(BaseRenderer):
    """Writes the outputs whose keys it is given."""

    charset = "utf-8"
    written_as: Format

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None
    ) -> bytes:
        return "".join(self.written_as.lines(records(data))).encode()


def _renderer(row: Format) -> type[RecordRenderer]:
    name = NAMES.get(row.suffix, row.suffix)
    told = {"media_type": row.media_type, "format": name, "written_as": row}
    return type(f"{name.title()}Renderer", (RecordRenderer,), told)


RECORD_RENDERERS: Sequence[type[RecordRenderer]] = tuple(map(_renderer, FORMATS.values()))
