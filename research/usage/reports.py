"""What an institution gets back: how its outputs stand, are read, are found and lack.

Every question is asked of counted days, never of single visits.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count

from partners.models import Country, Institution
from research.models import DayOfUsage, Output, SearchThatLed, Theme, UsageCount
from research.models.output_queries import MISSING, OutputQuerySet
from research.models.usage import Counts, DayOfUsageQuerySet, LedHere
from research.vocabularies import Status

#: The dashboard looks back so far.
RECENT = timedelta(days=365)
MOST_READ = 10
MOST_SOUGHT = 20
NO_COUNTS = Counts(investigations=0, requests=0, unique_investigations=0, unique_requests=0)


@dataclass(frozen=True, slots=True)
class Dashboard:
    """The figures of one institution, or of the whole hub."""

    by_status: list[tuple[str, str, int]]
    missing: list[tuple[str, int]]
    months: list[tuple[date, Counts]]
    total: Counts
    most_read: list[tuple[Output, Counts]]
    searches: list[LedHere]
    as_of: date | None
    began_on: date | None


@dataclass(frozen=True, slots=True)
class Line:
    """How often something was used: an output, or all those of a theme or country."""

    thing: Output | Theme | Country
    counts: Counts


@dataclass(frozen=True, slots=True)
class Report:
    """A range of days in figures, for those who pay for the work."""

    first: date
    last: date
    outputs: list[Line]
    themes: list[Line]
    countries: list[Line]
    total: Counts
    as_of: date | None
    began_on: date | None


def dashboard(institution: Institution | None, *, today: date) -> Dashboard:
    """Nine questions to the database, however many outputs there are."""
    own = _of(institution)
    looked_after = own.filter(owner=institution) if institution else own
    days = _days(own).between(today - RECENT, None)
    searches = SearchThatLed.objects.filter(output__in=own.values("pk"))
    return Dashboard(
        by_status=_by_status(looked_after),
        missing=_missing(looked_after),
        months=days.by_month(),
        total=days.counts(),
        most_read=_most_read(days),
        searches=list(searches.between(today - RECENT, None).by_text()[:MOST_SOUGHT]),
        as_of=UsageCount.objects.as_of(),
        began_on=UsageCount.objects.began_on(),
    )


def report(
    institution: Institution | None, first: date, last: date, *, funder: Institution | None = None
) -> Report:
    """Of what is or was public, also what nobody opened; the most read first."""
    outputs = _of(institution).public_or_withdrawn()
    outputs = outputs.funded_by(funder) if funder else outputs
    days = _days(outputs).between(first, last)
    counts = days.by_output()
    rows = [
        Line(output, counts.get(output.pk, NO_COUNTS))
        for output in outputs.prefetch_related("themes", "countries").newest_first()
    ]
    rows.sort(key=lambda line: -line.counts["investigations"])
    return Report(
        first=first,
        last=last,
        outputs=rows,
        themes=_grouped(rows, "themes"),
        countries=_grouped(rows, "countries"),
        total=days.counts(),
        as_of=UsageCount.objects.as_of(),
        began_on=UsageCount.objects.began_on(),
    )


def _of(institution: Institution | None) -> OutputQuerySet:
    everything = Output.objects.all()
    return everything.of_concern_to(institution) if institution else everything


def _days(outputs: OutputQuerySet) -> DayOfUsageQuerySet:
    return DayOfUsage.objects.filter(output__in=outputs.values("pk"))


def _by_status(outputs: OutputQuerySet) -> list[tuple[str, str, int]]:
    counts = dict(outputs.values_list("status").annotate(Count("pk", distinct=True)))
    return [(value, str(label), counts.get(value, 0)) for value, label in Status.choices]


def _missing(outputs: OutputQuerySet) -> list[tuple[str, int]]:
    """One question for all: how many of what is public lack what."""
    # Not by the plain names: a later condition would take an earlier count for its column.
    lacking = {
        f"without_{name}": Count("pk", filter=condition, distinct=True)
        for name, condition in MISSING.items()
    }
    found: Mapping[str, int] = outputs.published().aggregate(**lacking)
    return [(name, found[f"without_{name}"]) for name in MISSING]


def _most_read(days: DayOfUsageQuerySet) -> list[tuple[Output, Counts]]:
    counts = days.by_output()
    best = sorted(counts, key=lambda pk: (-counts[pk]["investigations"], pk))[:MOST_READ]
    outputs = Output.objects.in_bulk(best)
    return [(outputs[pk], counts[pk]) for pk in best if pk in outputs]


def _grouped(rows: Iterable[Line], name: str) -> list[Line]:
    """Sums by theme or country: an output under two of them counts for both."""
    things: dict[object, Theme | Country] = {}
    sums: dict[object, Counts] = {}
    for line in rows:
        for thing in getattr(line.thing, name).all():
            things[thing.pk] = thing
            sums[thing.pk] = _added(sums.get(thing.pk, NO_COUNTS), line.counts)
    best = sorted(sums, key=lambda pk: (-sums[pk]["investigations"], str(things[pk])))
    return [Line(things[pk], sums[pk]) for pk in best]


def _added(one: Counts, other: Counts) -> Counts:
    return Counts(
        investigations=one["investigations"] + other["investigations"],
        requests=one["requests"] + other["requests"],
        unique_investigations=one["unique_investigations"] + other["unique_investigations"],
        unique_requests=one["unique_requests"] + other["unique_requests"],
    )
