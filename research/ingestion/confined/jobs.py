"""What a confined child can be told to do with a file, by name."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from research.ingestion.confined import languages, office, pdf_layout, pdf_text, plain_files
from research.ingestion.confined.active_content import active_content
from research.ingestion.confined.answers import tell
from research.ingestion.confined.pdf_images import draw_page, first_page_image
from research.ingestion.confined.pdf_properties import properties_of


def read_pdf(path: str, *, image: bool = False) -> None:
    """Text by page and what it is, then what else there is, riskiest last.

    Each line is told as soon as it is known: a process that dies of the image has told
    the text already.
    """
    document = pdf_text.opened(Path(path))
    pages, legacy = [], []
    for number, (text, is_legacy) in enumerate(pdf_text.texts(document), 1):
        pages.append(text)
        if is_legacy:
            legacy.append(number)
    pages = pdf_text.joined(pages)
    for text in pages:
        tell(page=text)
    tell(pages=len(pages), legacy=legacy, encrypted=pdf_text.is_encrypted(document))
    sys.stdout.flush()
    tell(languages=languages.languages_of(pages))
    sys.stdout.flush()
    tell(active=active_content(Path(path)))
    sys.stdout.flush()
    if image and (drawn := first_page_image(document)):
        tell(image=drawn)


def look_at_pdf(path: str, first: int, most: int) -> None:
    """What a form can be filled with: lines of the first pages, text of most, properties."""
    document = pdf_text.opened(Path(path))
    count = len(document)
    texts = [pdf_text.page_text(document, index)[0] for index in range(min(count, most))]
    texts = pdf_text.joined(texts)
    for text in texts:
        tell(page=text)
    tell(pages=count, languages=languages.languages_of(texts))
    for index in range(min(count, first)):
        for line in pdf_layout.lines(document, index):
            tell(line=line)
    sys.stdout.flush()
    tell(properties=properties_of(Path(path)))


def draw_page_of_pdf(path: str, number: int, into: str) -> None:
    draw_page(pdf_text.opened(Path(path)), number, Path(into))


def _tell_pages(pages: list[str], active: list[str], *, encrypted: bool = False) -> None:
    kept = [pdf_text.cleaned(page) for page in pages]
    if not kept:
        kept = [""]
    for page in kept:
        tell(page=page)
    tell(pages=len(kept), legacy=[], encrypted=encrypted)
    tell(languages=languages.languages_of(kept))
    tell(active=active)


def read_office(path: str, text_of: Callable[[office.Archive], list[str]]) -> None:
    archive = office.Archive(Path(path))
    _tell_pages(text_of(archive), archive.active())


def read_table(path: str) -> None:
    _tell_pages(plain_files.table(Path(path)), [])


def read_archive(path: str) -> None:
    pages, active, encrypted = plain_files.archive(Path(path))
    _tell_pages(pages, active, encrypted=encrypted)


JOBS: dict[str, Callable[..., None]] = {
    "read_pdf": read_pdf,
    "read_word": partial(read_office, text_of=office.word),
    "read_slides": partial(read_office, text_of=office.slides),
    "read_sheets": partial(read_office, text_of=office.sheets),
    "read_table": read_table,
    "read_archive": read_archive,
    "look_at_pdf": look_at_pdf,
    "draw_page": draw_page_of_pdf,
}
