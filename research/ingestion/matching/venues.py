"""Journals, conferences and series by full name, abbreviation or initials."""

import re
from functools import lru_cache

from rapidfuzz import fuzz

from research.search import analysis

SMALL = frozenset("of the and on in for a an to de la et international annual proceedings".split())
JOURNAL = re.compile(
    r"\bj\b|journal|\btrans\b|transactions|\brec\b|record|review|\brev\b|letters|\blett\b|"
    r"quarterly|magazine|bulletin|annals|archives",
    re.I,
)
CONFERENCE = re.compile(
    r"\bproc\b|proceedings|\bconf\b|conference|symposium|\bsymp\b|workshop|congress|meeting", re.I
)
ALIKE = 85


@lru_cache(maxsize=50_000)
def is_one(first: str, second: str) -> bool:
    left, right = _words(first), _words(second)
    if not left or not right:
        return False
    if _is_short_for(left, right) or _is_short_for(right, left):
        return True
    return fuzz.token_set_ratio(" ".join(left), " ".join(right)) >= ALIKE


@lru_cache(maxsize=50_000)
def are_other_kinds(first: str, second: str) -> bool:
    return {_kind(first), _kind(second)} == {"journal", "conference"}


def _kind(venue: str) -> str:
    if CONFERENCE.search(venue):
        return "conference"
    return "journal" if JOURNAL.search(venue) else ""


def _words(venue: str) -> tuple[str, ...]:
    words = analysis.spelt(venue).split()
    return tuple(word for word in words if word not in SMALL and not word.isdecimal())


def _is_short_for(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """``vldb`` for very large data bases, ``acm trans database syst`` for its words."""
    initials = "".join(word[0] for word in long)
    if any(len(word) >= 3 and word in initials for word in short):
        return True
    if len(short) < 2:
        return bool(short) and short[0] in long and len(short[0]) >= 4
    rest = list(long)
    for word in short:
        partner = next((there for there in rest if there.startswith(word)), None)
        if partner is None:
            return False
        rest = rest[rest.index(partner) + 1 :]
    return True
