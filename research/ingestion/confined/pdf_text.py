"""The text of a PDF by page, and what a page is: text, scan, or letters that lie."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

from research.ingestion.confined import legacy_fonts
from research.ingestion.confined.answers import Refused

MAX_PAGES = 3000
#: A dense page has 10,000 characters; a wall chart may have ten times that.
MAX_PAGE_CHARACTERS = 100_000
#: Three thousand well-filled pages.
MAX_CHARACTERS = 15_000_000
#: The signature stands in the first bytes of honest files; many begin with a few others.
HEAD_BYTES = 5

REFUSALS = {
    raw.FPDF_ERR_FILE: "not_a_pdf",
    raw.FPDF_ERR_FORMAT: "damaged",
    raw.FPDF_ERR_PASSWORD: "password",
    raw.FPDF_ERR_SECURITY: "protected",
}

#: Where pdfium saw a hyphen at a line's end it writes 2; others leave U+00AD or "-".
LINE_END_HYPHEN = re.compile(r"(\w+)(?:\x02|\u00ad|-(?=\n))\s*(\w+)")
WORD = re.compile(r"\w+(?:-\w+)*")
#: PostgreSQL refuses NUL; surrogates and non-characters are no text anywhere.
NOT_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufeff\ufffe\uffff]")


def opened(path: Path) -> pypdfium2.PdfDocument:
    with path.open("rb") as file:
        if file.read(HEAD_BYTES) != b"%PDF-":
            raise Refused("not_a_pdf")
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise Refused(REFUSALS.get(error.err_code, "damaged")) from error
    if not len(document):
        raise Refused("no_pages")
    if len(document) > MAX_PAGES:
        raise Refused("too_many_pages")
    return document


def is_encrypted(document: pypdfium2.PdfDocument) -> bool:
    """Opened without a password, and yet with rules about printing or copying."""
    return int(raw.FPDF_GetSecurityHandlerRevision(document)) >= 0


def texts(document: pypdfium2.PdfDocument) -> Iterator[tuple[str, bool]]:
    """The text of each page, and whether some of it is in letters that lie."""
    total = 0
    for index in range(len(document)):
        text, is_legacy = page_text(document, index)
        total += len(text)
        if total > MAX_CHARACTERS:
            raise Refused("too_much_text")
        yield text, is_legacy


def page_text(document: pypdfium2.PdfDocument, index: int) -> tuple[str, bool]:
    """The text of a page; a page that can't be opened has none."""
    try:
        page = page_as_seen(document, index)
        textpage = page.get_textpage()
    except pypdfium2.PdfiumError:
        return "", False
    try:
        text = str(textpage.get_text_bounded()).replace("\r\n", "\n")[:MAX_PAGE_CHARACTERS]
        if legacy_fonts.is_suspect(text):
            return legacy_fonts.without_legacy(textpage, text)
        return text, False
    finally:
        textpage.close()
        page.close()


def page_as_seen(document: pypdfium2.PdfDocument, index: int) -> pypdfium2.PdfPage:
    """A page; what is filled into a form becomes part of it, in memory only."""
    page = document[index]
    if document.get_formtype() == raw.FORMTYPE_NONE:
        return page
    raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    page.close()
    return document[index]


def joined(pages: list[str]) -> list[str]:
    """Pages with words whole again that were broken at a line's end, and text only.

    Whether ``self-`` and ``employed`` is one word is asked of the document itself:
    what stands elsewhere in one line decides, and without a witness the hyphen goes,
    if what it parts is in small letters.
    """
    broken = any(LINE_END_HYPHEN.search(text) for text in pages)
    seen = Counter(word.lower() for text in pages for word in WORD.findall(text)) if broken else {}

    def whole(match: re.Match[str]) -> str:
        left, right = match.groups()
        hyphened, plain = f"{left}-{right}", f"{left}{right}"
        witnesses = seen.get(hyphened.lower(), 0), seen.get(plain.lower(), 0)
        if witnesses[0] != witnesses[1]:
            return max(zip(witnesses, (hyphened, plain), strict=True))[1]
        return plain if left[-1].islower() and right[0].islower() else hyphened

    return [cleaned(LINE_END_HYPHEN.sub(whole, text)) for text in pages]


def cleaned(text: str) -> str:
    return NOT_TEXT.sub("", text).strip()
