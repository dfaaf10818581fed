"""Numbered dots on land without borders: none covers another, all lie on the map."""

from math import hypot

from hub.figures.dots import dot_map
from hub.figures.land import outline
from hub.figures.map_labels import Extent, Place

COLOMBO = [
    Place("Battaramulla", 79.918, 6.896),
    Place("Thalahena", 79.945, 6.905),
    Place("Katunayake", 79.888, 7.170),
    Place("Colombo", 79.918, 6.896),
]


def test_dots_of_one_town_stand_side_by_side_and_say_where_they_belong():
    found = dot_map(COLOMBO)

    assert found
    dots = found.dots
    assert [dot.number for dot in dots] == [1, 2, 3, 4]
    apart = [hypot(a.x - b.x, a.y - b.y) for a in dots for b in dots if a.number < b.number]
    assert min(apart) >= 14
    assert any(dot.is_moved for dot in dots)
    assert all(0 <= dot.x <= found.width and 0 <= dot.y <= found.height for dot in dots)


def test_no_places_make_no_map():
    assert dot_map([]) is None


def test_name_of_a_country_gives_way_to_dots():
    nepal = Place("Nepal", 85.3, 27.7)

    found = dot_map([Place("Kathmandu", 85.3, 27.7)], [nepal, Place("Peru", -75, -9)])

    assert found
    (name,) = found.names
    assert name.label == "Nepal"
    assert abs(name.y - found.dots[0].y) > 16


def test_land_is_cut_at_the_edge_of_the_map():
    extent = Extent(west=88, east=94, south=20, north=27)

    path = outline(extent)

    points = [tuple(map(int, pair.split(","))) for ring in path.split("Z") for pair in
              ring.lstrip("M").split("L") if pair]  # fmt: skip
    assert path.startswith("M")
    assert {x for x, _y in points} <= set(range(331))
    assert {y for _x, y in points} <= set(range(extent.height + 1))


def test_open_sea_has_no_land():
    assert outline(Extent(west=-40, east=-30, south=-30, north=-20)) == ""
