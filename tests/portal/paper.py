"""Papers to upload: real PDF files, made of the hub's own guide."""

from pathlib import Path

import pypdfium2

GUIDE = Path(__file__).resolve().parents[2] / "hub/starter/guides/guide-to-the-hub-en.pdf"


def long_paper(path: Path, *, times: int) -> Path:
    """The guide, ``times`` over: long enough for the reading to be interrupted."""
    with pypdfium2.PdfDocument.new() as paper, pypdfium2.PdfDocument(GUIDE) as guide:
        for _ in range(times):
            paper.import_pages(guide)
        paper.save(path)
    return path
