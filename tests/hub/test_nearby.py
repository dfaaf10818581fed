"""Where a town lies, in any spelling; and which centre is the nearest to it."""

import pytest

from hub.nearby import gazetteer
from hub.nearby.distances import kilometres
from hub.nearby.gazetteer import Town
from hub.nearby.placing import nearest, spot_of
from hub.starter.loading import BUILT_IN
from hub.starter.reading import rows
from partners.models import Country, ResourceCentre

#: Every district of Bangladesh as its government writes it in English.
DISTRICTS = (
    "Bagerhat Bandarban Barguna Barishal Bhola Bogura Brahmanbaria Chandpur Chapainawabganj "
    "Chattogram Chuadanga Cumilla Cox's_Bazar Dhaka Dinajpur Faridpur Feni Gaibandha Gazipur "
    "Gopalganj Habiganj Jamalpur Jashore Jhalokati Jhenaidah Joypurhat Khagrachhari Khulna "
    "Kishoreganj Kurigram Kushtia Lakshmipur Lalmonirhat Madaripur Magura Manikganj Meherpur "
    "Moulvibazar Munshiganj Mymensingh Naogaon Narail Narayanganj Narsingdi Natore Netrokona "
    "Nilphamari Noakhali Pabna Panchagarh Patuakhali Pirojpur Rajbari Rajshahi Rangamati Rangpur "
    "Satkhira Shariatpur Sherpur Sirajganj Sunamganj Sylhet Tangail Thakurgaon"
).split()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Sylhet", ("Sylhet", "BD")),
        ("sylet", ("Sylhet", "BD")),
        ("সিলেট", ("Sylhet", "BD")),
        ("coxs bazar", ("Cox’s Bāzār", "BD")),
        ("Jessore", ("Jessore", "BD")),
        ("काठमाडौं", ("Kathmandu", "NP")),
        ("لاہور", ("Lahore", "PK")),
        ("யாழ்ப்பாணம்", ("Jaffna", "LK")),
        # Called so by itself, not only by an older name.
        ("Islamabad", ("Islamabad", "PK")),
    ],
)
def test_town_is_found_in_any_spelling_and_script(typed, found):
    town = gazetteer.find(typed)

    assert town
    assert (town.name, town.country) == found


def test_of_towns_with_one_name_that_of_the_country_is_meant():
    india, pakistan = gazetteer.find("Hyderabad"), gazetteer.find("Hyderabad", "PK")

    assert india
    assert pakistan
    assert (india.country, pakistan.country) == ("IN", "PK")


@pytest.mark.parametrize("typed", ["", "xyzzy", "\x00", "...", "a" * 500])
def test_what_is_no_town_is_not_found(typed):
    assert gazetteer.find(typed) is None


def test_every_district_of_bangladesh_is_known():
    lost = [name for name in DISTRICTS if not gazetteer.find(name.replace("_", " "), "BD")]

    assert (len(DISTRICTS), lost) == (64, [])


def test_every_town_of_the_starter_centres_is_known():
    centres = [row.cells for row in rows(BUILT_IN[0] / "resource_centres.yaml")]

    lost = [
        centre["city"]
        for centre in centres
        if centre.get("city") and not gazetteer.find(centre["city"], centre["country"])
    ]

    assert lost == []


def test_distance_is_that_of_the_globe():
    # London to Paris, which many have reckoned.
    assert round(kilometres((51.5074, -0.1278), (48.8566, 2.3522))) == 344


def centre(name: str, city: str, country: str = "BD", **more) -> ResourceCentre:
    return ResourceCentre(
        name=name, city=city, country=Country(code=country, name=country), **more
    )


def test_nearest_stand_first_those_across_a_border_last():
    sylhet = Town("Sylhet", "BD", 24.9, 91.87)
    centres = [
        centre("Nowhere", ""),
        centre("Shillong", "Shillong", "IN"),
        centre("Dhaka", "Dhaka"),
        centre("Next door", "Dhaka", latitude=24.91, longitude=91.87),
    ]

    found = nearest(centres, sylhet)

    assert [near.centre.name for near in found] == ["Next door", "Dhaka", "Nowhere", "Shillong"]
    assert [near.km and round(near.km) for near in found[:2]] == [1, 199]


def test_own_position_goes_before_that_of_the_town():
    placed = spot_of(centre("A", "Dhaka", latitude=1.0, longitude=2.0))
    by_town = spot_of(centre("B", "Dhaka"))

    assert placed
    assert by_town
    assert (placed.is_exact, placed.latitude) == (True, 1.0)
    assert by_town.is_exact is False
    assert spot_of(centre("C", "Atlantis")) is None
