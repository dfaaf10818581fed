"""How far the lines of a mail stand apart: Nastaliq hangs deep, Indic letters stand tall.

In a mail several scripts stand beside each other, and each keeps its own distance.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Leading:
    """Line heights, of what is read and of what is larger."""

    text: str
    title: str
    heading: str


LATIN = Leading("1.5", "1.35", "1.25")
TALL = Leading("1.7", "1.5", "1.45")
NASTALIQ = Leading("2.1", "1.9", "1.9")
#: Languages of the region that are not written in Latin letters.
IN_TALL_LETTERS = frozenset(
    "ar as bn dv dz fa gu hi kn mai ml mr my ne or pa ps sa sd si ta te th".split()
)
BY_LANGUAGE = dict.fromkeys(IN_TALL_LETTERS, TALL) | dict.fromkeys(("ur", "ks", "pnb"), NASTALIQ)


def leading(language: str) -> Leading:
    return BY_LANGUAGE.get(language.partition("-")[0], LATIN)
