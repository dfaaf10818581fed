"""OAI-PMH 2.0: how other repositories harvest the hub.

``protocol`` says what may be asked, ``repository`` reads, ``answers`` writes XML, ``tokens``
remember a place in a list. May import ``research.formats``, ``research.models`` and what
lies below. Knows no HTTP: ``answer`` takes arguments and returns a document.

Source: The Open Archives Initiative Protocol for Metadata Harvesting, version 2.0.
"""

from research.oai.answers import answer

__all__ = ["answer"]
