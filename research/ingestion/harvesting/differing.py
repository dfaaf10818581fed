"""Where a record says something else than the hub, and whether that is worth a word.

Spelling, signs and blanks are no difference; neither is a second address, or fewer people.
"""

import re
from collections.abc import Mapping
from typing import Any

from rapidfuzz import fuzz

from research.ingestion.harvesting.provenance import PEOPLE
from research.ingestion.matching import people

#: What a person is asked about where a source contradicts them. Of addresses and publishers
#: there may be many, and all are right.
ASKED_ABOUT = (
    "title",
    "type",
    "language",
    "issued",
    "abstract",
    "container",
    "volume",
    "journal_number",
    "pages",
    "doi",
    "handle",
    "issn",
    "isbn",
    "licence",
    PEOPLE,
)
#: Long texts alike so far are one text.
SAME_TEXT = 92
_SIGNS = re.compile(r"[\W_]+")


def is_another(name: str, ours: Any, theirs: Any) -> bool:
    """Whether two values that are both there contradict each other."""
    if name == PEOPLE:
        return _are_other_people(ours, theirs)
    if isinstance(ours, list):
        return not set(map(_plain, theirs)) & set(map(_plain, ours))
    one, other = _plain(ours), _plain(theirs)
    if name == "issued":  # a year and a day of that year agree
        return not (one.startswith(other) or other.startswith(one))
    if name == "abstract":
        return fuzz.token_sort_ratio(one, other) < SAME_TEXT
    return one != other


def is_closer(name: str, ours: Any, theirs: Any) -> bool:
    """Whether theirs says the same more exactly: the day of a year."""
    return name == "issued" and len(str(theirs)) > len(str(ours)) and theirs.startswith(ours)


def conflicts(values: Mapping[str, tuple[Any, Any]]) -> dict[str, tuple[Any, Any]]:
    """Of fields with ours and theirs those that somebody should look at."""
    return {
        name: (ours, theirs)
        for name, (ours, theirs) in values.items()
        if name in ASKED_ABOUT and is_another(name, ours, theirs)
    }


def _plain(value: Any) -> str:
    return _SIGNS.sub(" ", str(value)).strip().casefold()


def _are_other_people(ours: list[list[str]], theirs: list[list[str]]) -> bool:
    company = people.compare(
        people.known([name for name, _role in ours]),
        people.known([name for name, _role in theirs]),
    )
    return company is not None and company.shared < company.of
