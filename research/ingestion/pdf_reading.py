"""Reads one PDF in a process of its own, with limits, and prints what it found.

Started as ``python pdf_reading.py FILE`` by ``reading``; knows no Django. Prints JSON
lines: ``{"page": text}`` for each page in order, then ``{"pages": n}``, which says
the text is whole, then ``{"image": base64}`` where the first page could be drawn. Or one
line ``{"refused": key}`` with a key of ``reading.REASONS``.

The image comes last, for it is drawn from whatever a stranger embedded: a process
that dies of it has told the text already.
"""

import base64
import ctypes
import io
import json
import os
import re
import resource
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

#: A gigabyte holds any honest document of 100 MB with room to draw its first page.
MEMORY_BYTES = 1024**3
#: Past the first the kernel asks, past the second it kills.
CPU_SECONDS = (90, 100)
#: What is printed lies in a temporary file meanwhile.
OUTPUT_BYTES = 128 * 1024**2
MAX_PAGES = 3000
#: A dense page has 10,000 characters; a wall chart may have ten times that.
MAX_PAGE_CHARACTERS = 100_000
#: Three thousand well-filled pages.
MAX_CHARACTERS = 15_000_000
#: Shown 80 to 120 px wide; twice that for sharp screens, and light on a slow line.
IMAGE_WIDTH = 240
#: A banner of a page is drawn narrower rather than endlessly long.
IMAGE_MAX_HEIGHT = 960
IMAGE_QUALITY = 78

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


class Refused(Exception):
    """This file is not read; the argument is the key of the reason."""


def main(path: Path) -> None:
    limit_this_process()
    try:
        document = opened(path)
        pages = joined(list(texts(document)))
    except Refused as refusal:
        tell(refused=str(refusal))
        return
    except MemoryError:
        tell(refused="memory")
        return
    for text in pages:
        tell(page=text)
    tell(pages=len(pages))
    image = first_page_image(document)
    if image:
        tell(image=base64.b64encode(image).decode())


def limit_this_process() -> None:
    """Bound memory, time and output, and die with the worker that asked."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)
    for what, limits in {
        resource.RLIMIT_AS: (MEMORY_BYTES, MEMORY_BYTES),
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_FSIZE: (OUTPUT_BYTES, OUTPUT_BYTES),
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_NOFILE: (32, 32),
    }.items():
        resource.setrlimit(what, limits)
    os.nice(5)  # readers of the portal come first


def tell(**line: object) -> None:
    print(json.dumps(line), flush=True)


def opened(path: Path) -> pypdfium2.PdfDocument:
    with path.open("rb") as file:
        if file.read(5) != b"%PDF-":
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


def texts(document: pypdfium2.PdfDocument) -> Iterator[str]:
    total = 0
    for index in range(len(document)):
        text = page_text(document, index)
        total += len(text)
        if total > MAX_CHARACTERS:
            raise Refused("too_much_text")
        yield text


def page_text(document: pypdfium2.PdfDocument, index: int) -> str:
    """The text of a page; a page that can't be opened has none."""
    try:
        page = page_as_seen(document, index)
        textpage = page.get_textpage()
    except pypdfium2.PdfiumError:
        return ""
    try:
        return str(textpage.get_text_bounded()).replace("\r\n", "\n")[:MAX_PAGE_CHARACTERS]
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


def first_page_image(document: pypdfium2.PdfDocument) -> bytes | None:
    """A small WebP of the first page; nothing where it can't be drawn."""
    try:
        page = document[0]
        width, height = page.get_size()
        scale = min(IMAGE_WIDTH / max(width, 1), IMAGE_MAX_HEIGHT / max(height, 1))
        image = page.render(scale=scale).to_pil().convert("RGB")
        stream = io.BytesIO()
        image.save(stream, "WEBP", quality=IMAGE_QUALITY)
    except (pypdfium2.PdfiumError, MemoryError, ValueError, OSError):
        return None
    return stream.getvalue()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
