"""What a PDF says of itself: its properties and its XMP, as text under neutral names."""

from collections.abc import Iterator
from pathlib import Path

import pikepdf

#: Names in XMP, best first, and what they are called here.
XMP = (
    ("title", "dc:title"),
    ("people", "dc:creator"),
    ("doi", "prism:doi"),
    ("doi", "crossmark:DOI"),
    ("doi", "pdfx:doi"),
    ("doi", "dc:identifier"),
    ("isbn", "prism:isbn"),
    ("abstract", "dc:description"),
    ("issued", "prism:publicationDate"),
    ("issued", "prism:coverDate"),
    ("issued", "dc:date"),
    ("language", "dc:language"),
    ("keywords", "dc:subject"),
    ("container", "prism:publicationName"),
    ("publisher", "dc:publisher"),
    ("made", "xmp:CreateDate"),
)
INFO = {
    "/Title": "title",
    "/Author": "people",
    "/Subject": "subject",
    "/Keywords": "keywords",
    "/doi": "doi",
    "/DOI": "doi",
    "/WPS-ARTICLEDOI": "doi",
    "/CreationDate": "made",
    "/Creator": "program",
    "/Producer": "producer",
}
MOST_CHARACTERS = 5000
MOST_VALUES = 50


def properties_of(path: Path) -> dict[str, list[str]]:
    """Each name with its values, XMP before the older kind; nothing where none can be read."""
    found: dict[str, list[str]] = {}
    try:
        with pikepdf.open(path) as pdf:
            said = [*_xmp(pdf), *_info(pdf)]
            if "/Lang" in pdf.Root:
                said.append(("language", str(pdf.Root["/Lang"])))
    except (pikepdf.PdfError, ValueError, RuntimeError, OverflowError, TypeError, KeyError):
        return {}
    for name, value in said:
        values = found.setdefault(name, [])
        text = value.replace("\x00", "").strip()[:MOST_CHARACTERS]
        if text and text not in values and len(values) < MOST_VALUES:
            values.append(text)
    return found


def _xmp(pdf: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    try:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
            for name, key in XMP:
                try:
                    value = xmp.get(key)
                except (ValueError, KeyError):
                    continue
                for one in value if isinstance(value, list | tuple | set) else [value]:
                    if one:
                        yield name, str(one)
    except (pikepdf.PdfError, ValueError, RuntimeError, TypeError, KeyError, AttributeError):
        return


def _info(pdf: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    for key, name in INFO.items():
        try:
            if key in pdf.docinfo:
                yield name, str(pdf.docinfo[key])
        except (ValueError, UnicodeDecodeError, pikepdf.PdfError):
            continue
