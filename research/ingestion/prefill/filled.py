"""What a field may be filled with: the value, where it came from, how sure we are."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from research.ingestion.records import IncomingPerson

#: From here on a value is called sure, and from there on likely.
SURE, LIKELY = 0.85, 0.6


class Source(TextChoices):
    """Where a value came from."""

    PRINTED = "printed", gettext_lazy("printed in the document")
    METADATA = "metadata", gettext_lazy("the file's own metadata")
    TEXT = "text", gettext_lazy("the words of the text")
    TYPED = "typed", gettext_lazy("what you typed")
    RIS = "ris", gettext_lazy("the RIS you pasted")
    BIBTEX = "bibtex", gettext_lazy("the BibTeX you pasted")
    CROSSREF = "crossref", "Crossref"
    DATACITE = "datacite", "DataCite"
    OPENALEX = "openalex", "OpenAlex"


class Sureness(TextChoices):
    """How much to trust a value."""

    SURE = "sure", gettext_lazy("sure")
    LIKELY = "likely", gettext_lazy("likely")
    GUESS = "guess", gettext_lazy("a guess")


@dataclass(frozen=True, slots=True)
class Filled:
    """One field as it would be filled."""

    field: str
    value: str | tuple[str, ...] | tuple[IncomingPerson, ...]
    source: Source
    confidence: float
    page: int | None = None

    @property
    def source_words(self) -> str:
        if self.source == Source.PRINTED and self.page:
            return _("printed on page %(page)d") % {"page": self.page}
        return str(self.source.label)

    @property
    def sureness(self) -> Sureness:
        if self.confidence >= SURE:
            return Sureness.SURE
        return Sureness.LIKELY if self.confidence >= LIKELY else Sureness.GUESS


@dataclass(frozen=True, slots=True)
class Prefill:
    """What a file, an identifier or a citation offers a form."""

    fields: tuple[Filled, ...] = ()
    #: A plain sentence for the person, in their language.
    problem: str = ""
    #: Text by page, where a PDF was read.
    pages: tuple[str, ...] = ()

    def __getitem__(self, field: str) -> Filled | None:
        return next((filled for filled in self.fields if filled.field == field), None)
