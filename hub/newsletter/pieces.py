"""A text that is written once with all that may stand in it, and of which each reader gets some.

A template writes ``<!--{{ mark }} name-->`` before a piece and ``<!--{{ mark }}-->`` after it;
pieces may lie within others. What people wrote can't bring an edge: the mark is new with every
process.
"""

import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass

MARK = f"piece-{secrets.token_hex(12)}"
_EDGE = re.compile(rf"<!--{MARK}(?: ([\w-]+))?-->")


@dataclass(frozen=True, slots=True)
class Pieces:
    """Runs of a text, each with the names of all pieces that it lies in."""

    runs: tuple[tuple[frozenset[str], str], ...]

    @classmethod
    def of(cls, text: str) -> "Pieces":
        runs: list[tuple[frozenset[str], str]] = []
        within: list[str] = []
        # What stands between two edges, and in every second place the name of the edge.
        for place, part in enumerate(_EDGE.split(text)):
            if place % 2 == 0:
                runs.append((frozenset(within), part))
            elif part:
                within.append(part)
            else:
                within.pop()
        return cls(tuple(runs))

    def only(self, names: Collection[str]) -> str:
        """The text with those pieces alone, and with what lies in none."""
        wanted = frozenset(names)
        return "".join(text for within, text in self.runs if within <= wanted)
