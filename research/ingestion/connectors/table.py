"""KINDS OF SOURCES, a row each: what the desk offers, what a run asks.

``since`` is a watermark that the connector gave, or a day (``2026-01-31``); "" means all.
``token`` is that of a page before, or "".
"""

from dataclasses import replace
from functools import partial

from django.utils.translation import gettext_lazy as _

from research.ingestion.connectors import feeds, file_at_address, oai_pmh, orcid, registries
from research.ingestion.connectors.harvested import (
    BadSetting,
    Checked,
    Connector,
    Item,
    Page,
    Setting,
)
from research.ingestion.connectors.told_settings import (
    ISSN,
    ORCID,
    PREFIX,
    PUBLISHED_FROM,
    QUERY,
    ROR,
)

__all__ = ["CONNECTORS", "BadSetting", "Checked", "Connector", "Item", "Page", "Setting"]

_ROWS = (
    Connector("oai-pmh", "OAI-PMH", oai_pmh.SETTINGS, oai_pmh.pages),
    Connector(
        "openalex",
        "OpenAlex",
        (ROR, ISSN, ORCID, QUERY, PUBLISHED_FROM),
        partial(registries.pages, registries.OPENALEX),
        one_of=("ror", "issn", "orcid", "query"),
    ),
    Connector(
        "crossref",
        "Crossref",
        (
            ROR,
            ISSN,
            ORCID,
            PREFIX,
            QUERY,
            Setting(
                "affiliation",
                _("Name of an institution"),
                _("As people write it under their names: few publishers tell Crossref the ROR."),
            ),
            PUBLISHED_FROM,
        ),
        partial(registries.pages, registries.CROSSREF),
        one_of=("ror", "issn", "orcid", "prefix", "query", "affiliation"),
    ),
    Connector(
        "datacite",
        "DataCite",
        (ROR, ISSN, ORCID, PREFIX, QUERY, PUBLISHED_FROM),
        partial(registries.pages, registries.DATACITE),
        one_of=("ror", "issn", "orcid", "prefix", "query"),
    ),
    Connector("orcid", "ORCID", (replace(ORCID, is_required=True),), orcid.pages),
    Connector("feed", _("News feed (RSS or Atom)"), feeds.SETTINGS, feeds.pages),
    Connector("file", _("A list in a file"), file_at_address.SETTINGS, file_at_address.pages),
)
CONNECTORS: dict[str, Connector] = {row.name: row for row in _ROWS}
