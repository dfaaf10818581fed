"""Whom to compare: of millions of pairs the few that share what is rare.

An index of one side's title words, identifiers and beginnings. A work of the other side
asks for its rarest words first and stops when it has looked at enough.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest

from rapidfuzz import fuzz

from research.ingestion.matching.scoring import Judgement, judge
from research.ingestion.matching.works import Work

#: Entries of the index looked at for one work; the rarest words come first.
LOOKED_AT = 4_000
#: The nearest by shared words; of these, those with like letters are judged.
LOOKED_INTO = 40
JUDGED = 12
LETTERS_SHARED = 62
#: Words are found by their beginnings: endings differ, and abbreviations.
STEM = 5


@dataclass(frozen=True, slots=True)
class Pair:
    first: Work
    second: Work
    judgement: Judgement


class Index:
    """The works of one side, found by what another shares with them."""

    def __init__(self, works: Iterable[Work], *, looked_at: int = LOOKED_AT) -> None:
        self._looked_at = looked_at
        self.works: list[Work] = list(works)
        self._places: dict[str, array[int]] = defaultdict(lambda: array("I"))
        for place, work in enumerate(self.works):
            for key in _keys(work):
                self._places[key].append(place)

    def nearest(self, work: Work) -> list[Work]:
        """The works that share most with this one, rare words counting more."""
        known = sorted((len(self._places[key]), key) for key in _keys(work) if key in self._places)
        shared: Counter[int] = Counter()
        looked = 0
        for how_many, key in known:
            looked += how_many
            if shared and looked > self._looked_at:
                break
            for place in self._places[key]:
                shared[place] += 1000 // (8 + how_many.bit_length() ** 2)
        best = nlargest(LOOKED_INTO, shared.items(), key=lambda item: (item[1], -item[0]))
        found = (self.works[place] for place, _weight in best)
        return [other for other in found if _is_worth_judging(work, other)][:JUDGED]


def _is_worth_judging(work: Work, other: Work) -> bool:
    """Titles that share too few letters are never one work, but for their identifiers."""
    if (work.doi and work.doi == other.doi) or (work.handle and work.handle == other.handle):
        return True
    if work.isbn & other.isbn:
        return True
    one, two = work.heading.joined, other.heading.joined
    if one.startswith(two) or two.startswith(one):
        return True
    if fuzz.ratio(one, two, score_cutoff=LETTERS_SHARED) > 0:
        return True
    return work.heading.main == other.heading.main != ()


def _keys(work: Work) -> set[str]:
    """Words by their beginning, so that endings and abbreviations meet."""
    keys = {word[:STEM] for word in work.heading.words}
    keys.add(f"joined {work.heading.joined[:24]}")
    if work.doi:
        keys.add(f"doi {work.doi}")
    if work.handle:
        keys.add(f"handle {work.handle}")
    keys.update(f"isbn {isbn}" for isbn in work.isbn)
    for person in work.people[:1]:
        keys.add(f"person {person.words[0]} {work.year}")
    return keys


def pairs_between(first: Sequence[Work], second: Sequence[Work]) -> Iterator[Pair]:
    """Pairs of two collections held to be the same work.

    A record is one work: of two that it might be in the other collection the much likelier
    one stays. Records equally likely all stay, for a collection may have a work twice.
    """
    small, large = (first, second) if len(first) <= len(second) else (second, first)
    index = Index(small)
    found: list[Pair] = []
    for work in large:
        judged = [(judge(other, work), other) for other in index.nearest(work)]
        same = [(judgement, other) for judgement, other in judged if judgement.is_same]
        top = max((judgement.score for judgement, _other in same), default=0)
        for judgement, other in same:
            if judgement.score >= top - CLEARLY_LESS:
                a, b = (other, work) if small is first else (work, other)
                found.append(Pair(a, b, judgement))
    yield from found


#: How much less likely a second partner must be to be passed over.
CLEARLY_LESS = 0.1


def pairs_within(works: Sequence[Work]) -> Iterator[Pair]:
    """Pairs of one collection held to be the same work, each once."""
    index = Index(works)
    places = {id(work): place for place, work in enumerate(works)}
    for place, work in enumerate(works):
        for other in index.nearest(work):
            if places[id(other)] > place:
                judgement = judge(work, other)
                if judgement.is_same:
                    yield Pair(work, other, judgement)
