"""Saving a search as an alert, and refusing one that could tell nothing or everything."""

from collections.abc import Iterator
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from hub.alerts.matching import work_out
from hub.models import Alert, Subscriber, SubscriptionRequest
from research.search import Criteria, query_language
from research.search.criteria import YEARS
from research.search.query_language import Question

#: A query string beyond this is no search that somebody typed; PostgreSQL's index has its limits.
LONGEST_QUERY = 2_000
#: More alerts than these at one address are no reader's.
MOST_ALERTS = 50


class Refused(Exception):
    """This search can't be an alert; ``reasons`` says why, for people."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def savable(criteria: Criteria) -> str:
    """The query string to be kept: what is sought, and not how it is sorted or turned.

    Raises ``Refused`` where nothing is sought, or nothing could ever be found.
    """
    reasons = list(_reasons(criteria))
    if reasons:
        raise Refused(reasons)
    return replace(criteria, sort="relevance", page=1).query_string()


def _reasons(criteria: Criteria) -> Iterator[str]:
    # A filter that is dropped makes another search of it: more than was asked for.
    yield from criteria.notices
    question = query_language.read(criteria.text)
    if criteria.is_empty:
        yield _("Nothing is sought yet: type some words or choose a filter.")
    elif criteria.text and not _asks(question):
        yield _("“%(text)s” has no word to look for.") % {"text": criteria.text[:80]}
    elif not (_demands(question) or criteria.chosen or criteria.has_years):
        yield _("It only says what to leave out: nearly everything would answer.")
    if _is_empty_range(criteria, question):
        yield _("No year lies within the years asked for.")
    if contradiction := _contradiction(question):
        yield _("“%(word)s” is sought and kept out at once.") % {"word": contradiction}
    if len(criteria.query_string()) > LONGEST_QUERY:
        yield _("This search is too long to be saved.")


def _asks(question: Question) -> bool:
    return bool(_demands(question) or question.excluded or question.within or question.years)


def _demands(question: Question) -> bool:
    years = any(not years.is_excluded for years in question.years)
    return question.is_ranked or years


def _is_empty_range(criteria: Criteria, question: Question) -> bool:
    wanted = [(years.first, years.last) for years in question.years if not years.is_excluded]
    wanted.append((criteria.year_min, criteria.year_max))
    first = max(low if low is not None else YEARS[0] for low, _high in wanted)
    last = min(high if high is not None else YEARS[-1] for _low, high in wanted)
    kept_out = [
        range(years.first or YEARS[0], (years.last or YEARS[-1]) + 1)
        for years in question.years
        if years.is_excluded
    ]
    return all(any(year in out for out in kept_out) for year in range(first, last + 1))


def _contradiction(question: Question) -> str:
    """A row of words that must and must not occur."""
    demanded = {*question.phrases}
    if len(question.words) == 1:
        demanded.add(question.words)
    demanded |= {one.row for one in question.within if not one.is_excluded}
    both = [row for row in question.excluded if row in demanded]
    return " ".join(word[0] for word in both[0]) if both else ""


@transaction.atomic
def keep(asked: SubscriptionRequest, subscriber: Subscriber) -> Alert | None:
    """The alert that was asked for, now confirmed. Confirmed twice, it is the one there is."""
    there = subscriber.alerts.filter(query=asked.query, all_words=asked.all_words).first()
    if there:
        if there.pace != asked.pace:
            there.pace = asked.pace
            there.save(update_fields=["pace"])
        return there
    if subscriber.alerts.count() >= MOST_ALERTS:
        return None
    alert = work_out(
        Alert(
            subscriber=subscriber,
            query=asked.query,
            all_words=asked.all_words,
            pace=asked.pace,
            since=asked.asked_at,
        )
    )
    alert.full_clean()
    alert.save()
    return alert
