"""A PDF to the fields of a form."""

import re
from pathlib import Path

from django.utils.translation import gettext as _

from research.ingestion import cleaning, reading
from research.ingestion.prefill.filled import Filled, Prefill, Source

DOI = re.compile(r"\b(10\.\d{4,9}/[^\s\"<>]+[\w/])", re.I)
YEAR = re.compile(r"\b(19[5-9]\d|20[0-4]\d)\b")


def from_pdf(path: Path) -> Prefill:
    """What the PDF at ``path`` says of itself. Never raises: a refusal is its problem."""
    found = reading.read(path)
    if not found.is_read:
        return Prefill(problem=_(found.reason))
    first = found.pages[0]
    fields = []
    lines = [line.strip() for line in first.splitlines() if len(line.strip()) > 10]
    if lines:
        fields.append(Filled("title", lines[0], Source.PRINTED, 0.3, page=1))
    if year := YEAR.search(first):
        fields.append(Filled("issued", year[0], Source.PRINTED, 0.5, page=1))
    if doi := DOI.search(first):
        fields.append(Filled("doi", cleaning.doi(doi[1]), Source.PRINTED, 0.8, page=1))
    return Prefill(tuple(fields), pages=found.pages)
