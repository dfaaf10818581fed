"""What was sought is kept without a word on who sought it, and not for ever."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from research.models import SearchLogEntry
from research.search import log
from research.tasks import forget_old_searches
from tests.factories import (
    InstitutionFactory,
    MembershipFactory,
    OutputFactory,
    SearchLogEntryFactory,
)

pytestmark = pytest.mark.django_db


def entries() -> list[tuple[str, int]]:
    return list(SearchLogEntry.objects.order_by("pk").values_list("text", "count"))


def asked(text: str, count: int, *, days_ago: int = 0) -> None:
    entry = SearchLogEntryFactory(text=text, count=count)
    at = timezone.now() - timedelta(days=days_ago)
    SearchLogEntry.objects.filter(pk=entry.pk).update(at=at)


def test_search_is_noted_with_its_text_and_count(
    client: Client, catch_up: Callable[[], int]
) -> None:
    OutputFactory(title="Remittances")
    catch_up()

    client.get("/search/", {"q": "  remittances "})
    client.get("/search/", {"q": "कफाला"})

    assert entries() == [("remittances", 1), ("कफाला", 0)]


def test_entry_holds_nothing_but_text_count_and_time() -> None:
    assert {f.name for f in SearchLogEntry._meta.get_fields()} == {"id", "text", "count", "at"}


@pytest.mark.parametrize("query", ["", "theme=gender-and-migration", "q=fees&page=2"])
def test_what_is_no_new_question_is_not_noted(
    client: Client, catch_up: Callable[[], int], query: str
) -> None:
    catch_up()

    client.get(f"/search/?{query}")

    assert entries() == []


def test_only_the_beginning_of_a_very_long_text_is_noted(
    client: Client, catch_up: Callable[[], int]
) -> None:
    catch_up()

    client.get("/search/", {"q": "ன" * 1000})

    assert entries() == [("ன" * 300, 0)]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_page_answers_where_the_log_can_not_be_written(
    client: Client, catch_up: Callable[[], int]
) -> None:
    catch_up()
    rename = "ALTER TABLE {} RENAME TO {}"
    with connection.cursor() as cursor:
        cursor.execute(rename.format("research_searchlogentry", "away"))
    try:
        response = client.get("/search/", {"q": "fees"})
    finally:
        with connection.cursor() as cursor:
            cursor.execute(rename.format("away", "research_searchlogentry"))

    assert response.status_code == 200
    assert entries() == []


def test_most_frequent_come_first_in_whatever_case_they_were_typed() -> None:
    asked("kafala", 0)
    asked("Recruitment fees", 4)
    asked("recruitment FEES", 5)
    asked("long ago", 1, days_ago=31)

    found = log.most_frequent()

    assert [(row["asked"], row["times"], row["found"]) for row in found] == [
        ("recruitment fees", 2, 5),
        ("kafala", 1, 0),
    ]


def test_what_is_found_by_now_no_longer_counts_as_not_found() -> None:
    asked("kafala", 0, days_ago=2)
    asked("kafala", 3, days_ago=1)
    asked("bmet", 2, days_ago=2)
    asked("bmet", 0, days_ago=1)

    assert [row["asked"] for row in log.found_nothing()] == ["bmet"]


def test_entries_are_forgotten_after_a_year() -> None:
    asked("old", 1, days_ago=366)
    asked("kept", 1, days_ago=364)

    forget_old_searches()

    assert entries() == [("kept", 1)]


@pytest.mark.parametrize(
    ("role", "status"), [("contributor", 403), ("hub_editor", 200), ("administrator", 200)]
)
def test_staff_page_is_for_who_edits_the_hub(
    client: Client, settings: Any, role: str, status: int
) -> None:
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": plain}}
    institution = InstitutionFactory() if role == "contributor" else None
    client.force_login(MembershipFactory(role=role, institution=institution).user)

    assert client.get("/admin/research/searchlogentry/").status_code == status


def test_staff_page_lists_texts_as_text(client: Client, settings: Any) -> None:
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": plain}}
    asked("<b>fees & costs", 0)
    client.force_login(MembershipFactory(of_the_hub=True).user)

    html = client.get("/admin/research/searchlogentry/").content.decode()

    assert "<bdi>&lt;b&gt;fees &amp; costs</bdi>" in html
    assert "/search/?q=%3Cb%3Efees%20%26%20costs" in html
