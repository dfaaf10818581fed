"""Any list as a table: one line a row, lists joined, formulas made harmless."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

from rest_framework.renderers import BaseRenderer

from partners.spreadsheets import BETWEEN, harmless


class CsvRenderer(BaseRenderer):
    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None
    ) -> bytes:
        rows = data["results"] if isinstance(data, Mapping) and "results" in data else [data]
        return table(rows).encode()


def table(rows: Iterable[Mapping[str, Any]]) -> str:
    rows = list(rows)
    names = list(dict.fromkeys(name for row in rows for name in row))
    page = io.StringIO()
    writer = csv.writer(page)
    writer.writerow(names)
    writer.writerows([harmless(cell(row.get(name))) for name in names] for row in rows)
    return page.getvalue()


def cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, list | tuple):
        return BETWEEN.join(cell(each) for each in value)
    return str(value)
