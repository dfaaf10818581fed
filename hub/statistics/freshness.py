"""How fresh what the hub says is: one row each, a function that says what it knows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hub.models import DataRelease, RestoreTest
from hub.models.releases import TOO_OLD
from partners.models import ResourceCentre
from research.models import LinkCheck, Output, Source, UsageCount
from research.search import feed, index

#: More changes than these are no moment's delay of the follower.
FAR_BEHIND = 200
#: Days are counted the night after.
COUNTED_WITHIN = timedelta(days=2)
#: A source that missed so many of its turns is behind.
TURNS_MISSED = 3
#: A restore that was tried longer ago proves little.
TRIED_WITHIN = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Freshness:
    """What is known of one thing. ``is_behind``: somebody should look after it."""

    said: str
    is_behind: bool = False


def _search_index() -> Freshness:
    try:
        index.live().searchers()
        position = feed.load(index.live_folder())
    except index.IndexAway:
        position = None
    if position is None:
        return Freshness(_("Being built; the search answers more plainly until then."), True)
    _after, changed = feed.changed_since(position)
    if not changed:
        return Freshness(_("Up to date with the database."))
    said = ngettext("%d change behind", "%d changes behind", len(changed)) % len(changed)
    return Freshness(said, len(changed) > FAR_BEHIND)


def _counters() -> Freshness:
    as_of = UsageCount.objects.as_of()
    if as_of is None:
        return Freshness(_("No day has been counted yet."), True)
    return Freshness(
        _("Counted to the end of %s.") % _day(as_of),
        timezone.now().date() - as_of > COUNTED_WITHIN,
    )


def _newest_output() -> Freshness:
    newest = Output.objects.published().latest_published_at()
    return Freshness(_day(newest) if newest else _("None yet."))


def _open_data() -> Freshness:
    newest = DataRelease.objects.newest_first().values_list("made_at", flat=True).first()
    if newest is None:
        return Freshness(_("Never"), True)
    return Freshness(_day(newest), timezone.now() - newest > TOO_OLD)


def _centres() -> Freshness:
    confirmed, all_of_them = ResourceCentre.objects.confirmed_lately()
    said = _("%(some)d of %(all)d confirmed within a year.")
    return Freshness(said % {"some": confirmed, "all": all_of_them}, confirmed < all_of_them)


def _links() -> Freshness:
    asked, broken = LinkCheck.objects.asked_and_broken()
    if not asked:
        return Freshness(_("No link has been followed yet."), True)
    said = ngettext(
        "%(broken)d of %(all)d leads nowhere.", "%(broken)d of %(all)d lead nowhere.", broken
    )
    return Freshness(said % {"broken": broken, "all": asked}, broken > 0)


def _harvest(hours: int, taken_in: datetime | None) -> Freshness:
    if taken_in is None:
        return Freshness(_("Never taken in whole."), True)
    patience = timedelta(hours=hours * TURNS_MISSED)
    return Freshness(_("Taken in on %s.") % _day(taken_in), timezone.now() - taken_in > patience)


def _restore_test() -> Freshness:
    latest = RestoreTest.objects.latest_first().first()
    if latest is None:
        return Freshness(_("Never"), True)
    said = _("%(day)s, with the backup of %(made)s.") % {
        "day": _day(latest.tested_at),
        "made": _day(latest.backup_made_at),
    }
    return Freshness(said, timezone.now() - latest.tested_at > TRIED_WITHIN)


#: The panel, from top to bottom: adding a row is one line.
ROWS: tuple[tuple[Promise, Callable[[], Freshness]], ...] = (
    (gettext_lazy("Newest output published"), _newest_output),
    (gettext_lazy("Search index"), _search_index),
    (gettext_lazy("Counts of use"), _counters),
    (gettext_lazy("Copy of the data to download"), _open_data),
    (gettext_lazy("Resource centres"), _centres),
    (gettext_lazy("Links to publishers"), _links),
    (gettext_lazy("Restoring a backup was tested"), _restore_test),
)


def panel() -> list[tuple[str, Freshness]]:
    """The rows, and one for each source that is asked by itself."""
    sources = Source.objects.active().freshness()
    harvests = [(name, _harvest(hours, taken_in)) for name, hours, taken_in in sources]
    return [(str(label), look()) for label, look in ROWS] + harvests


def _day(moment: datetime | date) -> str:
    if isinstance(moment, datetime):
        moment = timezone.localtime(moment)
    return date_format(moment, "j F Y")
