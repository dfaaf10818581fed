"""What the sitemap lists: one row for each kind of page."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import DateTimeField, F, Max, Q, QuerySet, Value
from django.urls import reverse

from hub.models import Event
from partners.models import Institution, Person, ResourceCentre
from research.models import Output, Practice, Project, Theme

#: Addresses in one file: a fifth of what the protocol allows, as many readers stop earlier.
MOST = 10_000
#: Each page stands there once in each language.
PAGES = MOST // len(settings.LANGUAGES)
#: Pages that are no thing of a table.
PLAIN = (
    "hub:home",
    "research:theme-list",
    "research:briefs",
    "research:datasets",
    "research:learning-materials",
    "hub:institution-list",
    "hub:person-list",
    "hub:event-list",
    "hub:project-list",
    "hub:practice-list",
    "hub:resource-centre-list",
    "hub:statistics",
    "hub:about",
    "hub:data",
    "hub:privacy",
    "hub:accessibility",
)


@dataclass(frozen=True, slots=True)
class Page:
    path: str
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of page: its rows with ``lastmod``, and the name of their address."""

    rows: Callable[[], "QuerySet[Any]"]
    address: str

    def parts(self) -> list[datetime | None]:
        """When each part last changed; as many as there are parts."""
        found: dict[int, datetime | None] = {}
        rows = self.rows().order_by("pk").values_list("lastmod", flat=True)
        for number, changed_at in enumerate(rows.iterator(2000)):
            part = number // PAGES
            found[part] = _later(found.get(part), changed_at)
        return [found[part] for part in sorted(found)]

    def pages(self, part: int) -> Iterator[Page]:
        start = part * PAGES
        rows = self.rows().order_by("pk").values_list("slug", "lastmod")
        pattern = reverse(self.address, args=["a-slug"])
        for slug, changed_at in rows[start : start + PAGES]:
            yield Page(pattern.replace("a-slug", slug), changed_at)


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max((moment for moment in (one, other) if moment), default=None)


def _by_outputs(rows: "QuerySet[Any]", path: str) -> "QuerySet[Any]":
    """Changed when the last of their published outputs was."""
    is_published = Q(**{f"{path}__status": Output.Status.PUBLISHED})
    dated: QuerySet[Any] = rows.annotate(lastmod=Max(f"{path}__updated_at", filter=is_published))
    return dated


def _undated(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    undated: QuerySet[Any] = rows.annotate(lastmod=Value(None, output_field=DateTimeField()))
    return undated


SECTIONS = {
    "outputs": Section(
        lambda: Output.objects.published().annotate(lastmod=F("updated_at")), "research:output"
    ),
    "themes": Section(lambda: _by_outputs(Theme.objects.all(), "outputs"), "research:theme"),
    "institutions": Section(
        lambda: _by_outputs(Institution.objects.all(), "outputs"), "hub:institution"
    ),
    "people": Section(
        lambda: _by_outputs(Person.objects.shown(), "credits__output"), "hub:person"
    ),
    "events": Section(lambda: Event.objects.annotate(lastmod=F("updated_at")), "hub:event"),
    "projects": Section(lambda: _by_outputs(Project.objects.all(), "outputs"), "hub:project"),
    "practices": Section(lambda: _by_outputs(Practice.objects.all(), "outputs"), "hub:practice"),
    "resource-centres": Section(
        lambda: _undated(ResourceCentre.objects.all()), "hub:resource-centre"
    ),
}


def plain_pages() -> Iterable[Page]:
    return (Page(reverse(name), None) for name in PLAIN)
