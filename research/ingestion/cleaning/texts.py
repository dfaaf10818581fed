"""Running text: entities, tags, LaTeX and twice-encoded letters made plain."""

import html
import re
import unicodedata

import ftfy

from research.ingestion.cleaning import latex
from research.ingestion.cleaning.shouting import quiet

#: Markup found in titles and abstracts. Not every "<x>": "p <a and b> c" is text.
TAGS = re.compile(
    r"</?(?:jats:|mml:|xhtml:)?(?:i|b|em|strong|sub|sup|inf|span|div|p|br|u|tt|sc|scp|small|"
    r"italic|bold|title|sec|font|a|list|list-item|math|m[a-z]{1,9}|inline-formula|styled-content)"
    r"(?:\s[^<>]*)?/?>",
    re.I,
)
PARAGRAPHS = re.compile(r"\s*</?(?:jats:)?(?:p|br|div|sec)(?:\s[^<>]*)?/?>\s*", re.I)
#: Signs without width that come along when text is copied from a page or a PDF.
#: U+200C and U+200D are kept: Indic and Arabic spelling needs them.
NOTHING = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff\ufffe\ufffd"))
CONTROLS = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
#: Text that needs no cleaning but of its blanks.
SIMPLE = re.compile(r"[ -%'-;=?-\[\]-~\t\n]*")
#: How often "&amp;amp;" is unpacked.
ENTITY_LAYERS = 3
#: What exports write for nothing.
NOTHING_SAID = {"null", "none", "nan", "n/a", "na", "[n/a]", "n.a.", "nil", "unknown"}


def line(text: str, *, tex: bool = False) -> str:
    """Text of one line: a title, a name, a keyword."""
    if not tex and SIMPLE.fullmatch(text):
        return " ".join(text.split())
    return " ".join(_plain(TAGS.sub("", _unpacked(text, tex=tex))).split())


def paragraphs(text: str, *, tex: bool = False) -> str:
    """Text of many lines: an abstract. Blank lines part its paragraphs."""
    marked = PARAGRAPHS.sub("\n\n", _unpacked(text, tex=tex))
    parts = re.split(r"\n\s*\n", _plain(TAGS.sub("", marked)))
    return "\n\n".join(part for part in (" ".join(part.split()) for part in parts) if part)


def said(text: str) -> bool:
    """Whether a cell says anything: not for “NULL”, “n/a”, “nan”."""
    return text.strip().casefold() not in NOTHING_SAID and any(map(str.isalnum, text))


def title(text: str, *, tex: bool = False) -> str:
    """A title in one line, not all in capitals, without the full stop of catalogues."""
    plain = quiet(line(text, tex=tex))
    if re.fullmatch(r"\[.*\]\.?", plain):  # a translated title, as PubMed marks it
        plain = plain.rstrip(".")[1:-1]
    words = plain.split()
    last = words[-1] if words else ""
    if last.endswith(".") and len(last) > 3 and last.count(".") == 1:
        return plain[:-1]
    return plain


def _unpacked(text: str, *, tex: bool) -> str:
    if tex or re.search(r"\\[\"'`^~=.&%_a-zA-Z]", text):
        text = latex.plain(text)
    for _layer in range(ENTITY_LAYERS):
        if "&" not in text:
            break
        unpacked = html.unescape(text)
        if unpacked == text:
            break
        text = unpacked
    return text if text.isascii() else ftfy.fix_encoding(text)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", CONTROLS.sub("", text.translate(NOTHING)))
