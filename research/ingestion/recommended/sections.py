"""The sections of a document that recommend, and where each begins and ends."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from research.ingestion.recommended import sentences, words

#: A heading is short; what is longer is a sentence that speaks of recommendations.
LONGEST_HEADING = 90
#: A section without a number ends somewhere, though nothing tells where.
MOST_PAGES = 6
#: Nobody chooses among more.
MOST_OFFERED = 40
#: A line at the top or foot of this many pages is the running head, not a heading.
RUNNING = 3
#: A page with more headings of numbered sections than this is the table of contents.
CONTENTS = 7
IN_CONTENTS = re.compile(r"(?:\.\s?){3,}|_{3,}|\s\d{1,3}$")
NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})[.):]?\s+[^\W\d].{2,80}")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence as it is printed, the page of the document, and the heading it stands under."""

    text: str
    page: int
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    name: str
    #: As printed, without the last point; empty where sections have none.
    number: str


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    page: int


def recommended(pages: Sequence[tuple[int, str]]) -> tuple[Said, ...]:
    """What the sections say, each sentence once; ``pages``: number and text, in their order."""
    offered: dict[str, Said] = {}
    for heading, lines in _sections(_lines(pages)):
        for text, page in sentences.asking([(line.text, line.page) for line in lines]):
            offered.setdefault(_plain(text), Said(text, page, heading.name))
    return tuple(list(offered.values())[:MOST_OFFERED])


def what_to_look_for() -> str:
    """A pattern for the database: pages without it hold no beginning of such a section."""
    return rf"(?:^|\n)[^\n]{{0,60}}(?:{words.LOOSELY})[^\n]{{0,60}}(?:\n|$)"


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())


def _lines(pages: Sequence[tuple[int, str]]) -> list[Line]:
    """Every line that says something, without running heads and tables of contents."""
    by_page = [
        (number, [line for part in text.splitlines() if (line := " ".join(part.split()))])
        for number, text in pages
    ]
    edges = Counter(_edge(line) for _n, lines in by_page for line in {*lines[:2], *lines[-2:]})
    return [
        Line(line, number)
        for number, lines in by_page
        if sum(map(_is_of_contents, lines)) < CONTENTS
        for line in lines
        if edges[_edge(line)] < RUNNING and not line.isdecimal()
    ]


def _edge(line: str) -> str:
    """The same on every page but for its number."""
    return re.sub(r"\d+", "", line).strip().casefold()


def _is_of_contents(line: str) -> bool:
    return bool(IN_CONTENTS.search(line)) and not line.endswith(".")


def _sections(lines: list[Line]) -> Iterator[tuple[Heading, list[Line]]]:
    heading: Heading | None = None
    began = 0
    taken: list[Line] = []
    for place, line in enumerate(lines):
        found = _heading(line.text, lines[place + 1].text if place + 1 < len(lines) else "")
        if found:
            if heading:
                yield heading, taken
            heading, began, taken = found, line.page, []
        elif heading and _ends(heading, line, began):
            yield heading, taken
            heading, taken = None, []
        elif heading:
            taken.append(line)
    if heading:
        yield heading, taken


def _heading(line: str, following: str) -> Heading | None:
    if len(line) > LONGEST_HEADING or _is_of_contents(line) or line.endswith((",", ";")):
        return None
    found = words.HEADING.fullmatch(line)
    # A line in the middle of a sentence: the words before and after it are in small letters.
    if not found or line[0].islower() or (line.endswith(".") and " " in line[:-1].strip()):
        return None
    if following[:1].islower():
        return None
    return Heading(line.strip(" :."), (found["number"] or "").rstrip(".):"))


def _ends(heading: Heading, line: Line, began: int) -> bool:
    if len(line.text) <= LONGEST_HEADING and words.OTHER_SECTIONS.fullmatch(line.text):
        return True
    numbered = NUMBERED.fullmatch(line.text)
    if heading.number and heading.number[0].isdecimal() and numbered:
        return _comes_after(numbered["number"], heading.number, line.text)
    return line.page - began >= MOST_PAGES


def _comes_after(number: str, of_section: str, line: str) -> bool:
    """5.3 after 5.2, 6 after 5.2; the points 1, 2, 3 of a list within the section do not."""
    if line.endswith((".", ";", ",")):
        return False
    here, section = _parts(number), _parts(of_section)
    siblings = len(here) <= len(section) and here[:-1] == section[: len(here) - 1]
    return siblings and here[-1] == section[len(here) - 1] + 1


def _parts(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split(".") if part.isdecimal())
