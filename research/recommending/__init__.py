"""RECOMMENDING: many recommendations at once, from a sheet or from pasted lines.

A sheet is read to rows, the rows are checked against the hub, and what has no fault is
saved with its output, all or nothing. Knows no forms and no HTTP.
"""

from research.recommending.checking import Checked, CheckedRow, Fault, check
from research.recommending.saving import save
from research.recommending.sheet import COLUMNS, Row, UnreadableSheet, as_text, of_file, of_text

__all__ = [
    "COLUMNS",
    "Checked",
    "CheckedRow",
    "Fault",
    "Row",
    "UnreadableSheet",
    "as_text",
    "check",
    "of_file",
    "of_text",
    "save",
]
