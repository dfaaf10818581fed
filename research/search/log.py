"""What was sought and how much was found, without a word on who sought it."""

import logging
from datetime import timedelta

from django.db import DatabaseError
from django.utils import timezone

from research.models import SearchLogEntry
from research.models.searches import LONGEST_KEPT, Asked, SearchLogEntryQuerySet
from research.search.results import Results

#: An entry is deleted when it is older than this.
KEPT_FOR = timedelta(days=365)
#: Staff look at what was sought in this time.
RECENT = timedelta(days=30)
#: Lines of each list on the page for staff.
MOST_SHOWN = 100

log = logging.getLogger(__name__)


def note(results: Results) -> None:
    """Keep that this was sought. Turning pages or filtering without words is no new question.

    The answer stands already: a fault here is logged, never raised.
    """
    criteria = results.criteria
    if not criteria.text or criteria.page > 1:
        return
    try:
        SearchLogEntry.objects.create(text=criteria.text[:LONGEST_KEPT], count=results.count)
    except DatabaseError:
        log.warning("A search could not be noted.", exc_info=True)


def most_frequent() -> list[Asked]:
    return list(_recent().by_text()[:MOST_SHOWN])


def found_nothing() -> list[Asked]:
    """What still found nothing when it was last sought: work for the thesaurus."""
    return list(_recent().unanswered_by_text()[:MOST_SHOWN])


def forget_old() -> int:
    """Delete what has been kept long enough; says how many."""
    return SearchLogEntry.objects.before(timezone.now() - KEPT_FOR).delete()[0]


def _recent() -> SearchLogEntryQuerySet:
    return SearchLogEntry.objects.since(timezone.now() - RECENT)
