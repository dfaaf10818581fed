"""What is a use and what is none, and that nobody is known by it."""

from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from django.db import OperationalError, connection
from django.test import Client

from research.models import DayOfUsage, UsageEvent, UsageSalt
from research.usage import counting, noting, visitors
from research.usage.robots import is_robot
from tests.factories import DocumentFactory, DocumentPageFactory, OutputFactory

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
NEXT_DAY = NOON + timedelta(days=1)


@pytest.fixture(autouse=True)
def new_day():
    visitors.forget_what_is_cached()


@pytest.fixture
def reader() -> Client:
    return Client(headers={"user-agent": FIREFOX}, REMOTE_ADDR="198.51.100.7")


def use(output, seconds: float = 0, *, kind="i", who="a", document=0, sought="") -> None:
    noting.note(
        noting.Use(output.pk, kind, who, FIREFOX, document, sought),
        at=NOON + timedelta(seconds=seconds),
    )


def counts(output) -> tuple[int, int, int, int]:
    day = DayOfUsage.objects.get(output=output, day=NOON.date())
    return (day.investigations, day.requests, day.unique_investigations, day.unique_requests)


def kinds() -> list[str]:
    return list(UsageEvent.objects.order_by("pk").values_list("kind", flat=True))


def test_opening_an_output_is_an_investigation(reader):
    output = OutputFactory()

    reader.get(output.get_absolute_url())

    assert list(UsageEvent.objects.values_list("output", "kind", "document_number")) == [
        (output.pk, "i", 0)
    ]


def test_opening_file_or_text_is_a_request(reader):
    document = DocumentFactory()
    DocumentPageFactory(document=document)

    reader.get(document.get_absolute_url())
    reader.get(f"/outputs/{document.output.slug}/documents/{document.pk}/text/")

    assert kinds() == ["r", "r"]


def test_file_read_in_parts_is_one_request(reader):
    document = DocumentFactory()
    address = document.get_absolute_url()

    answers = [
        reader.get(address, headers={"range": f"bytes={part}"}).status_code
        for part in ("0-3", "4-7", "-4", "900-")
    ]

    assert answers == [206, 206, 206, 416]
    assert kinds() == ["r"]


def test_file_found_unchanged_in_the_cache_is_a_request(reader):
    document = DocumentFactory()
    etag = reader.get(document.get_absolute_url())["ETag"]

    again = reader.get(document.get_absolute_url(), headers={"if-none-match": etag})

    assert again.status_code == 304
    assert kinds() == ["r", "r"]


def test_what_gave_nothing_is_not_counted(reader):
    withdrawn, draft = OutputFactory(withdrawn=True), OutputFactory(draft=True)
    embargoed = DocumentFactory(
        output__access="embargoed", output__embargo_until=datetime(2199, 1, 1, tzinfo=UTC)
    )
    misnamed = DocumentFactory().get_absolute_url().replace("report.pdf", "other.pdf")

    for address in (
        withdrawn.get_absolute_url(),
        draft.get_absolute_url(),
        embargoed.get_absolute_url(),
        misnamed,
    ):
        assert reader.get(address).status_code in {301, 404, 410}

    assert kinds() == []


@pytest.mark.parametrize(
    "headers",
    [{"sec-purpose": "prefetch;prerender"}, {"purpose": "prefetch"}, {"x-moz": "prefetch"}],
)
def test_fetching_ahead_is_no_use(reader, headers):
    reader.get(OutputFactory().get_absolute_url(), headers=headers)

    assert kinds() == []


def test_head_is_no_use(reader):
    reader.head(OutputFactory().get_absolute_url())

    assert kinds() == []


@pytest.mark.parametrize(
    "agent",
    [
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "curl/8.5.0",
        "python-requests/2.31",
        "Wget/1.21",
        "",
    ],
)
def test_robots_and_machines_are_no_readers(agent):
    assert is_robot(agent)


@pytest.mark.parametrize(
    "agent",
    [
        FIREFOX,
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 "
        "(KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) "
        "Chrome/126.0.0.0 Mobile Safari/537.36",
    ],
)
def test_browsers_are_readers(agent):
    assert not is_robot(agent)


def test_nothing_that_is_stored_says_who_it_was(reader):
    reader.get(OutputFactory().get_absolute_url())

    with connection.cursor() as cursor:
        cursor.execute("SELECT e::text FROM research_usageevent e")
        (stored,) = cursor.fetchone()
    assert "198.51.100.7" not in stored
    assert "Firefox" not in stored
    assert len(bytes(UsageEvent.objects.get().visitor)) == visitors.HASH_BYTES
    assert reader.cookies == {}


def test_a_reader_is_another_number_the_next_day():
    today = visitors.visitor("198.51.100.7", FIREFOX, NOON.date())
    again = visitors.visitor("198.51.100.7", FIREFOX, NOON.date())
    other = visitors.visitor("198.51.100.8", FIREFOX, NOON.date())
    tomorrow = visitors.visitor("198.51.100.7", FIREFOX, NEXT_DAY.date())

    assert today == again
    assert len({today, other, tomorrow}) == 3


def test_the_salt_is_gone_the_next_day():
    use(OutputFactory())
    assert list(UsageSalt.objects.values_list("day", flat=True)) == [NOON.date()]

    visitors.visitor("a", FIREFOX, NEXT_DAY.date())

    assert list(UsageSalt.objects.values_list("day", flat=True)) == [NEXT_DAY.date()]


def test_counting_leaves_no_note_and_no_salt():
    use(OutputFactory())

    counting.count(NEXT_DAY)

    assert not UsageEvent.objects.exists()
    assert not UsageSalt.objects.exists()


def test_page_answers_when_nothing_can_be_noted(reader):
    output = OutputFactory()

    with mock.patch.object(
        noting, "_INSERT", "INSERT INTO no_such_table SELECT %s,%s,%s,%s,%s,%s"
    ):
        answer = reader.get(output.get_absolute_url())

    assert answer.status_code == 200


def test_fault_of_the_salt_is_no_fault_of_the_page(reader):
    with mock.patch.object(noting, "visitor", side_effect=OperationalError):
        assert reader.get(OutputFactory().get_absolute_url()).status_code == 200


@pytest.mark.parametrize("how_many", [1, 3])
def test_noting_costs_one_statement(reader, django_assert_num_queries, how_many):
    output = OutputFactory()
    use(output)

    with django_assert_num_queries(3 * how_many):  # within a test: savepoint, insert, release
        for second in range(how_many):
            use(output, second)
