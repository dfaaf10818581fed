"""What became of reading a document, in plain sentences for people."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from research.ingestion import recognition
from research.ingestion.reading import ACTIVE
from research.models import Document

#: More numbers than this are no list but a load.
MOST_NUMBERS = 12


def in_words(document: Document) -> str:
    """All there is to say: “Text searchable: 62 of 64 pages; pages 3, 9 are scans.”"""
    if document.state == Document.State.UNREADABLE:
        return document.reason_display
    if not document.is_read:
        return str(document.get_state_display())
    said = [searchable(document), *besides(document)]
    sentences = ["; ".join(said) + "."]
    if document.active_content:
        sentences.append(active(document.active_content))
    return " ".join(sentences)


def besides(document: Document) -> list[str]:
    """What there is to say of the pages that are not plain text."""
    said = []
    if document.scanned_pages:
        said.append(_scans(document))
    if document.legacy_pages:
        said.append(_legacy(document.legacy_pages))
    if document.recognised_pages:
        said.append(_recognised(document.recognised_pages))
    return said


def searchable(document: Document) -> str:
    return ngettext(
        "Text searchable: %(some)d of %(all)d page",
        "Text searchable: %(some)d of %(all)d pages",
        document.page_count or 0,
    ) % {"some": document.pages_with_text, "all": document.page_count or 0}


def active(found: Sequence[str]) -> str:
    """What in the file would act by itself."""
    listed = ", ".join(str(ACTIVE.get(what, what)) for what in found)
    return _("The file has active content: %(list)s.") % {"list": listed}


def _scans(document: Document) -> str:
    pages = document.scanned_pages
    words = ngettext("page %(pages)s is a scan", "pages %(pages)s are scans", len(pages))
    said = words % {"pages": numbers(pages)}
    if not document.to_recognise:
        return said
    if not recognition.is_installed():
        return _("%(scans)s; text recognition is not installed here") % {"scans": said}
    return _("%(scans)s; their text is being recognised") % {"scans": said}


def _legacy(pages: Sequence[int]) -> str:
    words = ngettext(
        "page %(pages)s is in a font from before Unicode, whose letters can't be read",
        "pages %(pages)s are in a font from before Unicode, whose letters can't be read",
        len(pages),
    )
    return words % {"pages": numbers(pages)}


def _recognised(pages: Sequence[int]) -> str:
    words = ngettext(
        "the text of page %(pages)s was recognised from its picture",
        "the text of pages %(pages)s was recognised from their pictures",
        len(pages),
    )
    return words % {"pages": numbers(pages)}


def numbers(pages: Sequence[int]) -> str:
    """``3, 9, 12–15`` and “…” where there are too many."""
    runs: list[list[int]] = []
    for page in sorted(pages):
        if runs and page == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], page]
        else:
            runs.append([page, page])
    shown = [f"{a}" if a == b else f"{a}, {b}" if b == a + 1 else f"{a}–{b}" for a, b in runs]
    return ", ".join(shown[:MOST_NUMBERS]) + (" …" if len(shown) > MOST_NUMBERS else "")
