"""FORMATS OF METADATA that repositories offer over OAI-PMH, a module each.

A reader takes the element of its format and yields an entry in neutral field names, to be
composed like a row of a file. Formats are told by namespace, not by the prefix that a
server gives them. Asks no server.
"""

from research.ingestion.connectors.metadata.formats import RICHEST, read, richest

__all__ = ["RICHEST", "read", "richest"]
