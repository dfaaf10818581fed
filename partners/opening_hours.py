"""Opening hours as short text, after the notation of OpenStreetMap: ``Mo-Fr 09:00-17:00``.

One rule a run of days, with one or more spans; rules stand between semicolons, in the
order of the week. A day without a rule is closed. It needs one column, is read by
machines elsewhere (schema.org writes hours so too), and can be laid side by side.
"""

import re
from dataclasses import dataclass
from datetime import time
from itertools import pairwise

from babel import Locale
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAY = f"(?:{'|'.join(DAYS)})"
_TIME = "(?:[01][0-9]|2[0-3]):[0-5][0-9]"
_SPAN = f"{_TIME}-(?:{_TIME}|24:00)"
_RULE = f"{_DAY}(?:-{_DAY})? {_SPAN}(?:,{_SPAN})*"
#: What the database lets in; that spans are in order is asked where they are written.
SHAPE = f"^(?:{_RULE}(?:; {_RULE})*)?$"
#: How people write a span: 9-17, 9:00 to 17.30, 09:00–17:00.
_TYPED = re.compile(
    r"\s*([0-9]{1,2})(?:[:.]([0-9]{2}))?\s*(?:-|–|—|to)\s*([0-9]{1,2})(?:[:.]([0-9]{2}))?\s*"
)
#: The end of a day.
MIDNIGHT = 24 * 60


class NotHours(ValidationError):
    """What was written says no hours; the message says why."""


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when a place is open, in minutes of the day."""

    opens: int
    closes: int

    def __str__(self) -> str:
        return f"{_clock(self.opens)}-{_clock(self.closes)}"


#: The spans of each day of the week, Monday first.
Week = tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """Days with the same hours, in the reader's words."""

    days: str
    hours: str


def read(text: str) -> Week:
    """The week that ``text`` tells; raises ``NotHours``."""
    if not re.fullmatch(SHAPE, text):
        raise NotHours(_("Opening hours are written as in Mo-Fr 09:00-17:00; Sa 10:00-13:00."))
    week: list[tuple[Span, ...]] = [()] * 7
    for rule in filter(None, text.split("; ")):
        days, _blank, spans = rule.partition(" ")
        first, _dash, last = days.partition("-")
        for day in _run(DAYS.index(first), DAYS.index(last or first)):
            week[day] = spans_of(spans)
    return tuple(week)


def spans_of(typed: str) -> tuple[Span, ...]:
    """The hours of a day as people type them: ``9-12.30, 14-17``; nothing where it is closed."""
    spans = tuple(map(_span, filter(str.strip, re.split("[,;]", typed))))
    if any(one.closes > other.opens for one, other in pairwise(spans)):
        raise NotHours(_("These hours overlap."))
    return spans


def write(week: Week) -> str:
    """The short text that ``read`` gives the same week for."""
    rules = []
    for first, last in _runs(week):
        days = DAYS[first] if first == last else f"{DAYS[first]}-{DAYS[last]}"
        rules.append(f"{days} {','.join(map(str, week[first]))}")
    return "; ".join(rules)


def validate(text: str) -> None:
    read(text)


def lines(text: str) -> tuple[Line, ...]:
    """The hours in the reader's words; the hub's staff may have written what can't be read."""
    try:
        week = read(text)
    except NotHours:
        return ()
    found = [Line(_days(first, last), _said(week[first])) for first, last in _runs(week)]
    closed = [day for day in range(7) if not week[day]]
    if found and closed:
        found.append(Line(", ".join(map(day_name, closed)), _("closed")))
    return tuple(found)


def day_name(day: int, width: str = "abbreviated") -> str:
    names = Locale.parse(get_language() or "en", sep="-").days["stand-alone"]
    return str(names[width][day])


def _days(first: int, last: int) -> str:
    return day_name(first) if first == last else f"{day_name(first)} – {day_name(last)}"


def _said(spans: tuple[Span, ...]) -> str:
    return ", ".join(f"{_clock(span.opens)}–{_clock(span.closes)}" for span in spans)


def _runs(week: Week) -> list[tuple[int, int]]:
    """First and last of the days that follow one another with the same hours."""
    runs: list[tuple[int, int]] = []
    for day in range(7):
        if not week[day]:
            continue
        if runs and runs[-1][1] == day - 1 and week[runs[-1][0]] == week[day]:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def _run(first: int, last: int) -> list[int]:
    """Days from one to the other; ``Sa-Mo`` runs over the end of the week."""
    return [(first + step) % 7 for step in range((last - first) % 7 + 1)]


def _span(typed: str) -> Span:
    found = _TYPED.fullmatch(typed)
    if not found:
        raise NotHours(_("Write hours as in 09:00-17:00."))
    hours = [int(part or 0) for part in found.groups()]
    opens, closes = hours[0] * 60 + hours[1], hours[2] * 60 + hours[3]
    if max(hours[1], hours[3]) > 59 or not opens < closes <= MIDNIGHT:
        raise NotHours(_("Write hours as in 09:00-17:00; the end comes after the beginning."))
    return Span(opens, closes)


def _clock(minutes: int) -> str:
    if minutes == MIDNIGHT:
        return "24:00"
    return f"{time(minutes // 60, minutes % 60):%H:%M}"
