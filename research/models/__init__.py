"""The tables of what: one file for each kind of thing."""

from research.models.credits import Credit, OutputInstitution
from research.models.documents import Document, DocumentPage
from research.models.editions import Edition
from research.models.harvests import Harvest, HarvestRecord
from research.models.imports import DifferentWorks, Import, ImportRow
from research.models.link_checks import LinkCheck
from research.models.oai_records import OaiRecord
from research.models.outputs import Output
from research.models.practices import Practice
from research.models.projects import Project, ProjectInstitution
from research.models.proposals import Proposal
from research.models.recommendations import Recommendation
from research.models.redirects import MergedOutput
from research.models.remote_files import RemoteFile
from research.models.searches import SearchLogEntry
from research.models.sources import Source
from research.models.themes import Corridor, Theme
from research.models.thesaurus import Concept, ConceptLabel
from research.models.uploads import Upload
from research.models.usage import (
    DayOfUsage,
    SearchThatLed,
    UsageCount,
    UsageEvent,
    UsageSalt,
)

__all__ = [
    "Concept",
    "ConceptLabel",
    "Corridor",
    "Credit",
    "DayOfUsage",
    "DifferentWorks",
    "Document",
    "DocumentPage",
    "Edition",
    "Harvest",
    "HarvestRecord",
    "Import",
    "ImportRow",
    "LinkCheck",
    "MergedOutput",
    "OaiRecord",
    "Output",
    "OutputInstitution",
    "Practice",
    "Project",
    "ProjectInstitution",
    "Proposal",
    "Recommendation",
    "RemoteFile",
    "SearchLogEntry",
    "SearchThatLed",
    "Source",
    "Theme",
    "Upload",
    "UsageCount",
    "UsageEvent",
    "UsageSalt",
]
