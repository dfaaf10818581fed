"""BEGINNING: a deposit starts from a file, a DOI, an address or a citation.

Keeps what was given, has it read (``research.ingestion.prefill``), and holds what was
read until a person has looked at it and saved. Knows no forms and no HTTP.
"""

from research.deposits.beginning import begin_with_file, begin_with_words, remove_old, take_over
from research.deposits.offers import Offer
from research.deposits.recommended import found_in

__all__ = [
    "Offer",
    "begin_with_file",
    "begin_with_words",
    "found_in",
    "remove_old",
    "take_over",
]
