"""BibLaTeX: dates, subtitles and languages have fields of their own."""

from collections.abc import Iterator

from research.formats.bibtex import (
    Entry,
    braced,
    escaped,
    identifiers,
    people,
    plain,
    protected,
    written,
)
from research.formats.record import Record
from research.vocabularies import OutputType

OTHER = Entry("misc", kind="type")
REPORT = Entry("report", "institution", kind="type")
ENTRIES = {
    OutputType.POLICY_BRIEF: REPORT,
    OutputType.REPORT: REPORT,
    OutputType.WORKING_PAPER: REPORT,
    OutputType.JOURNAL_ARTICLE: Entry("article", needs="journaltitle"),
    OutputType.BOOK: Entry("book"),
    OutputType.BOOK_CHAPTER: Entry("incollection", needs="booktitle"),
    OutputType.CONFERENCE_PAPER: Entry("inproceedings", needs="booktitle"),
    OutputType.THESIS: Entry("thesis", "institution", kind="type"),
    OutputType.DATASET: Entry("dataset"),
    OutputType.GUIDE: REPORT,
    OutputType.POLICY_DOCUMENT: REPORT,
    OutputType.EVENT_REPORT: REPORT,
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
    entry = ENTRIES.get(OutputType(record.type), OTHER)
    if entry.needs and not record.container:
        entry = OTHER
    return written(entry.type, record.slug, _fields(record, entry))


def _fields(record: Record, entry: Entry) -> Iterator[tuple[str, str]]:
    kind = OutputType(record.type).name.replace("_", " ").capitalize()
    yield from plain(
        author=people(record.authors),
        editor=people(record.editors),
        translator=people(record.translators),
        title=protected(record.title),
        subtitle=protected(record.subtitle),
    )
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
