"""BibTeX in UTF-8, as old styles and reference managers read it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from research.formats import latex
from research.formats.record import Name, Record
from research.vocabularies import OutputType

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


@dataclass(frozen=True, slots=True)
class Entry:
    """What an output becomes, the field its publisher is, and what it can't be without."""

    type: str
    publisher: str = "publisher"
    needs: str = ""
    #: The field that says what kind of thing it is; where the entry type does not.
    kind: str = ""


OTHER = Entry("misc", kind="howpublished")
ARTICLE = Entry("article", needs="journal")
REPORT = Entry("techreport", "institution", kind="type")
ENTRIES = {
    OutputType.POLICY_BRIEF: REPORT,
    OutputType.REPORT: REPORT,
    OutputType.WORKING_PAPER: REPORT,
    OutputType.JOURNAL_ARTICLE: ARTICLE,
    OutputType.BOOK: Entry("book"),
    OutputType.BOOK_CHAPTER: Entry("incollection", needs="booktitle"),
    OutputType.CONFERENCE_PAPER: Entry("inproceedings", needs="booktitle"),
    OutputType.THESIS: Entry("phdthesis", "school", kind="type"),
    OutputType.GUIDE: REPORT,
    OutputType.POLICY_DOCUMENT: REPORT,
    OutputType.EVENT_REPORT: REPORT,
}


def write(record: Record) -> str:
    entry = fitting(record, ENTRIES.get(OutputType(record.type), OTHER), ARTICLE, OTHER)
    return written(entry.type, record.slug, _fields(record, entry))


def fitting(record: Record, entry: Entry, article: Entry, other: Entry) -> Entry:
    """What stands in a journal is an article; what should and does not is something else."""
    if entry.needs and not record.container:
        return other
    if record.container and not entry.needs and entry.type != "book":
        return article
    return entry


def written(type_: str, key: str, fields: Iterable[tuple[str, str]]) -> str:
    lines = [f"  {name} = {value}," for name, value in fields]
    return "\n".join([f"@{type_}{{{key},", *lines, "}\n"])


def _fields(record: Record, entry: Entry) -> Iterator[tuple[str, str]]:
    """In the order people like to read; what is empty is left out."""
    year, month, day = [*record.issued.split("-"), "", ""][:3]
    yield from plain(
        author=people(record.authors),
        editor=people(record.editors),
        translator=people(record.translators),
        title=protected(record.full_title),
    )
    yield from escaped({entry.kind: record.kind} if entry.kind else {})
    yield from escaped({entry.needs or "note": record.container})
    yield from escaped(
        {
            "series": record.series,
            "volume": record.volume,
            "number": record.journal_number or record.number,
            "pages": record.pages.replace("–", "-"),
            entry.publisher: record.publisher,
        }
    )
    yield from plain(year=braced(year))
    if month:
        yield "month", MONTHS[int(month) - 1]
    yield from plain(day=braced(day.lstrip("0")))
    yield from identifiers(record)
    yield from escaped(
        {
            "language": record.language,
            "keywords": ", ".join(word.replace(",", " ") for word in record.keywords),
            "abstract": record.description.replace("\n\n", " "),
        }
    )


def identifiers(record: Record) -> Iterator[tuple[str, str]]:
    yield from escaped({"isbn": ", ".join(record.isbn), "issn": record.issn})
    yield from plain(
        doi=braced(latex.address(record.doi)), url=braced(latex.address(record.address))
    )


def people(names: Iterable[Name]) -> str:
    return braced(" and ".join(map(_person, names)))


def _person(name: Name) -> str:
    """``von Family, Jr, Given``; a body in braces, so that nothing in it is taken for parts."""
    if name.is_body or not name.family:
        return braced(latex.escaped(name.credited))
    parts = [name.family, name.suffix, name.given] if name.suffix else [name.family, name.given]
    written = ", ".join(part for part in map(_part, parts) if part)
    # A single name that begins with a small letter would be nothing but a "von".
    return braced(written) if not name.given and name.family[0].islower() else written


def _part(part: str) -> str:
    is_misread = "," in part or " and " in f" {part.casefold()} "
    return braced(latex.escaped(part)) if is_misread else latex.escaped(part)


def protected(text: str) -> str:
    """In two pairs of braces: no style may make small letters of a name or an acronym."""
    return braced(braced(latex.escaped(text)))


def braced(text: str) -> str:
    return f"{{{text}}}" if text else ""


def plain(**fields: str) -> Iterator[tuple[str, str]]:
    return ((name, value) for name, value in fields.items() if value)


def escaped(fields: dict[str, str]) -> Iterator[tuple[str, str]]:
    return plain(**{name: braced(latex.escaped(value)) for name, value in fields.items() if value})
