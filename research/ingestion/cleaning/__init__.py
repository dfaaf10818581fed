"""ONE SPELLING of what people and servers write in many.

Pure functions of text: no database, no network. What can't be made out comes back
empty, so that the caller can tell its owner. Imports nothing of the hub.
"""

from research.ingestion.cleaning.identifiers import doi

__all__ = ["doi"]
