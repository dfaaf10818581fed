"""Whether two credits name one person: in any order and script, with initials.

``Rahman, S.``, ``Selim Rahman`` and ``सेलिम रहमान`` may all be one. Names are spelt in
Latin letters first; what vowels then differ in is let pass between scripts.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz import fuzz

#: Words in names that are no names.
TITLES = frozenset("dr prof mr mrs ms md jr sr phd ii iii al et".split())
MISSPELT = 84
VOWELS = re.compile(r"(?<=.)[aeiouyh]+")
#: More words than this are several people whose parting is lost.
MOST_WORDS = 6
LETTERS = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Known:
    """A name as its words, longest first; single letters are initials."""

    words: tuple[str, ...]
    initials: tuple[str, ...]
    is_other_script: bool


@lru_cache(maxsize=200_000)
def _known(name: str) -> Known:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z][a-z]*\.?$|[A-Z][a-z]+[A-Z ])", " ", name)
    # "AKM" and "HH" before or behind a name are initials.
    spaced = re.sub(r"\b[A-Z]{2,4}\b", _letters, spaced) if not name.isupper() else spaced
    words = [word for word in LETTERS.findall(anyascii(spaced).casefold()) if word not in TITLES]
    return Known(
        tuple(sorted((word for word in words if len(word) > 1), key=len, reverse=True)),
        tuple(word for word in words if len(word) == 1),
        not name.isascii() and not re.search("[A-Za-z]", name),
    )


def _letters(found: re.Match[str]) -> str:
    return " ".join(found[0])


def known(names: Sequence[str]) -> tuple[Known, ...]:
    return tuple(person for name in names if (person := _known(name)).words)


@dataclass(frozen=True, slots=True)
class Company:
    """How many of the shorter list of people stand in the longer one."""

    shared: int
    of: int
    same_first: bool


def compare(first: Sequence[Known], second: Sequence[Known]) -> Company | None:
    """Nothing where one names nobody."""
    if not first or not second:
        return None
    if any(len(person.words) > MOST_WORDS for person in (first[0], second[0])):
        return _unparted(first, second)
    short, long = sorted((first, second), key=len)
    free = list(long)
    shared = 0
    for person in short:
        partner = next((other for other in free if is_one(person, other)), None)
        if partner:
            free.remove(partner)
            shared += 1
    return Company(shared, len(short), is_one(first[0], second[0]))


def _unparted(first: Sequence[Known], second: Sequence[Known]) -> Company:
    """Where commas are lost: words of either that the other has too."""
    here = {word for person in first for word in person.words}
    there = {word for person in second for word in person.words}
    return Company(len(here & there), min(len(here), len(there)), bool(here & there))


def is_one(one: Known, other: Known) -> bool:
    """Every word or initial of the shorter name stands for one of the longer."""
    if one.is_other_script != other.is_other_script:
        return _is_one_across_scripts(one, other)
    return _is_one(one, other)


@lru_cache(maxsize=100_000)
def _is_one(one: Known, other: Known) -> bool:
    left, right = list(one.words), list(other.words)
    whole = 0
    for word in one.words:
        partner = next((there for there in right if _is_one_word(word, there)), None)
        if partner:
            left.remove(word)
            right.remove(partner)
            whole += 1
    if not whole:
        return False
    return _initials_fit([*one.initials, *left], [*other.initials, *right])


def _initials_fit(left: list[str], right: list[str]) -> bool:
    """What is left of both: initials stand for words, one or none of each for nothing."""
    for part in list(left):
        partner = next((there for there in right if _stands_for(part, there)), None)
        if partner:
            left.remove(part)
            right.remove(partner)
    return not (left and right)


def _stands_for(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and (len(short) == 1 or len(short) >= 3)


def _is_one_word(one: str, other: str) -> bool:
    if one == other:
        return True
    return min(len(one), len(other)) >= 5 and fuzz.ratio(one, other) >= MISSPELT


@lru_cache(maxsize=100_000)
def _is_one_across_scripts(one: Known, other: Known) -> bool:
    """By consonants alone: scripts write vowels differently, or not at all."""
    left, right = ([_bones(word) for word in known.words] for known in (one, other))
    short, long = sorted((left, right), key=len)
    fits = [any(_bones_fit(word, there) for there in long) for word in short]
    return bool(fits) and all(fits) and max(map(len, short)) >= 2


def _bones(word: str) -> str:
    folded = word.translate(str.maketrans("vwqzc", "bbkjk"))
    return re.sub(r"(.)\1+", r"\1", VOWELS.sub("", folded))


def _bones_fit(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) >= 3 and fuzz.ratio(one, other) >= 75)
