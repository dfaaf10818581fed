"""A report as rows of a spreadsheet, in which nothing that somebody typed is a formula."""

import csv
from collections.abc import Iterator
from io import StringIO

from django.utils.translation import gettext as _

from research.models import Output
from research.usage.method import method
from research.usage.reports import Line, Report

#: In the words of COUNTER, which donors' own tools may read.
HEAD = (
    "Counted",
    "Title",
    "Address",
    "DOI",
    "Type",
    "Issued",
    "Total_Item_Investigations",
    "Total_Item_Requests",
    "Unique_Item_Investigations",
    "Unique_Item_Requests",
)
#: A spreadsheet takes a cell that begins so for something to carry out.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def harmless(value: str) -> str:
    """Text stays text: an apostrophe before it is what spreadsheets themselves write."""
    return f"'{value}" if value.lstrip().startswith(DANGEROUS) else value


def written(report: Report, site: str) -> str:
    """The report as CSV; a byte-order mark tells Excel that it is UTF-8."""
    sheet = StringIO("\ufeff")
    sheet.seek(0, 2)
    writer = csv.writer(sheet)
    writer.writerow(HEAD)
    writer.writerows(_rows(report, site))
    return sheet.getvalue()


def _rows(report: Report, site: str) -> Iterator[list[str | int]]:
    kinds = (("output", report.outputs), ("theme", report.themes), ("country", report.countries))
    for kind, lines in kinds:
        for line in lines:
            yield _row(kind, line, site)
    yield ["all", _("All outputs together"), "", "", "", "", *report.total.values()]  # type: ignore[list-item]
    for sentence in method(report):
        yield ["note", harmless(sentence)]


def _row(kind: str, line: Line, site: str) -> list[str | int]:
    thing, counts = line.thing, line.counts
    about = ["", "", "", ""]
    if isinstance(thing, Output):
        address = f"{site}{thing.get_absolute_url()}"
        about = [address, thing.doi, str(thing.get_type_display()), thing.issued]
    figures = (
        counts["investigations"],
        counts["requests"],
        counts["unique_investigations"],
        counts["unique_requests"],
    )
    return [kind, *map(harmless, [str(thing), *about]), *figures]
