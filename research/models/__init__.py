"""The tables of what: one file for each kind of thing."""

from research.models.credits import Credit, OutputInstitution
from research.models.documents import Document, DocumentPage
from research.models.editions import Edition
from research.models.outputs import Output
from research.models.practices import Practice
from research.models.projects import Project, ProjectInstitution
from research.models.recommendations import Recommendation
from research.models.searches import SearchLogEntry
from research.models.themes import Corridor, Theme
from research.models.thesaurus import Concept, ConceptLabel
from research.models.uploads import Upload

__all__ = [
    "Concept",
    "ConceptLabel",
    "Corridor",
    "Credit",
    "Document",
    "DocumentPage",
    "Edition",
    "Output",
    "OutputInstitution",
    "Practice",
    "Project",
    "ProjectInstitution",
    "Recommendation",
    "SearchLogEntry",
    "Theme",
    "Upload",
]
