"""CONCERNING US: what of a broad feed is about labour migration in South Asia, and why.

A source says by its rules which topics and places it is asked for; a record gets a verdict
with its reasons. Pure but for the words of the thesaurus, which are read once for many
records. Knows no sources, runs or pages.
"""

from research.ingestion.relevance.judging import Judge
from research.ingestion.relevance.rules import SOUTH_ASIA, Rules
from research.ingestion.relevance.verdicts import Fact, Verdict
from research.ingestion.relevance.vocabulary import judge_of

__all__ = ["SOUTH_ASIA", "Fact", "Judge", "Rules", "Verdict", "judge_of"]
