"""A row of an import as people see it: what becomes of it, and why."""

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from research.models import ImportRow, Output


@dataclass(frozen=True, slots=True)
class Other:
    """An output that a row is, or is like; with an address where the reader may open it."""

    title: str
    institution: str
    address: str


@dataclass(frozen=True, slots=True)
class ShownRow:
    line: int
    title: str
    verdict: str
    verdict_label: str | Promise
    stage_label: str | Promise
    #: Column, value and reason of each remark.
    remarks: list[list[str]]
    match: Other | None
    repeats: int | None
    percent: int | None
    reasons: list[str]
    output: Other | None


def shown(row: ImportRow, reach: Collection[int]) -> ShownRow:
    return ShownRow(
        line=row.line,
        title=row.title,
        verdict=row.verdict,
        verdict_label=row.get_verdict_display(),
        stage_label="" if row.stage == ImportRow.Stage.WAITING else row.get_stage_display(),
        remarks=row.remarks,
        match=other(row.match, reach) if row.match else None,
        repeats=row.repeats,
        percent=round(row.score * 100) if row.score is not None else None,
        reasons=row.reasons,
        output=other(row.output, reach) if row.output else None,
    )


def other(output: Output, reach: Collection[int]) -> Other:
    """Of what is not public and of another institution, no more than that it is there."""
    whose = output.owner.short_name if output.owner else ""
    if output.pk in reach:
        return Other(
            output.title, whose, reverse("admin:research_output_change", args=[output.pk])
        )
    if output.is_public:
        return Other(output.title, whose, output.get_absolute_url())
    if whose:
        return Other(_("A draft of another institution"), whose, "")
    return Other(_("A record that is not public yet"), "", "")
