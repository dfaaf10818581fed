"""The light text edition of a document: its pages as plain HTML, for slow lines."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from research.models import Document, DocumentPage
from research.views.counting import note_download
from research.views.gate import addressed_output, is_for_staff, readable_document
from research.views.moved import follows_merges
from research.views.output import tombstone
from research.views.text_paragraphs import paragraphs

#: Some 3,000 letters a page: so many pages stay under 100 KB.
PAGES_IN_A_PART = 20


@dataclass(frozen=True, slots=True)
class TextPage:
    """One page of the document; none of its paragraphs where it is scanned."""

    number: int
    paragraphs: list[str]
    address: str
    #: Read by a program from a picture: there may be mistakes.
    is_recognised: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A link to a run of pages."""

    number: int
    first: int
    last: int
    is_current: bool


@require_safe
@follows_merges
def document_text(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    output = addressed_output(request, slug)
    if not output.is_public and not is_for_staff(request, output):
        return tombstone(request, output)
    document = readable_document(request, output, pk)
    if not document.is_read:
        raise Http404
    paginator = Paginator(document.text_pages.in_order(), PAGES_IN_A_PART)
    part = paginator.get_page(request.GET.get("part"))
    context = {
        "output": output,
        "document": document,
        "pages": [_text_page(document, page) for page in part],
        "part": part,
        "parts": _parts(paginator.num_pages, part.number, document.page_count or 0),
        "language": document.language or output.language,
    }
    response = render(request, "research/document_text.html", context)
    if part.number == 1:  # going on reading is no second download
        note_download(request, document, response)
    return response


def _text_page(document: Document, page: DocumentPage) -> TextPage:
    address = f"{document.get_absolute_url()}#page={page.number}"
    return TextPage(page.number, paragraphs(page.text), address, page.is_recognised)


def _parts(count: int, current: int, last_page: int) -> list[Part]:
    return [
        Part(
            number=number,
            first=(number - 1) * PAGES_IN_A_PART + 1,
            last=min(number * PAGES_IN_A_PART, last_page),
            is_current=number == current,
        )
        for number in range(1, count + 1)
    ]
