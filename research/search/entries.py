"""What of an output goes into the index: one document, and one for each page of text."""

import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

import tantivy

from partners import partial_dates
from research.models import DocumentPage, Output
from research.search import analysis, identifiers
from research.search.facets import FACETS

#: Text of an output beyond this is not indexed: a bound on memory, far above any report.
MOST_TEXT = 5_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """An output as the two indexes hold it; ``digest`` stands in the index too, for a check."""

    id: int
    output: tantivy.Document
    digest: int
    pages: list[tantivy.Document] = field(default_factory=list)


def entries(ids: Collection[int]) -> Iterator[Entry]:
    """Entries of those of ``ids`` that are published, in a fixed number of queries."""
    outputs = list(Output.objects.published().filter(pk__in=ids).for_index())
    texts = _texts([output.pk for output in outputs])
    for output in outputs:
        yield entry_of(output, texts.get(output.pk, []))


def _texts(ids: Collection[int]) -> dict[int, list[DocumentPage]]:
    texts: dict[int, list[DocumentPage]] = {}
    for page in DocumentPage.objects.readable_of(ids):
        texts.setdefault(page.document.output_id, []).append(page)
    return texts


def entry_of(output: Output, pages: list[DocumentPage]) -> Entry:
    """What of one output goes in; ``for_index`` has fetched what belongs to it."""
    stems = [analysis.stems(page.text, output.language) for page in pages]
    record = _output_document(output, " ".join(stems)[:MOST_TEXT])
    texts = [_page_document(output, page, text) for page, text in zip(pages, stems, strict=True)]
    digest = _digest([record, *texts])
    record.add_unsigned("digest", digest)
    return Entry(output.pk, record, digest, texts)


def _digest(documents: list[tantivy.Document]) -> int:
    """A number that changes with anything that goes into the index."""
    said = json.dumps([document.to_dict() for document in documents], sort_keys=True)
    return int.from_bytes(hashlib.blake2b(said.encode(), digest_size=7).digest())


def _output_document(output: Output, body: str) -> tantivy.Document:
    language = output.language
    titles, said = f"{output.title} {output.subtitle}", record_text(output)
    title = analysis.stems(titles, language)
    record = f"{title} {analysis.stems(said, language)}"
    entry = tantivy.Document()
    entry.add_unsigned("id", output.pk)
    entry.add_text("title", title)
    entry.add_text("record", record)
    entry.add_text("everything", f"{record} {body}")
    entry.add_text("people", analysis.stems(_people(output), language))
    entry.add_text("institutions", analysis.stems(_institutions(output), language))
    spelt = analysis.spelt(titles)
    entry.add_text("spelt", spelt)
    entry.add_text("written", f"{spelt} {analysis.spelt(said)}")
    for key in dict.fromkeys(identifiers.of(output)):
        entry.add_text("identifier", key)
    for facet in FACETS:
        for value in sorted(set(facet.values(output))):
            entry.add_text(facet.name, value)
    if output.year is not None:
        entry.add_unsigned("year", output.year)
    day = partial_dates.first_day(output.issued).toordinal() if output.issued else 0
    entry.add_unsigned("newest", _unique(day, output.pk))
    # The unknown date stands last in either direction.
    entry.add_unsigned("oldest", _unique((1 << 22) - day if day else 0, output.pk))
    entry.add_unsigned("alphabet", _unique(_alphabet(output.title), output.pk, bits=24))
    return entry


def record_text(output: Output) -> str:
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
            _people(output),
            _institutions(output),
            *(country.name for country in output.countries.all()),
            *(theme.name for theme in output.themes.all()),
            str(output.year or ""),
        ]
    )


def _people(output: Output) -> str:
    """As credited, and as they are called now."""
    credits_ = output.credits.all()
    names = {credit.name: None for credit in credits_}
    names |= {credit.person.name: None for credit in credits_ if credit.person}
    return " \n ".join(names)


def _institutions(output: Output) -> str:
    return " \n ".join(
        f"{link.institution.name} {link.institution.acronym}"
        for link in output.output_institutions.all()
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
