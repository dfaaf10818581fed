"""Resource centres in towns on the ground, and the nearest of them first."""

from collections.abc import Sequence
from dataclasses import dataclass

from hub.nearby.distances import kilometres
from hub.nearby.gazetteer import Town, find
from partners.models import ResourceCentre


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a centre is: exactly, or only by its town."""

    latitude: float
    longitude: float
    is_exact: bool


@dataclass(frozen=True, slots=True)
class Near:
    """A centre, and how far it is from where somebody is; unknown where its place is."""

    centre: ResourceCentre
    km: float | None


def spot_of(centre: ResourceCentre) -> Spot | None:
    """Its own position, else that of its town."""
    if centre.latitude is not None and centre.longitude is not None:
        return Spot(centre.latitude, centre.longitude, is_exact=True)
    town = find(centre.city, centre.country_id) if centre.city else None
    return Spot(town.latitude, town.longitude, is_exact=False) if town else None


def nearest(centres: Sequence[ResourceCentre], town: Town) -> list[Near]:
    """The nearest first; those across a border come after, who would go there?"""
    found = [Near(centre, _far(centre, town)) for centre in centres]
    return sorted(
        found,
        key=lambda near: (
            near.centre.country_id != town.country,
            near.km is None,
            near.km or 0.0,
            near.centre.name,
        ),
    )


def _far(centre: ResourceCentre, town: Town) -> float | None:
    spot = spot_of(centre)
    if spot is None:
        return None
    return kilometres((town.latitude, town.longitude), (spot.latitude, spot.longitude))
