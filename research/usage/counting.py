"""Adding up: what was noted on days that are over becomes one row an output and day.

Taking the notes of a day away and adding their sums is one statement: it can be
repeated, interrupted or run twice at once, and nothing is lost or counted twice.
"""

from datetime import UTC, date, datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from research.models import SearchThatLed, UsageCount, UsageEvent
from research.usage.visitors import forget_salts

#: Requests under way at midnight are still written: a day is left open so long after it.
SETTLES_IN = timedelta(minutes=10)
#: Which searches led here is forgotten after so long, like the log of searches.
SEARCHES_KEPT_FOR = timedelta(days=365)

#: A click that the same reader repeats on the same thing within 30 seconds gives way to
#: the later one (COUNTER 5.1, 7.3). A session, of which unique figures count one, is a
#: reader in an hour of the clock (7.5). A download is an investigation too (3.3.4).
_COUNT = """
WITH gone AS (
    DELETE FROM research_usageevent WHERE at >= %(start)s AND at < %(stop)s
    RETURNING output_id, document_number, kind, visitor, sought, at
), clicks AS (
    SELECT *, lead(at) OVER (
        PARTITION BY visitor, output_id, document_number, kind ORDER BY at
    ) - at AS pause FROM gone
    -- Deleted or merged since: the one has no page to show figures on, the other's moved.
    WHERE EXISTS (SELECT FROM research_output o WHERE o.id = output_id)
), counted AS (
    SELECT *, (visitor, date_trunc('hour', at)) AS session FROM clicks
    WHERE pause IS NULL OR pause > interval '30 seconds'
), days AS (
    INSERT INTO research_dayofusage AS kept
        (output_id, day, investigations, requests, unique_investigations, unique_requests)
    SELECT output_id, %(day)s, count(*), count(*) FILTER (WHERE kind = 'r'),
        count(DISTINCT session), count(DISTINCT session) FILTER (WHERE kind = 'r')
    FROM counted GROUP BY output_id
    ON CONFLICT (output_id, day) DO UPDATE SET
        investigations = kept.investigations + excluded.investigations,
        requests = kept.requests + excluded.requests,
        unique_investigations = kept.unique_investigations + excluded.unique_investigations,
        unique_requests = kept.unique_requests + excluded.unique_requests
), searches AS (
    INSERT INTO research_searchthatled AS kept (output_id, day, text, readers)
    SELECT output_id, %(day)s, sought, count(DISTINCT visitor)
    FROM counted WHERE sought <> '' GROUP BY output_id, sought
    ON CONFLICT (output_id, day, text) DO UPDATE SET readers = kept.readers + excluded.readers
)
INSERT INTO research_usagecount AS kept (day, counted_at, events)
SELECT %(day)s, now(), count(*) FROM gone
ON CONFLICT (day) DO UPDATE SET events = kept.events + excluded.events,
    counted_at = excluded.counted_at
"""


def count(now: datetime | None = None) -> int:
    """Count every day that is over and not counted; says how many days that were.

    A day is one transaction: interrupted, the next run goes on with the next day.
    """
    now = now or timezone.now()
    forget_salts(before=now.astimezone(UTC).date())
    SearchThatLed.objects.before((now - SEARCHES_KEPT_FOR).date()).delete()
    yesterday = (now - SETTLES_IN).astimezone(UTC).date() - timedelta(days=1)
    days = _days_to_count(yesterday)
    for day in days:
        _count(day)
    return len(days)


def _days_to_count(last: date) -> list[date]:
    """From the day after the one counted last; from the oldest note, if that is earlier."""
    counted = UsageCount.objects.as_of()
    oldest = UsageEvent.objects.first_day()
    first = counted + timedelta(days=1) if counted else last
    if oldest:
        first = min(first, oldest)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


@transaction.atomic
def _count(day: date) -> None:
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"day": day, "start": start, "stop": start + timedelta(days=1)})
