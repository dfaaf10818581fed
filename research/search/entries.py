"""What of an output goes into the index: one document, and one for each page of text."""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

import tantivy

from partners import partial_dates
from research.search import analysis, identifiers, index, material
from research.search.facets import FACETS
from research.search.material import Material

#: Text of an output beyond this is not indexed: a bound on memory, far above any report.
MOST_TEXT = 5_000_000

#: Values by field, as Tantivy takes them.
Fields = dict[str, object]


@dataclass(frozen=True, slots=True)
class Entry:
    """An output as the two indexes hold it; ``digest`` stands in the index too, for a check."""

    id: int
    output: tantivy.Document
    digest: int
    pages: list[tantivy.Document] = field(default_factory=list)


def entries(ids: Collection[int]) -> Iterator[Entry]:
    """Entries of those of ``ids`` that are published, in a fixed number of queries."""
    return map(entry_of, material.of_published(ids))


def entry_of(of: Material) -> Entry:
    """What of one output goes in."""
    stems = [analysis.stems(page.text, of.language) for page in of.pages]
    record = _output_fields(of, " ".join(stems)[:MOST_TEXT])
    pages: list[Fields] = [
        {"output": of.id, "document": page.document, "number": page.number, "text": text}
        for page, text in zip(of.pages, stems, strict=True)
    ]
    digest = _digest([record, *pages])
    return Entry(
        of.id,
        tantivy.Document.from_dict({**record, "digest": digest}, index.output_schema()),
        digest,
        [tantivy.Document.from_dict(page, index.page_schema()) for page in pages],
    )


def _digest(documents: list[Fields]) -> int:
    """A number that changes with anything that goes into the index."""
    return int.from_bytes(hashlib.blake2b(repr(documents).encode(), digest_size=7).digest())


def _output_fields(of: Material, body: str) -> Fields:
    title, spelt_title = analysis.stems_and_spelt(of.titles, of.language)
    said, spelt = analysis.stems_and_spelt(of.said, of.language)
    record = f"{title} {said}"
    day = partial_dates.first_day(of.issued).toordinal() if of.issued else 0
    fields: Fields = {
        "id": of.id,
        "title": title,
        "record": record,
        "everything": f"{record} {body}",
        "people": analysis.stems(of.people, of.language),
        "institutions": analysis.stems(of.institution_names, of.language),
        "spelt": spelt_title,
        "written": f"{spelt_title} {spelt}",
        "identifier": list(dict.fromkeys(identifiers.of(of))),
        "newest": _unique(day, of.id),
        # The unknown date stands last in either direction.
        "oldest": _unique((1 << 22) - day if day else 0, of.id),
        "alphabet": _unique(_alphabet(of.title), of.id, bits=24),
        **{facet.name: sorted(set(facet.values(of))) for facet in FACETS},
    }
    if of.year is not None:
        fields["year"] = of.year
    return fields


def _unique(order: int, pk: int, bits: int = 40) -> int:
    """A number that sorts by ``order`` and is nobody else's: pages never overlap."""
    return (order << bits) | (pk & ((1 << bits) - 1))


def _alphabet(title: str) -> int:
    """The first letters of a title as a number that sorts as they do; A stands highest."""
    letters = "".join(analysis.stems(title, "").split())
    number = int.from_bytes(letters.encode()[:5].ljust(5, b"\0"))
    return (1 << 40) - 1 - number
