"""A PDF to the fields of a form: what is printed, what the file says of itself, its text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from research.ingestion import cleaning, nursery, reading
from research.ingestion.confined.pdf_layout import Line
from research.ingestion.prefill import dates, names, people, printed, titles
from research.ingestion.prefill.filled import Filled, Prefill, Source

#: Whoever waits for a form waits no longer.
PATIENCE_SECONDS = 30.0
#: Pages whose setting is looked at, and whose text is read for topics.
FIRST_PAGES, MOST_PAGES = 3, 60
#: In which order a form has its fields.
ORDER = (
    "type title subtitle people institutions language issued abstract keywords series number container "
    "publisher doi isbn issn url"
).split()


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at a PDF showed."""

    pages: tuple[str, ...]
    lines: tuple[Line, ...]
    languages: tuple[str, ...]
    properties: Mapping[str, list[str]]


def from_pdf(path: Path) -> Prefill:
    """What the PDF at ``path`` says of itself. Never raises: a refusal is its problem."""
    try:
        if not path.is_file() or not path.stat().st_size:
            key = "empty" if path.is_file() else "missing"
            return Prefill(problem=_(reading.REASONS[key]))
    except (OSError, ValueError):
        return Prefill(problem=_(reading.REASONS["missing"]))
    outcome = nursery.run(
        "look_at_pdf", path, first=FIRST_PAGES, most=MOST_PAGES, patience=PATIENCE_SECONDS
    )
    look = _look(outcome.lines)
    if look is None:
        return Prefill(problem=_(reading.REASONS[reading.refusal(outcome)]))
    fields = sorted(_fields(look), key=lambda filled: ORDER.index(filled.field))
    problem = "" if fields else _("Nothing was found in the file that fills the form.")
    return Prefill(tuple(fields), problem, look.pages)


def _look(told: Sequence[nursery.Line]) -> Look | None:
    pages: list[str] = []
    lines: list[Line] = []
    languages: tuple[str, ...] = ()
    properties: Mapping[str, list[str]] = {}
    is_whole = False
    for line in told:
        match line:
            case {"page": str(text)}:
                pages.append(text)
            case {"pages": int(), "languages": list(found)}:
                languages, is_whole = tuple(found), True
            case {"line": dict(set_line)}:
                lines.append(Line(**set_line))
            case {"properties": dict(found)}:
                properties = found
    return Look(tuple(pages), tuple(lines), languages, properties) if is_whole else None


def _fields(look: Look) -> Iterator[Filled]:
    properties = dict(look.properties)
    title = titles.title(look.lines, properties)
    if title:
        yield from _title(title)
    if found := people.people(look.lines, title, properties, pages=look.pages):
        persons = tuple(names.person(name) for name in found.names)
        source = Source.PRINTED if found.page else Source.METADATA
        yield Filled("people", persons, source, found.confidence, found.page)
    if dated := dates.issued(look.lines, properties):
        date, confidence = dated
        source = Source.PRINTED if date.page else Source.METADATA
        yield Filled("issued", date.issued, source, confidence, date.page)
    if look.languages:
        yield Filled("language", look.languages[0], Source.TEXT, 0.9 if look.pages else 0.5)
    yield from _identifiers(look.pages, properties)
    yield from _texts(look.pages)


def _title(title: titles.Title) -> Iterator[Filled]:
    source = Source.METADATA if title.is_property else Source.PRINTED
    yield Filled("title", title.text, source, title.confidence, title.page)
    if title.subtitle:
        yield Filled("subtitle", title.subtitle, source, title.confidence - 0.1, title.page)


def _identifiers(pages: Sequence[str], properties: Mapping[str, list[str]]) -> Iterator[Filled]:
    said = _said_doi(properties)
    seen = printed.doi(pages)
    if said:
        is_both = seen is not None and seen.value == said
        yield Filled("doi", said, Source.METADATA, 0.98 if is_both else 0.9)
    elif seen:
        yield Filled("doi", seen.value, Source.PRINTED, seen.confidence, seen.page)
    if isbn := printed.isbn(pages):
        values = tuple(seen.value for seen in isbn)
        yield Filled("isbn", values, Source.PRINTED, isbn[0].confidence, isbn[0].page)
    if issn := printed.issn(pages):
        yield Filled("issn", issn.value, Source.PRINTED, issn.confidence, issn.page)


def _said_doi(properties: Mapping[str, list[str]]) -> str:
    """The DOI among the file's properties, whatever it is called there."""
    for name in ("doi", "subject", "abstract"):
        for value in properties.get(name, []):
            if match := printed.DOI.search(value):
                return cleaning.doi(match["doi"]).rstrip(".,;:)]")
    return ""


def _texts(pages: Sequence[str]) -> Iterator[Filled]:
    if kind := printed.kind(pages):
        yield Filled("type", kind.value, Source.PRINTED, kind.confidence, kind.page)
    if abstract := printed.abstract(pages):
        yield Filled(
            "abstract", abstract.value, Source.PRINTED, abstract.confidence, abstract.page
        )
    if found := printed.keywords(pages):
        words, page = found
        yield Filled("keywords", words, Source.PRINTED, 0.75, page)
    if series := printed.series(pages):
        name, number = series
        yield Filled("series", name.value, Source.PRINTED, name.confidence, name.page)
        yield Filled("number", number, Source.PRINTED, name.confidence, name.page)
