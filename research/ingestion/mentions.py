"""Where known words stand in a text: the longest row of stems wins, nothing counts twice."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Generic, TypeVar

#: The stems of one or more words that mean something together.
Row = tuple[str, ...]
T = TypeVar("T")


class Mentions(Generic[T]):
    """What is known by which rows of stems, ready to be found in many texts."""

    def __init__(self, rows: Mapping[Row, T]) -> None:
        self._by_first: dict[str, list[tuple[Row, T]]] = defaultdict(list)
        for row in sorted(rows, key=len, reverse=True):
            self._by_first[row[0]].append((row, rows[row]))

    def said(self, stems: Sequence[str]) -> Iterator[T]:
        """Each thing a text says, in its order and as often as it says it."""
        by_first = self._by_first
        place = 0
        while place < len(stems):
            if stems[place] not in by_first:
                place += 1
                continue
            length = 1
            for row, thing in by_first[stems[place]]:
                if tuple(stems[place : place + len(row)]) == row:
                    yield thing
                    length = len(row)
                    break
            place += length
