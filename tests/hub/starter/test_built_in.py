"""The hub's own starter content, loaded once for all of these tests."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import override_settings

from hub import starter
from hub.models import Event, Session, Speaker
from hub.starter import ListSummary, Summary
from partners.models import Affiliation, Institution, Person, ResourceCentre
from research.ingestion.connectors.table import CONNECTORS
from research.models import (
    Credit,
    Document,
    Edition,
    Output,
    Practice,
    Project,
    Recommendation,
    Source,
    Theme,
)
from research.search import Criteria, building, find

# Marked for the database too, so that no test that empties it comes before.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def loaded(
    django_db_setup: Any, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Summary]:
    media = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media), transaction.atomic():
        yield starter.load()
        transaction.set_rollback(True)


def test_every_row_goes_in(loaded: Summary) -> None:
    assert loaded.lists == (
        ListSummary("themes", seen=5, changed=5),
        ListSummary("institutions", seen=80, new=80),
        ListSummary("people", seen=281, new=281),
        ListSummary("outputs", seen=212, new=212),
        ListSummary("guides", seen=8, new=8),
        ListSummary("projects", seen=44, new=44),
        ListSummary("events", seen=28, new=28),
        ListSummary("resource_centres", seen=26, new=26),
        ListSummary("good_practices", seen=30, new=30),
        ListSummary("thesaurus", seen=181, new=181),
        ListSummary("sources", seen=15, new=15),
        ListSummary("classification", seen=235, new=235),
    )


def test_the_tables_hold_what_the_lists_say() -> None:
    kinds = (Theme, Institution, Person, Output, Project, Event, ResourceCentre, Practice)

    assert [kind.objects.count() for kind in kinds] == [5, 80, 281, 220, 44, 28, 26, 30]
    assert Theme.objects.filter(description="").count() == 0
    assert Session.objects.count() == 34
    assert Counter(Speaker.objects.values_list("part", flat=True)) == {
        "speaker": 106,
        "moderator": 14,
    }


def test_sources_are_well_described_and_asked_by_nobody() -> None:
    for source in Source.objects.by_name():
        checked = CONNECTORS[source.kind].checked(source.settings)
        assert (checked.settings, checked.problems) == (source.settings, {})
    assert Source.objects.count() == 15
    assert Source.objects.active().count() == 0


def test_everything_is_published_and_58_are_external() -> None:
    assert Output.objects.published().count() == 220
    assert Counter(Output.objects.values_list("origin", flat=True)) == {
        "partner": 78,
        "programme": 84,
        "external": 58,
    }


def _change_feed() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM research_outputchange")
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("update", [False, True])
def test_a_second_load_changes_nothing(update: bool) -> None:
    before = list(Output.objects.order_by("pk").values_list("pk", "updated_at")), _change_feed()

    again = starter.load(update=update)

    assert {(one.seen, one.new, one.changed) for one in again.lists} == {
        (one.unchanged, 0, 0) for one in again.lists
    }
    after = list(Output.objects.order_by("pk").values_list("pk", "updated_at")), _change_feed()
    assert after == before


@pytest.mark.parametrize(
    ("slug", "issued"),
    [
        ("impact-of-migration-on-poverty-and-development-2012", "2012-09"),
        ("policy-analysis-climate-change-and-migration-bangladesh", "2013"),
        ("social-costs-left-behind-bangladesh-2019", "2019-02-27"),
    ],
)
def test_dates_keep_their_precision(slug: str, issued: str) -> None:
    assert Output.objects.get(slug=slug).issued == issued


def test_unknown_dates_stay_unknown() -> None:
    lengths = Counter(len(issued) for issued in Output.objects.values_list("issued", flat=True))

    assert lengths == {0: 15, 4: 105, 7: 38, 10: 62}


def test_partial_dates_of_projects_stay_partial() -> None:
    starts = set(Project.objects.values_list("start", flat=True))

    assert {"", "2013", "2017", "2020-10", "2024-11", "2020-12-17"} <= starts


def test_copies_are_kept_for_staff_and_not_shown() -> None:
    copies = Output.objects.filter(source_is_copy=True)

    assert copies.count() == 85
    assert {output.public_source for output in copies} == {""}
    assert not copies.filter(source="").exists()


def test_credits_are_linked_to_people_by_name_and_variant() -> None:
    unlinked = Credit.objects.filter(person=None).values_list("name", flat=True)

    assert Credit.objects.count() == 278
    assert list(unlinked) == ["Nasra M. Shah"]
    assert Credit.objects.filter(person__slug="r-b-bhagat").exclude(name="R. B. Bhagat").exists()


def test_authors_without_a_checked_affiliation_have_none() -> None:
    assert Affiliation.objects.count() == 131
    assert not Affiliation.objects.filter(institution=None, role="Author").exists()


def test_guides_wait_to_be_read_and_name_their_original() -> None:
    guides = Document.objects.filter(output__type="guide", output__publisher="SALAM")

    assert set(guides.values_list("state", "output__language")) == {
        ("waiting", language) for language in ("en", "hi", "ne", "bn", "ur", "si", "ta")
    }
    assert guides.count() == 8
    assert set(Edition.objects.values_list("of__slug", "kind")) == {
        ("guide-to-the-hub-en", "translation")
    }
    assert Edition.objects.count() == 6


def test_kathmandu_is_there_with_what_it_recommended() -> None:
    event = Event.objects.get(slug="kathmandu-internal-migration-2022")
    report = Output.objects.get(slug="regional-consultation-internal-migration-asia-report")
    recommendations = report.recommendations.in_order()

    assert event.sessions.count() == 10
    assert [one.order for one in recommendations] == list(range(1, 15))
    assert recommendations[0].topic == "Stronger platforms"
    assert not recommendations.filter(actor="").exists()
    assert event.forms == ["internal"]


def test_what_was_recommended_on_fees_for_nepals_government_is_there() -> None:
    asked = Recommendation.objects.of_published().saying("recruitment fees")

    assert asked.filter(actor="origin-government", country="NP").count() == 5
    assert Recommendation.objects.count() == 32


def test_series_numbers_are_split_only_when_unmistakable() -> None:
    split = dict(Output.objects.exclude(series="").values_list("series", "number"))

    assert split["IDS Working Paper"] == "571"
    assert split["WIDER Working Paper"] == "2021/44"
    assert split["Background paper for World Migration Report 2015"] == ""
    assert split["GovAsia 1.2"] == ""


def test_projects_and_events_name_each_other_from_both_sides() -> None:
    event = Event.objects.get(slug="salam-launch-2021")

    assert set(event.projects.values_list("slug", flat=True)) == {"salam", "goals"}
    assert list(Institution.objects.get(slug="ceslam").parent.parts.all()) == [
        Institution.objects.get(slug="ceslam")
    ]


@pytest.mark.parametrize("language", ["en", "hi", "ne", "bn", "ur", "si", "ta"])
def test_recruitment_fees_find_the_guide_in_each_language(language: str) -> None:
    building.rebuild()

    found = find(Criteria(text="recruitment fees", chosen={"language": (language,)}))

    assert f"guide-to-the-hub-{language}" in [hit.output.slug for hit in found.hits]


def test_everybody_is_shown() -> None:
    assert Person.objects.shown().count() == Person.objects.count() == 281
