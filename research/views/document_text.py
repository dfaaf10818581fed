"""The light text edition of a document: its pages as plain HTML, for slow lines."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from research.models import Document, DocumentPage, Output
from research.views.counting import note_download
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
    output = get_object_or_404(Output.objects.public_or_withdrawn().for_listing(), slug=slug)
    if not output.is_public:
        return tombstone(request, output)
    document = _read_document(output, pk)
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


def _read_document(output: Output, pk: int) -> Document:
    """Raises ``Http404`` where no reader may have it, or nothing was read in it."""
    document = get_object_or_404(Document.objects.of_output(output), pk=pk)
    if not (output.is_open and document.is_read):
        raise Http404
    return document


def _text_page(document: Document, page: DocumentPage) -> TextPage:
    address = f"{document.get_absolute_url()}#page={page.number}"
    return TextPage(page.number, paragraphs(page.text), address)


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
