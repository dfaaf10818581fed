"""Days added up by COUNTER's rules, and the searches that led to outputs."""

from datetime import UTC, date, datetime, timedelta
from unittest import mock

import pytest
from django.test import Client

from research.models import DayOfUsage, SearchThatLed, UsageCount, UsageEvent
from research.usage import counting, noting, visitors
from tests.factories import OutputFactory

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


def test_double_click_counts_once_and_the_later_one_stays():
    output = OutputFactory()
    for seconds in (0, 20, 45, 76):  # 31 seconds between the last two
        use(output, seconds)

    counting.count(NEXT_DAY)

    assert counts(output) == (2, 0, 1, 0)


def test_clicks_thirty_seconds_apart_are_one_and_thirty_one_are_two():
    one, two = OutputFactory(), OutputFactory()
    use(one, 0)
    use(one, 30)
    use(two, 0)
    use(two, 31)

    counting.count(NEXT_DAY)

    assert counts(one)[0] == 1
    assert counts(two)[0] == 2


def test_two_readers_at_once_are_two():
    output = OutputFactory()
    use(output, 0, who="a")
    use(output, 1, who="b")

    counting.count(NEXT_DAY)

    assert counts(output) == (2, 0, 2, 0)


def test_download_is_an_investigation_too():
    output = OutputFactory()
    use(output, 0)
    use(output, 5, kind="r", document=8)
    use(output, 10, kind="r", document=9)

    counting.count(NEXT_DAY)

    assert counts(output) == (3, 2, 1, 1)


def test_unique_counts_a_reader_once_an_hour():
    output = OutputFactory()
    for minutes in (0, 10, 70):
        use(output, minutes * 60)

    counting.count(NEXT_DAY)

    assert counts(output) == (3, 0, 2, 0)


def test_counting_again_changes_nothing():
    output = OutputFactory()
    use(output)
    first = counting.count(NEXT_DAY)

    assert (first, counting.count(NEXT_DAY)) == (1, 0)
    assert counts(output) == (1, 0, 1, 0)


def test_today_is_not_counted_before_it_is_over():
    use(OutputFactory())

    assert counting.count(NOON + timedelta(hours=1)) == 1  # yesterday, on which nobody came
    assert UsageEvent.objects.count() == 1
    assert UsageCount.objects.as_of() == date(2026, 3, 1)


def test_late_note_of_a_counted_day_is_added():
    output = OutputFactory()
    use(output)
    counting.count(NEXT_DAY)
    use(output, 3600)

    counting.count(NEXT_DAY)

    assert counts(output) == (2, 0, 2, 0)


def test_interrupted_counting_goes_on_where_it_stood():
    output = OutputFactory()
    use(output)
    use(output, 24 * 3600)
    real, done = counting._count, []

    def interrupted(day):
        if done:
            raise KeyboardInterrupt
        done.append(day)
        real(day)

    with mock.patch.object(counting, "_count", interrupted), pytest.raises(KeyboardInterrupt):
        counting.count(NEXT_DAY + timedelta(days=1))

    assert counting.count(NEXT_DAY + timedelta(days=1)) == 1
    assert DayOfUsage.objects.filter(output=output).counts()["investigations"] == 2


def test_days_on_which_nobody_came_are_counted_days():
    use(OutputFactory())

    counting.count(NOON + timedelta(days=4))

    assert UsageCount.objects.count() == 4
    assert UsageCount.objects.as_of() == date(2026, 3, 5)


def test_use_of_an_output_deleted_since_is_dropped():
    output = OutputFactory(draft=True)
    use(output)
    OutputFactory._meta.model.objects.filter(pk=output.pk).delete()

    counting.count(NEXT_DAY)

    assert not DayOfUsage.objects.exists()


def test_search_that_led_here_is_noted_from_the_own_page_only(reader):
    output = OutputFactory()
    for referer in (
        "http://testserver/search/?q=Recruitment++Fees&page=2",
        "http://testserver/ne/search/?q=recruitment+fees",
        "http://elsewhere.example/search/?q=secret",
        "http://testserver/themes/?q=no",
        "http://[broken",
    ):
        reader.get(output.get_absolute_url(), headers={"referer": referer})

    assert list(UsageEvent.objects.order_by("pk").values_list("sought", flat=True)) == [
        "recruitment fees",
        "recruitment fees",
        "",
        "",
        "",
    ]


def test_search_of_few_is_not_told():
    output = OutputFactory()
    for who in "abc":
        use(output, who=who, sought="fees")
    for seconds in (100, 200, 300):
        use(output, seconds, who="a", sought="my name")

    counting.count(NEXT_DAY)

    assert list(SearchThatLed.objects.by_text()) == [{"text": "fees", "times": 3}]


def test_search_that_led_here_is_forgotten_after_a_year():
    output = OutputFactory()
    use(output, sought="fees")
    counting.count(NEXT_DAY)

    counting.count(NEXT_DAY + timedelta(days=366))

    assert not SearchThatLed.objects.exists()


def test_page_says_how_often_and_as_of_when(client):
    output = OutputFactory()
    assert "Counts as of" not in client.get(output.get_absolute_url()).content.decode()
    UsageCount.objects.create(day=date(2026, 3, 2), counted_at=NEXT_DAY)
    DayOfUsage.objects.create(output=output, day=date(2026, 3, 2), investigations=120, requests=43)

    html = " ".join(client.get(output.get_absolute_url()).content.decode().split())

    assert "Opened 120 times, 43 of them to read or download." in html
    assert "Counts as of 2 March 2026, without robots;" in html
