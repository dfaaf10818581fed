"""The first few of many on a page of a country, with a link to all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hub.models import Event
from hub.views.fact_rows import list_address
from partners.models import Country, Institution, ResourceCentre
from research.models import Practice, Project
from research.views.result_links import Link


@dataclass(frozen=True, slots=True)
class Few:
    """What stands on the page, how many there are, and where they all are."""

    rows: tuple[Any, ...]
    count: int
    more: Link | None


@dataclass(frozen=True, slots=True)
class Shelf:
    """A kind of thing that a country has: which, how many are shown, the words for all."""

    of: Callable[[Country], QuerySet[Any]]
    shown: int
    list_page: str
    all_words: Promise
    #: How the list is narrowed to the country; empty where it can't be.
    parameter: str = "country"


SHELVES = {
    "institutions": Shelf(
        lambda country: Institution.objects.others().in_country(country).by_name(),
        8,
        "hub:institution-list",
        _("All %(count)d institutions"),
    ),
    "practices": Shelf(
        lambda country: Practice.objects.in_country(country).by_title().for_listing(),
        4,
        "hub:practice-list",
        _("All %(count)d practices"),
    ),
    "projects": Shelf(
        lambda country: Project.objects.in_country(country).newest_first(),
        4,
        "hub:project-list",
        _("All %(count)d projects"),
    ),
    "centres": Shelf(
        lambda country: ResourceCentre.objects.in_country(country).by_place().for_listing(),
        4,
        "hub:resource-centre-list",
        _("All %(count)d places of help"),
    ),
    "events": Shelf(
        lambda country: Event.objects.about_country(country).newest_first().for_listing(),
        4,
        "hub:event-list",
        _("All events"),
        parameter="",
    ),
}


def shelves(country: Country) -> dict[str, Few]:
    """Every shelf of the country, in two questions each."""
    return {name: _few(shelf, country) for name, shelf in SHELVES.items()}


def _few(shelf: Shelf, country: Country) -> Few:
    found = shelf.of(country)
    rows, count = tuple(found[: shelf.shown]), found.count()
    narrowed = {shelf.parameter: country.code.lower()} if shelf.parameter else {}
    words = str(shelf.all_words) % {"count": count}
    more = Link(words, list_address(shelf.list_page, **narrowed)) if count > len(rows) else None
    return Few(rows, count, more)
