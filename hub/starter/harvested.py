"""Sources to be harvested: known to the hub, and asked only when somebody switches them on."""

from typing import Any

from hub.starter.entries import StarterList
from hub.starter.fields import Field, Unfit, number, one, slug, text, word_of
from hub.starter.fields import flag as yes_or_no
from hub.starter.known import Known
from partners.models import Institution
from research.ingestion.connectors.table import CONNECTORS
from research.ingestion.relevance import SOUTH_ASIA
from research.models import Source

#: Rules that a list may name instead of spelling them out.
RULES = {"south-asia": SOUTH_ASIA}


def _kind(value: Any, known: Known) -> str:
    written = text(value, known)
    if written not in CONNECTORS:
        raise Unfit(f"“{written}” is none of: {', '.join(CONNECTORS)}")
    return written


def _settings(value: Any, known: Known) -> dict[str, str]:
    if not isinstance(value, dict):
        raise Unfit("should be settings with their names")
    return {str(name): text(said, known) for name, said in value.items()}


def _rules(value: Any, known: Known) -> dict[str, object]:
    written = text(value, known)
    if not written:
        return {}
    if written not in RULES:
        raise Unfit(f"“{written}” is none of: {', '.join(RULES)}")
    return RULES[written].to_keep()


FIELDS = (
    Field("slug", slug, is_required=True),
    Field("name", text, is_required=True),
    Field("kind", _kind, is_required=True),
    Field("settings", _settings, is_required=True),
    Field("institution", one(Institution), to="institution_id"),
    Field("is_own", yes_or_no),
    Field("trust", word_of(Source.Trust), is_required=True),
    Field("rules", _rules),
    Field("every", number, is_required=True),
)
SOURCES = StarterList("sources", Source, FIELDS)
