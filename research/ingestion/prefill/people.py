"""Who wrote it: named under the title, behind a word such as “by”, or in the properties."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from research.ingestion.confined.pdf_layout import Line
from research.ingestion.prefill import names
from research.ingestion.prefill.titles import Title, words_of

#: Words before those who wrote, in the languages reports come in.
BY = re.compile(
    r"^\W*(?:(?:lead |principal |co-?)?(?:authors?|researchers?|evaluators?|writers?|investigators?|editors?)"
    r"(?:\s*\(s\))?|(?:report |study |paper |thesis |dissertation )?"
    r"(?:written|prepared|authored|submitted|compiled|edited|conducted|researched|presented)(?: and \w+)?\s+by"
    r"|by|a (?:thesis|dissertation) by|auteure?s?(?:\(e?s\))?|rédigé par|préparé par|évaluateur(?:s|\(s\))?|evaluateurs?|par"
    r"|autore?s?|elaborado por|por|vorgelegt von|verfasser(?:in)?|autor(?:en|in)?|von"
    r"|लेखक|लेखन|लेखकहरू|লেখক|রচনা|مصنف|تحریر|مصنفین|කර්තෘ|රචනය|எழுதியவர்|ஆசிரியர்)"
    r"(?:\s*[:：]\s*|\s+(?=[A-ZÀ-Þ])|\s*$)",
    re.I,
)
#: A word in small letters, in scripts that have capitals.
SMALL_WORD = re.compile(r"(?<![\w@.-])[a-zà-ÿ]{3,}(?![\w@])")
#: Where what stands under a title ends.
END = re.compile(
    r"^\W*(?:\d+\.?\s+)?(?:a\s*b\s*s\s*t\s*r\s*a\s*c\s*t|summary|executive summary|introduction|keywords?|contents|résumé"
    r"|table of contents|zusammenfassung|article info|background|सारांश|সারসংক্ষেপ|خلاصہ|සාරාංශය|சுருக்கம்)\b",
    re.I,
)
#: How many lines below the title are looked at, and of a line how much must be names.
LINES_BELOW, LEAST_NAMES = 40, 0.5
#: How far below the title, as a part of the page.
FURTHEST = 0.5
#: After people were found, so many other lines (affiliations, addresses) may come between.
MOST_BETWEEN = 12


@dataclass(frozen=True, slots=True)
class People:
    """Names in order, with the page they stand on and how sure that is."""

    names: tuple[str, ...]
    confidence: float
    page: int | None


def people(
    lines: Sequence[Line],
    title: Title | None,
    properties: dict[str, list[str]],
    *,
    pages: Sequence[str] = (),
) -> People | None:
    """The best answer of the three ways of saying who wrote.

    What ``pages`` write in small letters elsewhere is no name: “Operational Safety Branch”.
    """
    said = names.from_property(properties.get("people", []))
    seen = set(words_of(" ".join(line.text for line in lines)))
    common = {word for text in pages for word in SMALL_WORD.findall(text)}
    printed = [name for name in said if _is_printed(name, seen)]
    below = _below(lines, title)
    labelled = _labelled(lines)
    for found, confidence in ((labelled, 0.8), (below, 0.7)):
        if found and (kept := tuple(name for name in found.names if not _is_common(name, common))):
            return _confirmed(replace(found, names=kept), confidence, printed)
    if printed and len(printed) == len(said):
        return People(tuple(printed), 0.75, None)
    return None


def _is_common(name: str, common: set[str]) -> bool:
    """Whether every word of it is a word of the text."""
    words = [token.lower() for token in re.findall(r"[^\W\d_]{3,}", name)]
    return bool(words) and all(word in common for word in words)


def _confirmed(found: People, confidence: float, printed: Sequence[str]) -> People:
    """What is printed; surer where the file's properties name some of the same."""
    families = {name.split()[-1].lower() for name in printed}
    same = sum(1 for name in found.names if name.split()[-1].lower() in families)
    if printed and not same and len(printed) > len(found.names):
        return People(tuple(printed), 0.6, None)
    if same == len(found.names) and len(printed) > same:
        return People(tuple(printed), 0.9, found.page)
    return People(found.names, 0.92 if same else confidence, found.page)


def _is_printed(name: str, seen: set[str]) -> bool:
    tokens = [token for token in words_of(name) if len(token) > 1]
    return bool(tokens) and sum(token in seen for token in tokens) >= max(1, len(tokens) - 1)


def _below(lines: Sequence[Line], title: Title | None) -> People | None:
    """Names between the title and the text, in the lines that are mostly names."""
    if title is None or title.page is None:
        return None
    found: list[str] = []
    since = 0
    under = [
        line
        for line in lines
        if line.page == title.page and -0.005 <= line.top - title.bottom < FURTHEST
    ]
    for line in sorted(under, key=lambda line: (round(line.top, 2), line.left))[:LINES_BELOW]:
        if END.match(line.text):
            break
        people, share = names.named(BY.sub("", line.text) or line.text)
        if people and share >= LEAST_NAMES and not _is_prose(line.text):
            found += people
            since = 0
        elif found and (since := since + 1) > MOST_BETWEEN:
            break
    # What stands there again and again is where they work.
    unique = tuple(name for name in dict.fromkeys(found) if found.count(name) == 1)
    return People(unique, 0.7, title.page) if unique else None


def _is_prose(text: str) -> bool:
    """A sentence, not a list of names."""
    small = [word for word in text.split() if word.isalpha() and word.islower() and len(word) > 2]
    known = [word for word in small if word not in names.PARTICLES and word != "and"]
    return len(known) > 1


def _labelled(lines: Sequence[Line]) -> People | None:
    """Names behind “Written by:”, in the same line or the ones after it."""
    for place, line in enumerate(lines):
        match = BY.match(line.text)
        if not match or len(line.text) > 200:
            continue
        rest = _with_next(line, lines[place + 1 : place + 6], line.text[match.end() :].strip())
        is_cased = rest[:1].lower() != rest[:1].upper()
        found, share = names.named(rest, needs_capitals=is_cased)
        if found and share >= LEAST_NAMES:
            return People(tuple(dict.fromkeys(found)), 0.8, line.page)
    return None


def _with_next(line: Line, after: Sequence[Line], rest: str) -> str:
    """What follows a label, with the lines that go on with it: names break at their ends."""
    before = line
    for one in after:
        is_open = not rest or rest.endswith((",", " and", " et", "&"))
        goes_on = "," in rest and abs(one.size - line.size) < 0.5 and _is_near(before, one)
        if one.page != line.page or not (is_open or goes_on):
            break
        people, share = names.named(one.text)
        if not people or share < LEAST_NAMES or _is_prose(one.text) or BY.match(one.text):
            break
        rest = f"{rest} {one.text}".strip()
        before = one
    return rest


def _is_near(line: Line, after: Line) -> bool:
    return 0 <= after.top - line.top < 0.06
