"""What goes out: one row for each table, one for each column of it.

Abstracts of works that others published are theirs: they stay here, unless the work's licence
lets everybody pass them on (``research.formats.open_json``). Notes for staff, provenance and
whatever is not public never go out.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from hub.models import Event
from partners.models import Country, Institution, Person, ResourceCentre
from research.formats import open_json, records
from research.models import (
    Corridor,
    Output,
    Practice,
    Project,
    Recommendation,
    Theme,
)

Columns = Mapping[str, Callable[[Any], Any]]
#: Rows read at once.
CHUNK = 1_000


@dataclass(frozen=True, slots=True)
class Table:
    """What stands in it in words, its rows as they stream, and its columns."""

    says: str
    rows: Callable[[], Iterable[Any]]
    columns: Columns

    def lines(self) -> Iterator[dict[str, Any]]:
        for row in self.rows():
            yield {name: read(row) for name, read in self.columns.items()}


def _streamed(rows: Callable[[], "QuerySet[Any]"]) -> Callable[[], Iterable[Any]]:
    return lambda: rows().order_by("pk").iterator(CHUNK)


def _plain(*names: str) -> Columns:
    """Columns that are sent as they are."""

    def reader(name: str) -> Callable[[Any], Any]:
        return lambda row: getattr(row, name)

    return {name: reader(name) for name in names}


def _slugs(name: str, attribute: str = "slug") -> Columns:
    return {name: lambda row: [getattr(one, attribute) for one in getattr(row, name).all()]}


def _houses(name: str) -> Columns:
    """Institutions with what they did."""
    return {
        "institutions": lambda row: [
            {"slug": link.institution.slug, "role": link.role} for link in getattr(row, name).all()
        ]
    }


def _slug_of(name: str, attribute: str = "slug") -> Columns:
    def read(row: Any) -> Any:
        other = getattr(row, name)
        return getattr(other, attribute) if other else None

    return {name: read}


PUBLISHED = Prefetch("outputs", Output.objects.published().only("pk", "slug"))
COUNTRY: Columns = {"country": lambda row: row.country_id}

TABLES: Mapping[str, Table] = {
    "outputs": Table(
        "Published outputs, with people, institutions and the addresses of their files",
        lambda: records(Output.objects.published().order_by("pk")),
        open_json.FIELDS,
    ),
    "recommendations": Table(
        "What published outputs ask of whom",
        _streamed(
            lambda: Recommendation.objects.filter(
                output__in=Output.objects.published()
            ).select_related("output", "theme", "corridor")
        ),
        {
            **_plain("id"),
            **_slug_of("output"),
            **_plain("topic", "actor", "body"),
            **COUNTRY,
            **_slug_of("theme"),
            **_slug_of("corridor"),
            **_plain("text", "page"),
        },
    ),
    "themes": Table(
        "The five themes",
        _streamed(lambda: Theme.objects.all()),
        _plain("slug", "name", "description", "order", "sdgs"),
    ),
    "people": Table(
        "People who wrote, spoke or worked, with where they did",
        _streamed(lambda: Person.objects.shown().with_affiliations()),
        {
            **_plain("slug", "name", "name_variants", "orcid"),
            "affiliations": lambda row: [
                {
                    "institution": each.institution.slug if each.institution else None,
                    "role": each.role,
                    "as_of": each.as_of,
                }
                for each in row.affiliations.all()
            ],
        },
    ),
    "institutions": Table(
        "Institutions",
        _streamed(lambda: Institution.objects.select_related("parent")),
        {
            **_plain("slug", "name", "acronym", "kind", "hub_role"),
            **COUNTRY,
            **_plain("city", "website", "founded", "ror", "description"),
            **_slug_of("parent"),
        },
    ),
    "projects": Table(
        "Projects, with institutions and published outputs",
        _streamed(
            lambda: Project.objects.prefetch_related(
                "themes", "countries", "project_institutions__institution", PUBLISHED
            )
        ),
        {
            **_plain("slug", "title", "acronym", "status", "start", "end", "summary"),
            **_plain("objectives", "results", "places", "budget_usd"),
            **_slugs("themes"),
            **_slugs("countries", "code"),
            **_houses("project_institutions"),
            **_plain("other_partners"),
            **_slugs("outputs"),
        },
    ),
    "practices": Table(
        "What was tried, and what was learnt",
        _streamed(
            lambda: Practice.objects.prefetch_related(
                "themes", "countries", "institutions", PUBLISHED
            )
        ),
        {
            **_plain("slug", "title", "is_proposal", "year", "sector", "forms", "stages"),
            **_plain("populations", "what_was_done", "what_was_learnt", "evidence"),
            **_slugs("themes"),
            **_slugs("countries", "code"),
            **_slugs("institutions"),
            **_slugs("outputs"),
        },
    ),
    "events": Table(
        "Meetings to come and held",
        _streamed(
            lambda: Event.objects.prefetch_related(
                "themes", "countries", "event_institutions__institution", PUBLISHED
            )
        ),
        {
            **_plain("slug", "title", "kind", "starts_on", "ends_on", "timezone", "mode"),
            **COUNTRY,
            **_plain("city", "venue", "summary"),
            **_slugs("themes"),
            **_slugs("countries", "code"),
            **_houses("event_institutions"),
            **_slugs("outputs"),
        },
    ),
    "resource-centres": Table(
        "Places where migrants and their families find advice or help",
        _streamed(lambda: ResourceCentre.objects.prefetch_related("operators")),
        {
            **_plain("slug", "name", "kind"),
            **COUNTRY,
            **_plain("region", "city", "address", "latitude", "longitude", "services"),
            **_plain("helps_with", "languages", "phones", "website", "weekly_hours", "hours"),
            **_plain("last_confirmed_on"),
            **_slugs("operators"),
        },
    ),
    "countries": Table(
        "Countries by ISO 3166-1 alpha-2 code",
        _streamed(lambda: Country.objects.all()),
        _plain("code", "name", "is_of_the_hub"),
    ),
    "corridors": Table(
        "Where people go from and to",
        _streamed(lambda: Corridor.objects.all()),
        {
            **_plain("slug"),
            "origin": lambda row: row.origin_id,
            "destination": lambda row: row.destination_id,
        },
    ),
}
