"""WRITING DOWN: one neutral record of an output, and a module for each format.

``records`` reads, ``FORMATS`` lists what it can be written as. May import ``research.models``
and what lies below. Writers take a ``Record`` and return text; they ask the database nothing
and know no HTTP.
"""

from research.formats.reading import record_of, records
from research.formats.record import Record
from research.formats.table import FORMATS, METADATA, ONE_OUTPUT, Format

__all__ = ["FORMATS", "METADATA", "ONE_OUTPUT", "Format", "Record", "record_of", "records"]
