"""Dates as people write them, to a year, a month or a day (EDTF level 0).

Only what is certain is kept: 03/04/2019 is 2019, for half the world reads it the other
way. Months are known in the languages of the hub and of the big catalogues (CLDR).
"""

import re
import unicodedata
from datetime import UTC, date, datetime
from functools import cache

from babel import Locale

LANGUAGES = (
    "en",
    "fr",
    "de",
    "es",
    "pt",
    "it",
    "nl",
    "ru",
    "id",
    "hi",
    "ne",
    "bn",
    "ur",
    "si",
    "ta",
)
#: A year of publication further ahead is a slip, or counts from another beginning (B.S.).
YEARS_AHEAD = 2
FIRST_YEAR = 1400
DAY = re.compile(r"(?<!\d)([12]\d{3})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
COMPACT = re.compile(r"(?<!\d)([12]\d{3})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
MONTH = re.compile(r"(?<![\d/.-])([12]\d{3})[-/.](\d{1,2})(?![\d])")
DAY_LAST = re.compile(r"(?<!\d)(\d{1,2})[-/. ](\d{1,2})[-/. ]([12]\d{3})(?!\d)")
MONTH_LAST = re.compile(r"(?<![\d/.-])(0?[1-9]|1[0-2])[-/]([12]\d{3})(?!\d)")
YEAR = re.compile(r"(?<!\d)([12]\d{3})(?!\d)")
NUMBER = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?(?![\d:])")
#: Hours and zones, which say nothing of the day: "08:00:00 +0000", "10:30 pm GMT".
HOURS = re.compile(
    r"\b\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?\s*(?:[+-]\d{2}:?\d{2})?"
)
WORD = re.compile(r"[^\W\d_][\w\u0900-\u0dff]*")


@cache
def _months() -> dict[str, int]:
    """Read when a date is first made out: fifteen languages weigh 18 MB."""
    names: dict[str, int] = {}
    for language in LANGUAGES:
        months = Locale.parse(language).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    names.setdefault(_folded(str(name)).rstrip("."), number)
    return {**names, "sept": 9, "sep": 9, "jun": 6, "jul": 7}


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def edtf(text: str) -> str:
    """``2019``, ``2019-05`` or ``2019-05-31``; empty where no year can be made out."""
    plain = "".join(
        str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in _folded(text)
    )
    plain = HOURS.sub(" ", plain)
    for read in (_numbers, _words):
        value = read(plain)
        if value:
            return value
    year = YEAR.search(plain)
    return _checked(int(year[1])) if year else ""


def from_parts(year: str, month: str = "", day: str = "") -> str:
    """A date whose parts stand in fields of their own, as in BibTeX and EndNote."""
    told = edtf(year)
    if len(told) != 4 or not month:
        return told
    number = int(month) if month.strip().isdecimal() else 0
    if not number:
        return edtf(f"{day} {month} {told}") or told
    if not 1 <= number <= 12:
        return told
    at = f"{told}-{number:02}"
    return _checked(int(told), number, int(day)) if day.strip().isdecimal() else at


def _numbers(text: str) -> str:
    if found := DAY.search(text) or COMPACT.search(text):
        return _checked(*map(int, found.groups()))
    if found := DAY_LAST.search(text):
        first, second, year = map(int, found.groups())
        if first > 12 >= second:
            return _checked(year, second, first)
        if second > 12 >= first:
            return _checked(year, first, second)
        return _checked(year, first, first) if first == second else _checked(year)
    if found := MONTH.search(text):
        year, month = map(int, found.groups())
        return _checked(year, month) if month <= 12 else _checked(year)
    if found := MONTH_LAST.search(text):
        return _checked(int(found[2]), int(found[1]))
    return ""


def _words(text: str) -> str:
    """``4 May 2019``, ``May 4, 2019``, ``2019 May-Jun``: the first month that is named."""
    year = YEAR.search(text)
    months = [_months()[word.rstrip(".")] for word in WORD.findall(text) if word in _months()]
    if not year or not months:
        return ""
    days = NUMBER.findall(text[: year.start()] + " " + text[year.end() :])
    is_day = len(months) == 1 and len(days) == 1
    return _checked(int(year[1]), months[0], int(days[0]) if is_day else 0)


def _checked(year: int, month: int = 0, day: int = 0) -> str:
    """As much of the date as is in the calendar."""
    if not FIRST_YEAR <= year <= datetime.now(UTC).year + YEARS_AHEAD:
        return ""
    if not 1 <= month <= 12:
        return f"{year}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return f"{year}-{month:02}"
