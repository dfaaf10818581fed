"""What is read once for a run: its source, whom the hub knows, what concerns it, whose is what."""

from dataclasses import dataclass

from research.ingestion.harvesting.claims import Claimants
from research.ingestion.harvesting.topics import Topics
from research.ingestion.importing.drafting import Giver
from research.ingestion.importing.words import Known
from research.ingestion.relevance import Judge, Rules, judge_of
from research.models import Harvest, Source


@dataclass(frozen=True, slots=True)
class Knowledge:
    source: Source
    giver: Giver
    known: Known
    claimants: Claimants
    topics: Topics
    #: Nobody where the source is taken whole.
    judge: Judge | None

    @classmethod
    def of(cls, run: Harvest) -> "Knowledge":
        source = run.source
        rules = Rules.read(source.rules)
        claimants = Claimants.of(source)
        return cls(
            source=source,
            giver=Giver(source.name, source.institution if claimants.asked else None),
            known=Known(),
            claimants=claimants,
            topics=Topics.read(),
            judge=judge_of(rules) if rules.asks_topic or rules.asks_place else None,
        )
