"""What the hub holds, how it is used and how fresh it is: counted exactly, told honestly."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.utils import timezone

from hub import tasks
from hub.models import RestoreTest
from hub.statistics import freshness
from research.models import DayOfUsage, UsageCount
from research.search import index
from research.usage.holdings import Holding, holdings
from tests.factories import (
    InstitutionFactory,
    OutputFactory,
    OutputInstitutionFactory,
    ResourceCentreFactory,
)
from tests.hub.pages import Page

pytestmark = pytest.mark.django_db
TODAY = timezone.now().date()


@pytest.fixture(autouse=True)
def uncached():
    cache.clear()


def used(output, days_ago, opened, downloads):
    DayOfUsage.objects.create(
        output=output,
        day=TODAY - timedelta(days=days_ago),
        investigations=opened,
        requests=downloads,
    )


@pytest.fixture
def two_outputs():
    """One open and used, about two countries; one record only. And three that do not count."""
    house = InstitutionFactory(name="House", slug="house")
    both = {"themes": ["gender-and-migration"], "language": "en"}
    first = OutputFactory(**both, countries=["NP", "BD"], issued="2023-05", access="open")
    second = OutputFactory(**both, countries=["NP"], issued="2021", access="metadata-only")
    for role in ("author", "publisher"):
        OutputInstitutionFactory(output=first, institution=house, role=role)
    used(first, 1, 5, 2)
    used(first, 300, 3, 1)
    used(first, 400, 100, 50)
    draft = OutputFactory(draft=True, **both)
    used(draft, 1, 9, 9)
    OutputFactory(withdrawn=True, **both)
    return first, second


def test_every_breakdown_counts_published_outputs_and_a_year_of_use(two_outputs):
    found = holdings(TODAY - timedelta(days=365))

    assert found == {
        "all": [Holding("", 2, 1, 8, 3)],
        "theme": [Holding("gender-and-migration", 2, 1, 8, 3)],
        "country": [Holding("NP", 2, 1, 8, 3), Holding("BD", 1, 1, 8, 3)],
        "institution": [Holding("house", 1, 1, 8, 3)],
        "language": [Holding("en", 2, 1, 8, 3)],
        "year": [Holding("2021", 1, 0, 0, 0), Holding("2023", 1, 1, 8, 3)],
        "type": [Holding("report", 2, 1, 8, 3)],
    }


def test_page_shows_each_table_with_searches_and_shares(client, two_outputs):
    page = Page(client.get("/statistics/"))

    assert page.texts("dl[@class='headline']/div/dd") == ["2", "50 %", "8", "3"]
    assert page.texts("h2") == [
        "How fresh it is", "Theme", "Country", "Institution", "Language", "Year", "Kind",
        "How it is counted",
    ]  # fmt: skip
    assert page.links()["Nepal"] == "/search/?country=np"
    assert page.links()["2021"] == "/search/?year_min=2021&year_max=2021"
    rows = page.texts("table[@class='held']/tbody/tr")
    assert "Nepal250 %83" in rows
    assert "2023 2021".split() == [row[:4] for row in rows if row[:2] == "20"]


@pytest.mark.parametrize("name", ["theme", "country", "institution", "language", "year", "type"])
def test_each_table_can_be_taken_away(client, two_outputs, name):
    answer = client.get(f"/statistics/{name}.csv")

    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert sum(int(row["outputs"]) for row in rows) >= 1
    assert {row["name"] for row in rows} != {""}


def test_readers_see_what_the_timetable_counted_last(client, two_outputs):
    tasks.count_holdings()
    OutputFactory()

    assert Page(client.get("/statistics/")).texts("dl[@class='headline']/div/dd")[0] == "2"
    tasks.count_holdings()
    assert Page(client.get("/statistics/")).texts("dl[@class='headline']/div/dd")[0] == "3"


def test_unknown_table_is_not_found(client):
    assert client.get("/statistics/luck.csv").status_code == 404


def test_empty_hub_has_statistics_too(client):
    page = Page(client.get("/statistics/"))

    assert page.texts("dl[@class='headline']/div/dd") == ["0", "–", "0", "0"]


@pytest.mark.parametrize("how_many", [1, 3])
def test_page_asks_a_fixed_number_of_questions(client, django_assert_num_queries, how_many):
    for number in range(how_many):
        output = OutputFactory(countries=["NP"], themes=["gender-and-migration"])
        OutputInstitutionFactory(output=output)
        used(output, number, 2, 1)
        ResourceCentreFactory()

    # All tables; names of themes, countries and institutions; counts of seven other things;
    # when use was counted; the rows of the panel, of which the index asks nothing here.
    with django_assert_num_queries(19):
        client.get("/statistics/")
    with django_assert_num_queries(11):
        client.get("/statistics/")


def test_long_tables_are_cut_on_the_page_and_whole_in_the_file(client):
    for number in range(20):
        OutputFactory(issued=str(2000 + number))

    page = client.get("/statistics/")
    table = client.get("/statistics/year.csv").content.decode()

    assert "5 more stand in the table to take away." in Page(page).words
    assert len(page.content) < 60_000
    assert table.count("\n") == 21


def told() -> dict[str, freshness.Freshness]:
    return dict(freshness.panel())


def test_fresh_hub_says_what_never_happened():
    panel = told()

    never = freshness.Freshness("Never", True)
    assert panel["Restoring a backup was tested"] == never
    assert panel["Copy of the data to download"] == never
    assert panel["Counts of use"].said == "No day has been counted yet."
    assert panel["Newest output published"].said == "None yet."


def test_panel_tells_how_far_use_is_counted():
    UsageCount.objects.create(day=TODAY - timedelta(days=1), counted_at=timezone.now())
    assert told()["Counts of use"].is_behind is False

    UsageCount.objects.update(day=TODAY - timedelta(days=5))
    assert told()["Counts of use"].is_behind is True


def test_panel_tells_that_the_index_is_away(monkeypatch):
    def away():
        raise index.IndexAway("none")

    monkeypatch.setattr(index, "live", away)

    assert told()["Search index"] == freshness.Freshness(
        "Being built; the search answers more plainly until then.", True
    )


def test_panel_counts_centres_that_were_confirmed():
    ResourceCentreFactory(last_confirmed_on=timezone.localdate())
    ResourceCentreFactory(last_confirmed_on=timezone.localdate() - timedelta(days=366))
    ResourceCentreFactory()

    assert told()["Resource centres"] == freshness.Freshness(
        "1 of 3 confirmed within a year.", True
    )


def test_restore_test_is_noted_and_told():
    call_command("note_restore_test", "2026-01-02T03:00", "--said", "216 outputs")

    noted = RestoreTest.objects.get()
    said = told()["Restoring a backup was tested"]
    assert noted.said == "216 outputs"
    assert said.said.endswith("with the backup of 2 January 2026.")
    assert said.is_behind is False
    RestoreTest.objects.update(tested_at=timezone.now() - timedelta(days=121))
    assert told()["Restoring a backup was tested"].is_behind is True


@pytest.mark.parametrize("written", ["soon", "2026-13-01", "2999-01-01"])
def test_restore_test_of_no_backup_is_not_noted(written):
    with pytest.raises(CommandError):
        call_command("note_restore_test", written)

    assert RestoreTest.objects.count() == 0
