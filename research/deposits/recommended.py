"""Sentences of an output's documents that may be recommendations, for a person to choose."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from research.ingestion.recommended import Said, recommended, what_to_look_for
from research.models import Document, DocumentPage, Output

#: Pages after the one that may begin a section are read too.
PAGES_AFTER = 6


def found_in(output: Output) -> tuple[Said, ...]:
    """Of the files that are read and not replaced; without what stands with the output already."""
    stand = [_letters(one.text) for one in output.recommendations.all()]
    return tuple(
        said
        for pages in _pages_to_look_at(output)
        for said in recommended(pages)
        if not _stands(_letters(said.text), stand)
    )


def _pages_to_look_at(output: Output) -> Iterator[list[tuple[int, str]]]:
    """Of each document only the pages on and after a heading: reports have hundreds."""
    documents = Document.objects.of_output(output).current().read()
    pages = DocumentPage.objects.filter(document__in=documents)
    begins: dict[int, set[int]] = defaultdict(set)
    heads = pages.filter(text__iregex=what_to_look_for())
    for pk, number in heads.values_list("document_id", "number"):
        begins[pk].update(range(number, number + PAGES_AFTER + 1))
    for document in documents.in_order():
        wanted = pages.filter(document=document, number__in=begins[document.pk]).in_order()
        if begins[document.pk]:
            yield list(wanted.values_list("number", "text"))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _stands(said: str, stand: Iterable[str]) -> bool:
    """Whether it was taken before: as it was, or shortened at its end."""
    return any(said.startswith(one) or one.startswith(said) for one in stand if one)
