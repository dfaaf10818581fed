"""An identifier or a citation to the fields of a form."""

import re

from django.utils.translation import gettext as _

from research.ingestion import cleaning
from research.ingestion.prefill.filled import Filled, Prefill, Source

DOI = re.compile(r"10\.\d{4,9}/\S+")


def from_identifier(text: str) -> Prefill:
    """What the registries know of a DOI or an address. Never raises."""
    if found := DOI.search(text):
        return Prefill((Filled("doi", cleaning.doi(found[0]), Source.TYPED, 1.0),))
    if text.startswith(("http://", "https://")):
        return Prefill((Filled("url", text, Source.TYPED, 1.0),))
    return Prefill(problem=_("This is neither a DOI nor an address."))


def from_citation(text: str) -> Prefill:
    """What a record in RIS or BibTeX says. Never raises."""
    return Prefill(problem=_("No record in RIS or BibTeX was found in what you pasted."))
