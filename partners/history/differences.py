"""Two texts side by side, word by word: what stayed, what went, what came."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

#: Longer texts are shown as a whole: comparing them takes too long.
MOST_WORDS = 4000


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; ``kind`` is same, gone or new."""

    kind: str
    text: str


def pieces(before: str, after: str, *, is_prose: bool = True) -> tuple[Piece, ...]:
    """How ``before`` became ``after``; a value that is no prose is exchanged as a whole."""
    old, new = re.findall(r"\s+|\S+", before), re.findall(r"\s+|\S+", after)
    if not is_prose or len(old) + len(new) > MOST_WORDS:
        return _filled(Piece("gone", before), Piece("new", after))
    found: list[Piece] = []
    for does, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if does == "equal":
            found.append(Piece("same", "".join(old[a:b])))
        else:
            found += _filled(Piece("gone", "".join(old[a:b])), Piece("new", "".join(new[c:d])))
    return tuple(found)


def _filled(*parts: Piece) -> tuple[Piece, ...]:
    return tuple(part for part in parts if part.text)
