"""What is asked of the database: parts of lists, single records, sets."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min
from django.utils import timezone

from partners.models import Country, Institution
from research.formats import Record, records
from research.models import OaiRecord, Theme
from research.oai.protocol import Period
from research.oai.tokens import Position
from research.vocabularies import OutputType

#: So many records in one answer.
AT_ONCE = 100
#: The kinds of set, in the order in which they are listed; the last has no members.
KINDS = {
    "theme": "By theme",
    "type": "By type",
    "country": "By country covered",
    "institution": "By institution",
    "openaire": "Open access, for OpenAIRE",
}


@dataclass(frozen=True, slots=True)
class Part:
    """Some records of a list, where it stands in it, and how many there are in all."""

    records: list[OaiRecord]
    cursor: int
    size: int
    is_last: bool


def part(period: Period, set_: str, *, after: Position | None = None) -> Part:
    """The next records. They are counted once: the token carries the number on."""
    chosen = OaiRecord.objects.all()
    if period.since:
        chosen = chosen.changed_from(period.since)
    if period.before:
        chosen = chosen.changed_before(period.before)
    if set_:
        chosen = chosen.in_set(set_)
    size = after.size if after else chosen.count()
    if after:
        chosen = chosen.after(after.datestamp, after.output_id)
    found = list(chosen.in_order()[: AT_ONCE + 1])
    cursor = after.cursor if after else 0
    return Part(found[:AT_ONCE], cursor, size, is_last=len(found) <= AT_ONCE)


def one(output_id: int) -> OaiRecord | None:
    return OaiRecord.objects.filter(pk=output_id).first()


def described(some: Iterable[OaiRecord]) -> dict[int, Record]:
    """The records of those that are not deleted, by number."""
    ids = [record.output_id for record in some if not record.is_deleted]
    return {record.id: record for record in records(ids)}


def earliest() -> datetime:
    """Before it nothing changed; of an empty repository, now."""
    return OaiRecord.objects.aggregate(first=Min("datestamp"))["first"] or timezone.now()


def sets() -> Iterator[tuple[str, str]]:
    """Every set that something stands in, with its name: kinds, then their members."""
    known = OaiRecord.objects.known_sets()
    names = _names()
    for kind, kind_name in KINDS.items():
        if kind in known:
            yield kind, kind_name
        for spec in known:
            if spec.startswith(f"{kind}:"):
                yield spec, names.get(spec, spec)


def _names() -> dict[str, str]:
    # OAI-PMH speaks English, whatever the reader's language.
    types = {f"type:{type_}": type_.name.replace("_", " ").capitalize() for type_ in OutputType}
    themes = Theme.objects.values_list("slug", "name")
    countries = Country.objects.values_list("code", "name")
    institutions = Institution.objects.values_list("slug", "name")
    return (
        types
        | {f"theme:{slug}": name for slug, name in themes}
        | {f"country:{code.lower()}": name for code, name in countries}
        | {f"institution:{slug}": name for slug, name in institutions}
    )
