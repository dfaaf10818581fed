"""What of an output goes into the index: one document, and one for each page of text."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

import tantivy

from partners import partial_dates
from research.models import DocumentPage, Output
from research.search import analysis
from research.search.facets import FACETS

#: Text of an output beyond this is not indexed: a bound on memory, far above any report.
MOST_TEXT = 5_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """An output as the two indexes hold it."""

    output: tantivy.Document
    pages: list[tantivy.Document] = field(default_factory=list)


def entries(ids: Collection[int]) -> Iterator[Entry]:
    """Entries of those of ``ids`` that are published, in a fixed number of queries."""
    outputs = list(Output.objects.published().filter(pk__in=ids).for_index())
    texts = _texts([output.pk for output in outputs])
    for output in outputs:
        yield _entry(output, texts.get(output.pk, []))


def _texts(ids: Collection[int]) -> dict[int, list[DocumentPage]]:
    texts: dict[int, list[DocumentPage]] = {}
    for page in DocumentPage.objects.readable_of(ids):
        texts.setdefault(page.document.output_id, []).append(page)
    return texts


def _entry(output: Output, pages: list[DocumentPage]) -> Entry:
    stems = [analysis.stems(page.text, output.language) for page in pages]
    return Entry(
        _output_document(output, " ".join(stems)[:MOST_TEXT]),
        [_page_document(output, page, text) for page, text in zip(pages, stems, strict=True)],
    )


def _output_document(output: Output, body: str) -> tantivy.Document:
    language = output.language
    title = analysis.stems(f"{output.title} {output.subtitle}", language)
    record = f"{title} {analysis.stems(_record_text(output), language)}"
    entry = tantivy.Document()
    entry.add_unsigned("id", output.pk)
    entry.add_text("title", title)
    entry.add_text("record", record)
    entry.add_text("everything", f"{record} {body}")
    for facet in FACETS:
        for value in dict.fromkeys(facet.values(output)):
            entry.add_text(facet.name, value)
    if output.year is not None:
        entry.add_unsigned("year", output.year)
    day = partial_dates.first_day(output.issued).toordinal() if output.issued else 0
    entry.add_unsigned("newest", _unique(day, output.pk))
    # The unknown date stands last in either direction.
    entry.add_unsigned("oldest", _unique((1 << 22) - day if day else 0, output.pk))
    entry.add_unsigned("alphabet", _unique(_alphabet(output.title), output.pk, bits=24))
    return entry


def _record_text(output: Output) -> str:
    """Everything the record says in words, but the title."""
    return " \n ".join(
        [
            output.summary,
            output.abstract,
            *output.key_messages,
            *output.keywords,
            output.series,
            output.container,
            output.publisher,
            output.doi,
            *(credit.name for credit in output.credits.all()),
            *(
                f"{link.institution.name} {link.institution.acronym}"
                for link in output.output_institutions.all()
            ),
            *(country.name for country in output.countries.all()),
            *(theme.name for theme in output.themes.all()),
            str(output.year or ""),
        ]
    )


def _page_document(output: Output, page: DocumentPage, text: str) -> tantivy.Document:
    entry = tantivy.Document()
    entry.add_unsigned("output", output.pk)
    entry.add_unsigned("document", page.document_id)
    entry.add_unsigned("number", page.number)
    entry.add_text("text", text)
    return entry


def _unique(order: int, pk: int, bits: int = 40) -> int:
    """A number that sorts by ``order`` and is nobody else's: pages never overlap."""
    return (order << bits) | (pk & ((1 << bits) - 1))


def _alphabet(title: str) -> int:
    """The first letters of a title as a number that sorts as they do; A stands highest."""
    letters = "".join(analysis.stem(token.word, "") for token in analysis.tokens(title))
    number = int.from_bytes(letters.encode()[:5].ljust(5, b"\0"))
    return (1 << 40) - 1 - number
