"""Starter content: reviewed lists of institutions, people, outputs, events and more.

Reads YAML lists of one shape, from here or from any folder, and writes what is good in
them; a bad row is refused with its reason while its neighbours go in. Knows no commands
and no HTTP. May import ``hub.models``, ``research`` and ``partners``.
"""

from hub.starter.loading import BUILT_IN, NothingToLoad, load
from hub.starter.summaries import ListSummary, Refusal, Summary

__all__ = ["BUILT_IN", "ListSummary", "NothingToLoad", "Refusal", "Summary", "load"]
