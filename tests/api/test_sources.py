"""``/api/v1/sources/``: where records come from, and how it went the last time."""

import pytest
from django.utils import timezone

from research.models import Harvest
from tests.factories import InstitutionFactory
from tests.factories.harvests import SourceFactory

pytestmark = pytest.mark.django_db


def test_sources_tell_their_last_run_and_its_counts(client):
    source = SourceFactory(
        slug="ips", name="IPS", kind="feed", institution=InstitutionFactory(slug="ips-lk")
    )
    Harvest.objects.create(source=source, state="failed", reason="It is down.")
    run = Harvest.objects.create(source=source, state="finished", seen=3, new=2, set_aside=1)

    [row] = client.get("/api/v1/sources/").json()["results"]

    assert row.pop("last_run") == {
        "state": "finished",
        "begun_at": timezone.localtime(run.begun_at).isoformat(),
        "finished_at": None,
        "seen": 3,
        "new": 2,
        "changed": 0,
        "unchanged": 0,
        "proposed": 0,
        "irrelevant": 0,
        "set_aside": 1,
        "deleted": 0,
    }
    assert row == {
        "slug": "ips",
        "name": "IPS",
        "kind": "feed",
        "institution": "ips-lk",
        "is_own": False,
        "trust": "review",
        "is_active": False,
        "every_hours": 24,
    }


def test_sources_are_narrowed_by_institution_and_kind(client):
    SourceFactory(slug="wanted", kind="feed", institution=InstitutionFactory(slug="ips"))
    SourceFactory(slug="other", kind="crossref")

    for query in ("institution=ips", "kind=feed"):
        rows = client.get(f"/api/v1/sources/?{query}").json()["results"]
        assert [row["slug"] for row in rows] == ["wanted"]


def test_settings_of_a_source_are_nobodys_business(client):
    SourceFactory(slug="ips", settings={"address": "https://example.org/secret"})

    assert b"secret" not in client.get("/api/v1/sources/ips/").content


@pytest.mark.parametrize("how_many", [1, 3])
def test_list_of_sources_asks_a_fixed_number_of_questions(
    client, django_assert_num_queries, how_many
):
    for _each in range(how_many):
        source = SourceFactory(institution=InstitutionFactory())
        Harvest.objects.create(source=source, state="finished")

    with django_assert_num_queries(2):
        client.get("/api/v1/sources/")
