"""From the lines of a section to sentences that ask for something."""

import re
from collections.abc import Iterable, Iterator, Sequence

from research.ingestion.recommended import words

#: Shorter is a heading, longer a paragraph whose sentences could not be told apart.
SHORTEST, LONGEST = 40, 420
#: Scripts with long syllables say as much in fewer signs.
SHORTEST_OTHER = 20
#: Any bullet, also those of symbol fonts, which lie in the private area.
BULLET = re.compile(r"^\s*(?:[•●○▪■◦‣⁃∙·►➢➤✓✔❖*\uf000-\uf0ff]|[–—-](?=\s)|o(?=\s+[A-Z]))\s*")
#: ``3.``, ``b)``, ``(iv)``, ``R4:``, ``Recommendation 7.``, ``5.2.1``
LABEL = re.compile(
    r"^\s*(?:(?:policy\s+)?(?:recommendation|recommandation|action|option|priority)\s*#?\s*"
    r"(?:\d{1,2}(?:\.\d{1,2})*|[ivx]{1,4})?\s*[.:)–—-]\s*|R\s?\d{1,2}(?:\.\d)?\s*[.:)–—-]?\s+|"
    r"\(?(?:\d{1,2}(?:\.\d{1,2}){0,2}|[a-z]|[ivx]{1,4})[.)]\s+|\d{1,2}\s+(?=[A-Z]))",
    re.IGNORECASE,
)
END = re.compile(r"(?<=[.!?;।۔؟])[”’\")]?(?:\d{1,3})?\s+(?=[\"“‘(]?[^\W\d_a-z])")
#: Points after these end no sentence.
SHORT_FORMS = re.compile(
    r"\b(?:e\.g|i\.e|etc|vs|cf|no|nos|dr|mr|mrs|ms|prof|st|fig|art|para|approx|incl|govt|dept|u\.s|"
    r"u\.n|[A-Z])\.$",
    re.IGNORECASE,
)
FOOTNOTE = re.compile(r"(?<=[a-z)])(?:\d{1,3})(?=[.,;]?$)")
IN_LATIN = re.compile(r"[A-Za-z]")

Line = tuple[str, int]


def asking(lines: Sequence[Line]) -> Iterator[Line]:
    """Sentences that ask for something, each with the page on which it begins."""
    for point, page, is_point in _points(lines):
        for sentence in _split(point):
            text = _cleaned(sentence)
            is_taken = is_good(text, is_point=is_point)
            if is_taken:
                yield text, page
            # After the request of a point come its reasons; only requests follow on requests.
            is_point = is_taken and _begins_as_request(text)


def is_good(text: str, *, is_point: bool = True) -> bool:
    shortest = SHORTEST if IN_LATIN.search(text) else SHORTEST_OTHER
    if not shortest <= len(text) <= LONGEST or text[0].islower() or text.endswith(("?", ":", ",")):
        return False
    if words.NEVER.search(text) or _is_a_table(text):
        return False
    first = text.split(maxsplit=1)[0].casefold().strip("“\"'(,")
    return bool(words.ASKS.search(text)) or (is_point and first in words.IMPERATIVES)


def _is_a_table(text: str) -> bool:
    """Mostly numbers, or words that all begin large: cells and titles, no sentence."""
    parts = text.split()
    small = sum(part[0].islower() or not IN_LATIN.match(part) for part in parts)
    numbers = sum(any(map(str.isdecimal, part)) for part in parts)
    return small * 2 < len(parts) or numbers * 3 > len(parts)


def _points(lines: Sequence[Line]) -> Iterator[tuple[str, int, bool]]:
    """Paragraphs and points of lists, with the page each begins on, and whether it is a point."""
    taken: list[str] = []
    page, is_point = 0, False
    longest = max((len(text) for text, _page in lines), default=0)
    for text, number in lines:
        bare, begins = _without_mark(text)
        # A title within the section: short, alone, and no sentence.
        ended = bool(taken) and _has_ended(taken[-1], longest) and bare[:1].isupper()
        if taken and (begins or ended):
            yield _joined(taken), page, is_point
            taken = []
        if not taken:
            page, is_point = number, begins or _begins_as_request(bare)
        taken.append(bare)
    if taken:
        yield _joined(taken), page, is_point


def _begins_as_request(text: str) -> bool:
    return text.split(maxsplit=1)[0].casefold() in words.IMPERATIVES if text.split() else False


def _has_ended(line: str, longest: int) -> bool:
    return len(line) < 0.8 * longest and not line.endswith(
        (",", "-", "–", "and", "of", "the", "to")
    )


def _without_mark(text: str) -> tuple[str, bool]:
    bare = BULLET.sub("", text)
    bare = LABEL.sub("", bare)
    return bare, bare != text


def _joined(lines: Iterable[str]) -> str:
    whole = ""
    for line in lines:
        # A hyphen at the end of a line joins the halves of one word.
        if whole.endswith(("-", "\u00ad", "\ufffe", "\x02")) and line[:1].islower():
            whole = whole[:-1] + line
        else:
            whole = f"{whole} {line}" if whole else line
    return whole


def _split(point: str) -> Iterator[str]:
    begin = 0
    for found in END.finditer(point):
        if not SHORT_FORMS.search(point[begin : found.start()]):
            yield point[begin : found.start()]
            begin = found.end()
    yield point[begin:]


def _cleaned(sentence: str) -> str:
    text = " ".join(LABEL.sub("", sentence).split()).strip(" ;\u00ad")
    return FOOTNOTE.sub("", text)
