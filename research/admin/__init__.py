"""WHAT, for staff: outputs with all that belongs to them, themes, projects, practices.

Parses forms, asks ``partners.roles`` who may, calls the verbs of ``research.editorial``
and nudges the reading of documents.
"""

from research.admin import (
    figures,
    harvests,
    imports,
    links,
    outputs,
    practices,
    projects,
    proposals,
    searches,
    sources,
    themes,
    thesaurus,
)

__all__ = [
    "figures",
    "harvests",
    "imports",
    "links",
    "outputs",
    "practices",
    "projects",
    "proposals",
    "searches",
    "sources",
    "themes",
    "thesaurus",
]
