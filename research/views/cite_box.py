"""The box that says how to cite an output: one reference, in the style a reader chooses."""

import hashlib
import json
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe

from partners import caching
from research.formats import FORMATS, Record, citations, csl_json, styles

#: What reference managers open, in the order in which they are offered.
OFFERED = ("bib", "biblatex", "ris", "csljson")
#: A reference is written anew when its record changes; this only clears the old ones away.
KEPT_FOR = 7 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Download:
    label: str | Promise
    address: str


@dataclass(frozen=True, slots=True)
class CiteBox:
    reference: SafeString
    styles: tuple[Choice, ...]
    downloads: tuple[Download, ...]
    #: Where a script finds what else can be copied.
    bibtex_address: str


def cite_box(record: Record, style: str = "") -> CiteBox:
    """In the style asked for, where there is such a style."""
    chosen = style if style in styles.STYLES else styles.FIRST
    return CiteBox(
        reference=_reference(record, chosen),
        styles=tuple(
            Choice(value, each.name, value == chosen) for value, each in styles.STYLES.items()
        ),
        downloads=tuple(_download(record, suffix) for suffix in OFFERED),
        bibtex_address=_address(record, "bib"),
    )


def _download(record: Record, suffix: str) -> Download:
    found = FORMATS["json" if suffix == "csljson" else suffix]
    return Download(found.name, _address(record, suffix))


def _address(record: Record, suffix: str) -> str:
    return reverse("open:output-export", args=[record.slug, suffix])


def _reference(record: Record, style: str) -> SafeString:
    """Some milliseconds of work, so it is kept as long as the record says the same."""
    said = json.dumps(csl_json.item(record), sort_keys=True).encode()
    key = f"citation:{style}:{hashlib.sha256(said).hexdigest()}"
    written: str | None = caching.kept([key]).get(key)
    if written is None:
        written = citations.html(record, style)
        caching.keep({key: written}, KEPT_FOR)
    return mark_safe(written)  # noqa: S308 - citations escapes all that comes from the record
