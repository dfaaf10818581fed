"""Records of a source to try rules on: what it said already, or its first answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from research.ingestion.connectors.entries import Found
from research.ingestion.connectors.table import CONNECTORS
from research.ingestion.importing.packing import unpacked
from research.ingestion.records import IncomingOutput
from research.ingestion.transport import Transport
from research.models import HarvestRecord, Source

#: Records looked at: enough to see where a threshold cuts.
MOST = 1000
#: A person waits for the answer.
PATIENCE_SECONDS = 12.0


@dataclass(frozen=True, slots=True)
class Sample:
    """Some records of a source, and whether it was asked for them just now."""

    records: tuple[IncomingOutput, ...]
    is_fresh: bool


def sample(source: Source, *, is_elsewhere: bool) -> Sample:
    """What the source said last, or else its first answer. Raises ``SourceUnavailable``.

    ``is_elsewhere``: its settings have changed, so that what it said tells nothing.
    """
    kept = tuple(_kept(source)) if source.pk and not is_elsewhere else ()
    return Sample(kept, is_fresh=False) if kept else Sample(tuple(_asked(source)), is_fresh=True)


def _kept(source: Source) -> Iterator[IncomingOutput]:
    rows = HarvestRecord.objects.of(source).current().exclude(record={}).last_first()
    yield from map(unpacked, rows.values_list("record", flat=True)[:MOST])


def _asked(source: Source) -> Iterator[IncomingOutput]:
    transport = Transport(patience=PATIENCE_SECONDS)
    for page in islice(CONNECTORS[source.kind].pages(transport, source.settings, "", ""), 1):
        found = (item.read for item in page.items[:MOST])
        yield from (one.output for one in found if isinstance(one, Found))
