"""A reference as people write it: APA, Chicago, Harvard, Vancouver and others."""

import re
import warnings
from dataclasses import replace
from html import escape
from threading import Lock

import regex
from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
from citeproc.source.json import CiteProcJSON

from research.formats import csl_json, styles
from research.formats.record import Name, Record, Role

#: What the formatter would take for markup goes through it under other signs.
MEANT = "&<>\"'*_"
HIDDEN = {sign: chr(0xF8E0 + place) for place, sign in enumerate(MEANT)}
HIDE = str.maketrans(HIDDEN)
PLAIN = str.maketrans({hidden: sign for sign, hidden in HIDDEN.items()})
MARKUP = str.maketrans({hidden: escape(sign) for sign, hidden in HIDDEN.items()})
#: No style of its own may come into a page.
FOREIGN_TAGS = re.compile(r"</?(?!/?(?:i|b|sup|sub)>)[a-z][^<>]*>")
#: A list numbers its references; one reference alone has no number.
NUMBER = re.compile(r"^(?:\[1\]|1\.)\s*")
LATIN = regex.compile(r"[\p{Latin}\p{P}\p{Z}\p{M}0-9]*")
#: Styles hold state while they write.
ONE_AT_A_TIME = Lock()


def plain(record: Record, style: str = styles.FIRST) -> str:
    return _formatted(record, style, formatter.plain).translate(PLAIN)


def html(record: Record, style: str = styles.FIRST) -> str:
    """With titles in italics; everything that comes from the record is escaped."""
    return FOREIGN_TAGS.sub("", _formatted(record, style, formatter.html)).translate(MARKUP)


def _formatted(record: Record, style: str, how: object) -> str:
    reference = _reference(record)
    # What has nobody's name is called by its title, which must not stand there again.
    with ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # citeproc tells of each field it does not know
        source = CiteProcJSON([reference])
        bibliography = CitationStylesBibliography(
            styles.read(styles.STYLES[style].file), source, how
        )
        bibliography.register(Citation([CitationItem(reference["id"])]))
        written = str(bibliography.bibliography()[0])
    written = NUMBER.sub("", written)
    if not reference.get("author") and not reference.get("editor"):
        written = _said_once(written, reference["title"])
    return " ".join(written.split())


def _said_once(written: str, title: str) -> str:
    again = re.compile(
        rf"(?P<first>{re.escape(title)}.+?)(?:<i>|“)?{re.escape(title)}(?:</i>|[.,]?”)?[ .,]*",
        re.S | re.I,
    )
    return again.sub(r"\g<first>", written, count=1)


def _reference(record: Record) -> csl_json.Item:
    names = tuple(
        shown
        for role in (Role.AUTHOR, Role.EDITOR, Role.TRANSLATOR)
        for shown in _shown(record.named(role))
    )
    publisher = record.publisher
    if not names and publisher:
        names, publisher = (Name(publisher, is_body=True),), ""
    item = csl_json.item(replace(record, names=names, publisher=publisher))
    for unused in ("abstract", "keyword", "title-short"):
        item.pop(unused, None)
    return _hidden(item) | {"id": "reference"}


def _shown(names: tuple[Name, ...]) -> tuple[Name, ...]:
    """In scripts other than Latin there are no initials: such a name is written whole."""
    return tuple(
        name
        if name.is_body or LATIN.fullmatch(f"{name.given}{name.family}")
        else replace(name, credited=name.in_reading_order, is_body=True)
        for name in names
    )


def _hidden(value: "csl_json.Item") -> csl_json.Item:
    return {key: _hide(inner) for key, inner in value.items()}


def _hide(value: object) -> object:
    if isinstance(value, str):
        return value.translate(HIDE)
    if isinstance(value, list):
        return [_hide(inner) for inner in value]
    return _hidden(value) if isinstance(value, dict) else value
