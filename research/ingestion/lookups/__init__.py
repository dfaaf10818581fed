"""WHO IS MEANT: institutions in ROR and people in ORCID, by identifier or by name.

Answers are offers to a person before a form; nothing is written here. May import
``connectors`` and the transport; knows no pages.
"""

from research.ingestion.lookups.institutions import InstitutionFound, institutions
from research.ingestion.lookups.people import PersonFound, people

__all__ = ["InstitutionFound", "PersonFound", "institutions", "people"]
