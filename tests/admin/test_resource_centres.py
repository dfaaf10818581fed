"""The form of a centre: opening hours day by day, and what it helps with."""

import pytest

from tests.factories import ResourceCentreFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_hours_are_typed_day_by_day(client):
    centre = ResourceCentreFactory(weekly_hours="Mo 09:00-12:00")
    client.force_login(UserFactory(is_superuser=True))
    address = f"/admin/partners/resourcecentre/{centre.pk}/change/"
    typed = {
        "name": centre.name,
        "slug": centre.slug,
        "kind": centre.kind,
        "country": "NP",
        "services": "Advice",
        "helps_with": ["legal"],
        "weekly_hours_0": "9-12, 13-17",
        "weekly_hours_6": "10:00-13:00",
    }

    page = client.get(address).content.decode()
    answer = client.post(address, typed)

    assert 'value="09:00-12:00"' in page
    assert 'aria-label="Sunday"' in page
    assert answer.status_code == 302
    centre.refresh_from_db()
    assert centre.weekly_hours == "Mo 09:00-12:00,13:00-17:00; Su 10:00-13:00"
    assert centre.helps_with == ["legal"]


def test_hours_that_are_none_are_told(client):
    centre = ResourceCentreFactory()
    client.force_login(UserFactory(is_superuser=True))

    answer = client.post(
        f"/admin/partners/resourcecentre/{centre.pk}/change/", {"weekly_hours_2": "always"}
    )

    assert "Wednesday: Write hours as in 09:00-17:00." in answer.content.decode()
