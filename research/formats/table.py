"""Every format in which an output can be taken away: a row of this table and a module."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from research.formats import (
    biblatex,
    bibtex,
    csl_json,
    csv,
    datacite,
    dublin_core,
    marcxml,
    mods,
    ris,
    schema_org,
)
from research.formats.record import Record


@dataclass(frozen=True, slots=True)
class Format:
    """How records are written down, and as what they are sent."""

    name: str | Promise
    media_type: str
    #: The end of its address: ``/search.bib``, ``/outputs/<slug>.bib``.
    suffix: str
    write: Callable[[Record], str]
    #: What stands before the first record, between two, and after the last.
    header: str = ""
    between: str = ""
    footer: str = ""
    #: The end of the name it is saved under, where that is not the suffix.
    saved_as: str = ""

    @property
    def content_type(self) -> str:
        return f"{self.media_type}; charset=utf-8"

    def filename(self, stem: str) -> str:
        return f"{stem}.{self.saved_as or self.suffix}"

    def lines(self, records: Iterable[Record]) -> Iterator[str]:
        """A whole file, piece by piece; never all of it in memory."""
        yield self.header
        for number, record in enumerate(records):
            yield f"{self.between}{self.write(record)}" if number else self.write(record)
        yield self.footer


#: By suffix.
FORMATS = {
    row.suffix: row
    for row in (
        Format("BibTeX", "application/x-bibtex", "bib", bibtex.write, between="\n"),
        Format(
            "BibLaTeX",
            "application/x-biblatex",
            "biblatex",
            biblatex.write,
            between="\n",
            saved_as="biblatex.bib",
        ),
        Format("RIS", "application/x-research-info-systems", "ris", ris.write),
        Format(
            "CSL-JSON",
            "application/vnd.citationstyles.csl+json",
            "json",
            csl_json.write,
            header="[",
            between=",\n",
            footer="]\n",
        ),
        Format(_("Table (CSV)"), "text/csv", "csv", csv.write, header=csv.header()),
    )
}
#: Metadata of one output, for machines; with the formats above, all that it can be had in.
METADATA = {
    row.suffix: row
    for row in (
        Format("JSON-LD (schema.org)", "application/ld+json", "jsonld", schema_org.write),
        Format("DataCite", "application/vnd.datacite.datacite+xml", "xml", datacite.write),
        Format("Dublin Core", "application/xml", "dc", dublin_core.write, saved_as="dc.xml"),
        Format("MODS", "application/mods+xml", "mods", mods.write, saved_as="mods.xml"),
        Format(
            "MARCXML", "application/marcxml+xml", "marcxml", marcxml.write, saved_as="marc.xml"
        ),
    )
}
ONE_OUTPUT = FORMATS | METADATA
