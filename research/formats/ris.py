"""RIS, one value a line, each line ended as its specification wants it."""

from collections.abc import Iterator

from research.formats.record import Record
from research.vocabularies import OutputType

LINE_END = "\r\n"
REPORT, OTHER = "RPRT", "GEN"
TYPES = {
    OutputType.POLICY_BRIEF: REPORT,
    OutputType.REPORT: REPORT,
    OutputType.WORKING_PAPER: REPORT,
    OutputType.JOURNAL_ARTICLE: "JOUR",
    OutputType.BOOK: "BOOK",
    OutputType.BOOK_CHAPTER: "CHAP",
    OutputType.CONFERENCE_PAPER: "CPAPER",
    OutputType.THESIS: "THES",
    OutputType.DATASET: "DATA",
    OutputType.GUIDE: REPORT,
    OutputType.POLICY_DOCUMENT: "GOVDOC",
    OutputType.EVENT_REPORT: REPORT,
    OutputType.COMMENTARY: "BLOG",
    OutputType.MEDIA_UPDATE: "NEWS",
}


def write(record: Record) -> str:
    lines = (f"{tag}  - {value}{LINE_END}" for tag, value in _lines(record) if value)
    return f"{''.join(lines)}ER  - {LINE_END}"


def _date(issued: str) -> str:
    """``2019/05//``: year, month and day keep their places where they are unknown."""
    return "/".join([*issued.split("-"), "", ""][:3]) + "/" if issued else ""


def _lines(record: Record) -> Iterator[tuple[str, str]]:
    start, _dash, end = record.pages.replace("–", "-").partition("-")
    yield "TY", TYPES.get(OutputType(record.type), OTHER)
    yield "ID", record.slug
    yield from (("AU", name.inverted) for name in record.authors)
    yield from (("A2", name.inverted) for name in record.editors)
    yield from (("A4", name.inverted) for name in record.translators)
    yield "TI", record.full_title
    # A series stands where the journal or book does, or behind it.
    yield "T2", record.container or record.series
    yield "T3", record.series if record.container else ""
    yield "M3", record.kind
    yield "VL", record.volume
    yield "IS", record.journal_number or record.number
    yield "SP", start.strip() or str(record.page_count or "")
    yield "EP", end.strip()
    yield "PB", record.publisher
    yield "PY", record.year
    yield "DA", _date(record.issued)
    yield "SN", " ".join(record.isbn) or record.issn
    yield "DO", record.doi
    # Some readers split at a semicolon.
    yield "UR", record.address.replace(";", "%3B")
    yield from (("L1", file.address.replace(";", "%3B")) for file in record.files)
    yield "LA", record.language
    yield from (("KW", word) for word in record.subjects)
    yield "AB", record.description.replace("\n\n", " ")
