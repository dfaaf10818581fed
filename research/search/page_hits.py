"""On which pages of its documents an output says what was sought."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import tantivy
from django.db.models import Q
from django.utils.safestring import SafeString

from research.models import Document, DocumentPage, Output
from research.search import ranking
from research.search.query_language import Question
from research.search.snippets import snippet

#: Pages shown with one result.
MOST_PAGES = 3
#: Best pages asked for at once; a long report may fill them all.
ASKED = 300


@dataclass(frozen=True, slots=True)
class PageHit:
    """A page that says it: ``url`` opens the file there."""

    number: int
    snippet: SafeString
    url: str


@dataclass(frozen=True, slots=True)
class _Place:
    document: int
    number: int


def page_hits(
    searcher: tantivy.Searcher, question: Question, outputs: Sequence[Output]
) -> dict[int, tuple[PageHit, ...]]:
    """By output id, up to three pages each, the best first."""
    with_text = [output for output in outputs if any(d.is_read for d in output.documents.all())]
    if not (question.asks_for_words and with_text):
        return {}
    places = _best_places(searcher, question, [output.pk for output in with_text])
    texts = _texts(places)
    return {
        output.pk: tuple(_hits(output, places.get(output.pk, []), texts, question))
        for output in with_text
    }


def _best_places(
    searcher: tantivy.Searcher, question: Question, ids: list[int]
) -> dict[int, list[_Place]]:
    places = _ask(searcher, question, ids)
    # A long report may have taken all places: ask for those left out, one by one.
    if sum(map(len, places.values())) >= ASKED:
        for pk in ids:
            if pk not in places:
                places |= _ask(searcher, question, [pk], MOST_PAGES)
    return {pk: found[:MOST_PAGES] for pk, found in places.items()}


def _ask(
    searcher: tantivy.Searcher, question: Question, ids: list[int], limit: int = ASKED
) -> dict[int, list[_Place]]:
    found = searcher.search(ranking.page_query(question, ids), limit, count=False).hits
    addresses = [address for _score, address in found]
    fields = [
        searcher.fast_field_values(name, addresses) for name in ("output", "document", "number")
    ]
    places: dict[int, list[_Place]] = {}
    for output, document, number in zip(*fields, strict=True):
        places.setdefault(output, []).append(_Place(document, number))
    return places


def _texts(places: Mapping[int, list[_Place]]) -> dict[_Place, str]:
    wanted = Q(pk__in=[])
    for place in (place for found in places.values() for place in found):
        wanted |= Q(document=place.document, number=place.number)
    # Asked of the database too: the index may not know yet what was closed just now.
    pages = DocumentPage.objects.readable_of(list(places)).filter(wanted)
    return {_Place(page.document_id, page.number): page.text for page in pages}


def _hits(
    output: Output, places: list[_Place], texts: Mapping[_Place, str], question: Question
) -> list[PageHit]:
    documents: dict[int, Document] = {document.pk: document for document in output.documents.all()}
    hits = []
    for place in places:
        document = documents.get(place.document)
        marked = snippet(texts.get(place, ""), question, output.language)
        if document and marked:
            document.output = output  # its address needs the slug: no query for that
            url = f"{document.get_absolute_url()}#page={place.number}"
            hits.append(PageHit(place.number, marked, url))
    return hits
