"""The lines of the first pages as they are set: how large, how heavy, where."""

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from statistics import median

import pypdfium2
from pypdfium2 import raw

from research.ingestion.confined.pdf_text import NOT_TEXT, page_as_seen

#: A page of fine print has 8,000 characters; more is a table.
MAX_CHARACTERS = 12_000
#: A letter is looked at more closely than its neighbours once in so many.
FONT_EVERY = 6
BOLD = re.compile(r"bold|black|heavy|semibold|demi|medi", re.I)
BOLD_WEIGHT = 600
#: A raised mark is this small, next to its line, and stands that much higher.
SMALL, RAISED = 0.85, 0.1
#: What stands for raised marks in a line: a sign of its own that nothing else is.
MARK = "\u2e32"
#: Radians: text that runs up the margin is no part of the page's text.
UPRIGHT = 0.2


@dataclass(slots=True)
class Line:
    """A line of a page. Lengths are parts of the page's height or width, sizes points."""

    text: str
    page: int
    size: float
    is_bold: bool
    left: float
    right: float
    top: float
    bottom: float


@dataclass(slots=True)
class _Letter:
    letter: str
    size: float
    is_bold: bool
    left: float
    right: float
    bottom: float
    top: float


def lines(document: pypdfium2.PdfDocument, index: int) -> Iterator[dict[str, object]]:
    """The lines of a page from top to bottom as pdfium orders them."""
    try:
        page = page_as_seen(document, index)
        textpage = page.get_textpage()
    except pypdfium2.PdfiumError:
        return
    width, height = page.get_size()
    gathered: list[_Letter] = []
    for letter in _letters(textpage):
        if letter.letter in "\r\n":
            if line := _line(gathered, index + 1, width, height):
                yield asdict(line)
            gathered = []
        else:
            gathered.append(letter)
    if line := _line(gathered, index + 1, width, height):
        yield asdict(line)
    textpage.close()
    page.close()


def _letters(textpage: pypdfium2.PdfTextPage) -> Iterator[_Letter]:
    box = raw.FS_RECTF()
    is_bold = False
    for index in range(min(textpage.count_chars(), MAX_CHARACTERS)):
        letter = chr(raw.FPDFText_GetUnicode(textpage, index))
        if letter in "\r\n":
            yield _Letter("\n", 0, False, 0, 0, 0, 0)
            continue
        if letter.isspace() or raw.FPDFText_IsGenerated(textpage, index) == 1:
            # A blank says nothing of sizes.
            yield _Letter(letter, 0, False, 0, 0, 0, 0)
            continue
        if abs(raw.FPDFText_GetCharAngle(textpage, index)) > UPRIGHT:
            continue
        raw.FPDFText_GetLooseCharBox(textpage, index, box)
        if index % FONT_EVERY == 0:
            is_bold = _is_bold(textpage, index)
        size = _size(textpage, index)
        yield _Letter(letter, size, is_bold, box.left, box.right, box.bottom, box.top)


def _size(textpage: pypdfium2.PdfTextPage, index: int) -> float:
    """The size of a letter as it is seen: that of its font, and how far it is drawn out."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(textpage, index, matrix)
    size = float(raw.FPDFText_GetFontSize(textpage, index))
    return size * math.hypot(matrix.c, matrix.d) or size


def _is_bold(textpage: pypdfium2.PdfTextPage, index: int) -> bool:
    if raw.FPDFText_GetFontWeight(textpage, index) >= BOLD_WEIGHT:
        return True
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    raw.FPDFText_GetFontInfo(textpage, index, name, 128, flags)
    return bool(BOLD.search(name.value.decode("utf-8", "replace")))


def _line(letters: list[_Letter], page: int, width: float, height: float) -> Line | None:
    text = NOT_TEXT.sub("", "".join(letter.letter for letter in letters)).strip()
    seen = [letter for letter in letters if letter.size > 0]
    if not text or not seen:
        return None
    words = [letter for letter in seen if letter.letter.isalnum()] or seen
    size = median(letter.size for letter in words)
    floor = median(letter.bottom for letter in words)
    return Line(
        _without_marks(letters, size, floor) or text,
        page,
        round(size, 1),
        sum(letter.is_bold for letter in words) > len(words) / 2,
        round(min(letter.left for letter in seen) / (width or 1), 3),
        round(max(letter.right for letter in seen) / (width or 1), 3),
        round(1 - max(letter.top for letter in seen) / (height or 1), 3),
        round(1 - min(letter.bottom for letter in seen) / (height or 1), 3),
    )


def _without_marks(letters: list[_Letter], size: float, floor: float) -> str:
    """The text with raised numbers and letters (of notes, of addresses) as one sign."""
    text = ""
    for letter in letters:
        is_small = 0 < letter.size < size * SMALL
        is_raised = letter.bottom > floor + RAISED * size or not letter.letter.isalpha()
        text += MARK if is_small and is_raised else letter.letter
    return re.sub(f"[{MARK}]+", MARK, NOT_TEXT.sub("", text)).strip(f"{MARK} \t")
