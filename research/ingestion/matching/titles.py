"""How near two titles are, and in what they differ.

Words are aligned one by one, so that a typing error, an abbreviation or a lost blank
costs little, but another country, part or year makes another work.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from research.search import analysis

#: Words that tell nothing about a work.
SMALL = frozenset(
    "a an the of and or in on for to from by with at as is are its their into via using through "
    "de la le les des du et en der die das und von zur el los las y e do da dos el un une "
    "का की के में और से पर को र मा को का ले एक".split()
)
#: Words by which a work tells that it speaks about another, or is another kind of it.
TELLING = frozenset(
    "reply response comment comments commentary erratum corrigendum correction corrections "
    "retraction rejoinder addendum review editorial errata discussion abstract appendix annex "
    "summary brief dataset translation supplement workshop tutorial panel demo demonstration "
    "invited keynote".split()
)
#: Words that make up the titles of what opens and closes every issue.
OF_EVERY_ISSUE = TELLING | frozenset(
    "introduction preface foreword afterword epilogue prologue guest editor editors notes note "
    "letter letters message chair chairs welcome contents table index conclusion conclusions "
    "acknowledgements contributors news reviews book books obituary interview editorials "
    "special issue section reviewers announcement announcements cover front back matter".split()
)
#: Words that number what follows or stands before.
OF_EDITIONS = frozenset("edition ed version update revision".split())
YEAR = re.compile("(?:19|20)[0-9]{2}")
COUNTED = frozenset(
    "part parts volume vol no number chapter edition ed series round wave phase book issue "
    "version update revision paper report".split()
)
ORDINALS = {
    word: str(number)
    for number, words in enumerate(
        "first|1st|one second|2nd|two third|3rd|three fourth|4th|four fifth|5th|five "
        "sixth|6th|six "
        "seventh|7th|seven eighth|8th|eight ninth|9th|nine tenth|10th|ten".split(),
        1,
    )
    for word in words.split("|")
}
ROMANS = {
    roman: str(number)
    for number, roman in enumerate("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv".split(), 1)
}
WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+", re.U)
#: Where a title ends and its subtitle begins.
BREAK = re.compile(r"\s*[:?!–—;(]\s+|\s+-+\s+|\.\s+|\s*\(")
#: How alike two words are that are one, misspelt.
MISSPELT = 80
SHORTEST_TO_MISSPELL = 4
#: A word is short for one that begins so, from this many letters on.
SHORTEST_ABBREVIATION = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """A title's words, folded."""

    words: tuple[str, ...]
    #: Numbers in words, figures or Roman figures: parts, editions, years.
    numbers: Counter[str]
    #: Which of them count parts, and which editions.
    parts: frozenset[str]
    editions: frozenset[str]
    telling: frozenset[str]
    #: Without blanks: what two spellings of compounds share.
    joined: str
    main: tuple[str, ...]

    @classmethod
    def of(cls, title: str) -> "Heading":
        words = _words(title)
        plain = tuple(word for word in words if word not in SMALL) or tuple(words)
        numbered = list(_numbers(words))
        return cls(
            tuple(word for word in plain if not word[0].isdigit()) or plain,
            Counter(number for number, _kind in numbered),
            frozenset(number for number, kind in numbered if kind == "part"),
            frozenset(number for number, kind in numbered if kind == "edition"),
            frozenset(word for word in plain if word in TELLING),
            "".join(words),
            tuple(word for word in _words(BREAK.split(title, maxsplit=1)[0]) if word not in SMALL),
        )

    @property
    def weight(self) -> float:
        """How much it tells: little where other works are called so too."""
        words = sum(_weight(word) for word in self.words if word not in OF_EVERY_ISSUE)
        return words + len(self.numbers)


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two titles share, from 0 to 1, and what parts them."""

    share: float
    #: Words on both sides without a partner: the one says India where the other says Nepal.
    exchanged: float
    #: Whether one is the beginning of the other.
    is_beginning: bool
    numbers_clash: bool
    #: What kind of number only one of them tells: the name of its weight.
    missing: str
    telling_differs: bool


def compare(first: Heading, second: Heading) -> Likeness:
    clash, missing = _numbers_compared(first, second)
    telling = first.telling ^ second.telling
    if first.joined == second.joined:
        return Likeness(1, 0, False, clash, missing, bool(telling))
    left, right = _leftovers(first.words, second.words)
    lacking, extra = sum(map(_weight, left)), sum(map(_weight, right))
    total = sum(map(_weight, (*first.words, *second.words)))
    share = 1 - (lacking + extra) / total if total else 0
    letters = fuzz.ratio(first.joined, second.joined) / 100
    if letters > share and not (left and right):
        share = (share + letters) / 2
    return Likeness(
        share,
        min(lacking, extra),
        _is_beginning(first, second),
        clash,
        missing,
        bool(telling),
    )


def _words(title: str) -> list[str]:
    folded = analysis.folded
    return [
        folded(part)
        for token in analysis.tokens(analysis.normalised(title))
        for part in WORD.findall(token.word) or [token.word]
        if folded(part)
    ]


def _weight(word: str) -> float:
    """Long words tell more; none tells more than twice a short one."""
    return min(max(len(word), 2), 8) / 6 if word not in SMALL else 0.2


def _numbers(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each number, and what it counts."""
    last = len(words) - 1
    for place, word in enumerate(words):
        before = words[place - 1] if place else ""
        after = words[place + 1] if place < last else ""
        kind = _counted(before, after)
        if word[0].isdigit():
            yield word.strip(".,").lstrip("0") or "0", kind
        elif word in ROMANS and (len(word) > 1 or before in COUNTED or place == last > 0):
            yield ROMANS[word], kind or "part"
        elif word in ORDINALS and kind:
            yield ORDINALS[word], kind


def _counted(before: str, after: str) -> str:
    if before in OF_EDITIONS or after in OF_EDITIONS:
        return "edition"
    return "part" if before in COUNTED or after in COUNTED else ""


def _numbers_compared(first: Heading, second: Heading) -> tuple[bool, str]:
    """Whether each tells a number that the other lacks; what only one of them tells."""
    left, right = first.numbers - second.numbers, second.numbers - first.numbers
    if bool(left) == bool(right):
        return bool(left), ""
    more, numbers = (first, left) if left else (second, right)
    if set(numbers) & more.parts:
        return False, "part_missing"
    if set(numbers) & more.editions:
        return False, "edition_missing"
    has_year = any(YEAR.fullmatch(number) for number in numbers)
    return False, "year_missing" if has_year else "number_missing"


def _leftovers(first: Sequence[str], second: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words of each that have no partner in the other."""
    here, there = Counter(first), Counter(second)
    left, right = list((here - there).elements()), list((there - here).elements())
    for word in list(left):
        partner = next((other for other in right if _is_one_word(word, other)), None)
        if partner:
            left.remove(word)
            right.remove(partner)
    _rejoin(left, right, second)
    _rejoin(right, left, first)
    return left, right


def _is_one_word(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) >= SHORTEST_ABBREVIATION and long.startswith(short):
        return True
    if len(short) < SHORTEST_TO_MISSPELL or (short[0] != long[0] and short[-1] != long[-1]):
        return False
    return fuzz.ratio(one, other) >= MISSPELT


def _rejoin(compounds: list[str], parts: list[str], order: Sequence[str]) -> None:
    """``database`` is ``data base``: a word made of two neighbours."""
    for one, two in pairwise(order):
        if one in parts and two in parts and one + two in compounds:
            compounds.remove(one + two)
            parts.remove(one)
            parts.remove(two)


def _is_beginning(first: Heading, second: Heading) -> bool:
    """One is cut, or has no subtitle."""
    short, long = sorted((first, second), key=lambda heading: len(heading.joined))
    enough = len(short.words) >= 3 or len(short.joined) >= 20
    return enough and (
        long.joined.startswith(short.joined) or long.main == tuple(short.words) != ()
    )
