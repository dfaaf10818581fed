"""The formats that can be harvested, by metadata prefix."""

from collections.abc import Callable
from dataclasses import dataclass

from research.formats import datacite, dublin_core, marcxml, mods
from research.formats.elements import Element, Vocabulary
from research.formats.record import Record


@dataclass(frozen=True, slots=True)
class MetadataFormat:
    """A vocabulary, and how a record is written in it."""

    vocabulary: Vocabulary
    write: Callable[[Record], Element]


METADATA_FORMATS = {
    "oai_dc": MetadataFormat(dublin_core.OAI_DC, dublin_core.element),
    "oai_datacite": MetadataFormat(datacite.DATACITE, datacite.element),
    "mods": MetadataFormat(mods.MODS, mods.element),
    "marcxml": MetadataFormat(marcxml.MARC, marcxml.element),
}
