"""How far it is, as the crow flies."""

from math import asin, cos, radians, sin, sqrt

#: Mean radius of the Earth.
RADIUS_KM = 6371.0


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Between two positions, each latitude and longitude in degrees."""
    (lat, lon), (to_lat, to_lon) = (map(radians, one), map(radians, other))
    half = sin((to_lat - lat) / 2) ** 2 + cos(lat) * cos(to_lat) * sin((to_lon - lon) / 2) ** 2
    return 2 * RADIUS_KM * asin(min(1.0, sqrt(half)))
