"""BibLaTeX: dates, subtitles and languages have fields of their own."""

from collections.abc import Iterator

from research.formats.bibtex import (
    Entry,
    braced,
    escaped,
    fitting,
    identifiers,
    people,
    plain,
    protected,
    written,
)
from research.formats.record import Record
from research.vocabularies import OutputType

OTHER = Entry("misc", kind="type")
ARTICLE = Entry("article", needs="journaltitle")
BOOK = Entry("book")
#: A book that has editors only.
COLLECTION = Entry("collection")
REPORT = Entry("report", "institution", kind="type")
ENTRIES = {
    OutputType.POLICY_BRIEF: REPORT,
    OutputType.REPORT: REPORT,
    OutputType.WORKING_PAPER: REPORT,
    OutputType.JOURNAL_ARTICLE: ARTICLE,
    OutputType.BOOK: BOOK,
    OutputType.BOOK_CHAPTER: Entry("incollection", needs="booktitle"),
    OutputType.CONFERENCE_PAPER: Entry("inproceedings", needs="booktitle"),
    OutputType.THESIS: Entry("thesis", "institution", kind="type"),
    OutputType.DATASET: Entry("dataset", kind="type"),
    OutputType.GUIDE: REPORT,
    OutputType.POLICY_DOCUMENT: REPORT,
    OutputType.EVENT_REPORT: REPORT,
}
#: What the data model of BibLaTeX knows only of some entries.
ONLY_IN = {
    "editor": {
        "book",
        "collection",
        "incollection",
        "inproceedings",
        "article",
        "dataset",
        "misc",
    },
    "translator": {"book", "collection", "incollection", "article"},
    "series": {"book", "collection", "incollection", "inproceedings", "article", "dataset"},
    "volume": {"book", "collection", "incollection", "inproceedings", "article"},
    "number": {"report", "book", "collection", "incollection", "inproceedings", "article"}
    | {"dataset"},
    "pages": {"report", "incollection", "inproceedings", "article"},
    "pagetotal": {"report", "book", "collection", "thesis"},
    "publisher": {"book", "collection", "incollection", "inproceedings", "dataset"},
    "isbn": {"book", "collection", "incollection", "inproceedings"},
    "issn": {"article"},
}
#: Names that babel and polyglossia know.
LANGUAGES = {
    "en": "english",
    "hi": "hindi",
    "ne": "nepali",
    "bn": "bengali",
    "ur": "urdu",
    "si": "sinhala",
    "ta": "tamil",
}


def write(record: Record) -> str:
    entry = _entry(record)
    fields = (
        (name, value)
        for name, value in _fields(record, entry)
        if name not in ONLY_IN or entry.type in ONLY_IN[name]
    )
    return written(entry.type, record.slug, fields)


def _entry(record: Record) -> Entry:
    entry = fitting(record, ENTRIES.get(OutputType(record.type), OTHER), ARTICLE, OTHER)
    if entry is REPORT and (record.editors or record.translators or record.isbn):
        entry = BOOK
    return COLLECTION if entry is BOOK and record.editors and not record.authors else entry


def _fields(record: Record, entry: Entry) -> Iterator[tuple[str, str]]:
    yield from plain(
        author=people(record.authors),
        editor=people(record.editors),
        translator=people(record.translators),
        title=protected(record.title),
        subtitle=protected(record.subtitle),
    )
    kind = record.series if entry is REPORT and record.series else record.kind
    yield from escaped({entry.kind: kind} if entry.kind else {})
    yield from escaped({entry.needs or "note": record.container})
    yield from escaped(
        {
            "series": record.series,
            "volume": record.volume,
            "number": record.journal_number or record.number,
            "pages": record.pages.replace("–", "-"),
            "pagetotal": str(record.page_count or ""),
            entry.publisher: record.publisher,
            "date": record.issued,
        }
    )
    yield from identifiers(record)
    yield from plain(langid=braced(LANGUAGES.get(record.language, "")))
    yield from escaped(
        {
            "language": LANGUAGES.get(record.language, record.language),
            "keywords": ", ".join(word.replace(",", " ") for word in record.keywords),
            "abstract": record.description.replace("\n\n", " "),
        }
    )
