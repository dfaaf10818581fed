"""Resource centres as their list shows them: numbered by town, or by how near they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.figures.dots import DotMap, dot_map
from hub.figures.map_labels import Place
from hub.figures.mapping import country_places
from hub.nearby.placing import Near, Spot, spot_of
from hub.views.groups import Group, grouped
from partners.models import ResourceCentre

NO_CITY = ("no-city", gettext_lazy("Several places, or not known"))
#: Nearer than this it is the same town, as far as the hub knows.
SAME_TOWN_KM = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """A centre in the list: the number of its dot, and how far it is, in words."""

    centre: ResourceCentre
    spot: Spot | None
    number: int | None = None
    away: str = ""

    @property
    def position(self) -> str:
        """For the script that finds the nearest without asking the server."""
        return f"{self.spot.latitude},{self.spot.longitude}" if self.spot else ""


@dataclass(frozen=True, slots=True)
class Shown:
    """The entries in the order of the list, and the map of them."""

    entries: tuple[Entry, ...]
    map: DotMap | None


def shown(rows: Sequence[Near], names: dict[str, str] | None = None) -> Shown:
    """Towns are numbered as they come; a centre without a town has no number.

    ``names`` of countries, by code, stand on the map where there is room.
    """
    places: dict[tuple[float, float], Place] = {}
    entries = []
    for near in rows:
        spot = spot_of(near.centre)
        number = None
        if spot:
            key = (round(spot.latitude, 2), round(spot.longitude, 2))
            label = near.centre.city or near.centre.name
            places.setdefault(key, Place(label, spot.longitude, spot.latitude))
            number = list(places).index(key) + 1
        entries.append(Entry(near.centre, spot, number, away(near.km)))
    return Shown(tuple(entries), dot_map(list(places.values()), country_places(names or {})))


def by_country(entries: Iterable[Entry]) -> tuple[Group[Group[Entry]], ...]:
    countries = grouped(entries, _country)
    return tuple(Group(one.label, one.anchor, _by_city(one.rows)) for one in countries)


def in_order(rows: Iterable[ResourceCentre]) -> list[Near]:
    """Country by country and town by town; those without a town stand last of their country."""
    return [
        Near(row, None)
        for row in sorted(rows, key=lambda row: (row.country.name, not row.city, row.city))
    ]


def away(km: float | None) -> str:
    """A distance as roughly as it is known: between towns, as the crow flies."""
    if km is None:
        return ""
    if km < SAME_TOWN_KM:
        return _("in or near this town")
    step = 5 if km < 100 else 10
    return _("about %s km away") % number_format(round(km / step) * step)


def _country(entry: Entry) -> tuple[str, str]:
    country = entry.centre.country
    return country.code.lower(), country.local_name


def _by_city(rows: tuple[Entry, ...]) -> tuple[Group[Entry], ...]:
    return grouped(rows, _city)


def _city(entry: Entry) -> tuple[str, str | Promise]:
    city = entry.centre.city
    return (city, city) if city else NO_CITY
