"""Takes out of text what no format could carry, so that all formats say the same."""

import re

#: Control characters, halves of surrogate pairs and no-characters: XML 1.0 forbids most.
FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
#: Also read as the end of a line by some: U+0085, U+2028 and U+2029.
LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
BLANKS = re.compile(r"[ \t\n]+")
PARAGRAPHS = re.compile(r"[ \t]*\n[ \t]*\n\s*")


def one_line(text: str) -> str:
    """``text`` without line ends and forbidden characters, blanks made single."""
    return BLANKS.sub(" ", FORBIDDEN.sub("", LINE_ENDS.sub(" ", text))).strip()


def paragraphs(text: str) -> str:
    """``text`` whose paragraphs stay apart, each of them one line."""
    parts = PARAGRAPHS.split(LINE_ENDS.sub("\n", text))
    return "\n\n".join(part for part in map(one_line, parts) if part)
