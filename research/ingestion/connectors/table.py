"""KINDS OF SOURCES, a row each: what the desk offers, what a run asks.

``since`` is a watermark that the connector gave, or a day (``2026-01-31``); "" means all.
``token`` is that of a page before, or "".
"""

from research.ingestion.connectors.harvested import (
    BadSetting,
    Checked,
    Connector,
    Item,
    Page,
    Setting,
)

__all__ = ["CONNECTORS", "BadSetting", "Checked", "Connector", "Item", "Page", "Setting"]

CONNECTORS: dict[str, Connector] = {}
