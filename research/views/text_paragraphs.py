"""Lines of a PDF page put together into paragraphs, so that they flow on a small screen."""

from itertools import zip_longest

#: A line this much shorter than the longest of its page ends a paragraph or is a heading.
SHORT = 0.85
#: A sentence that ends in a line not quite full most likely ends its paragraph.
NEARLY_FULL = 0.93
#: How sentences end in the seven languages of the hub.
SENTENCE_ENDS = (".", "!", "?", ":", "।", "۔", "؟", "”", ")")


def paragraphs(text: str) -> list[str]:
    """What can't be told from line lengths stays together."""
    lines = [line.strip() for line in text.splitlines()]
    longest = max(map(len, lines), default=0)
    found: list[list[str]] = [[]]
    for line, following in zip_longest(lines, lines[1:], fillvalue=""):
        if line:
            found[-1].append(line)
        if not line or _ends_a_paragraph(line, following, longest):
            found.append([])
    return [" ".join(part) for part in found if part]


def _ends_a_paragraph(line: str, following: str, longest: int) -> bool:
    if following[:1].islower():
        return False  # a sentence goes on, however short the line
    full = NEARLY_FULL if line.endswith(SENTENCE_ENDS) else SHORT
    return len(line) < full * longest
