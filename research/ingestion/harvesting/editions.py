"""Whether a record that is the same work is the same edition of it, or one to be linked."""

from dataclasses import dataclass

from research.ingestion.matching.scoring import SAME, Judgement, judge
from research.ingestion.matching.works import Work
from research.ingestion.records import IncomingOutput
from research.models import Edition
from research.vocabularies import OutputType

Kind = Edition.Kind
#: So alike must two records with different DOIs be to be editions of one work.
SURELY = 0.9
#: Of a work in two kinds, the first is this of the second. ``None``: of any other kind.
KINDS: tuple[tuple[str, frozenset[str] | None, "Edition.Kind"], ...] = (
    (OutputType.DATASET, None, Kind.DATASET),
    (
        OutputType.POLICY_BRIEF,
        frozenset({
            OutputType.REPORT,
            OutputType.WORKING_PAPER,
            OutputType.BOOK,
            OutputType.JOURNAL_ARTICLE,
        }),
        Kind.BRIEF,
    ),
    (OutputType.WORKING_PAPER, frozenset({OutputType.JOURNAL_ARTICLE}), Kind.PREPRINT),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Relation:
    """What a record is to an output of the hub."""

    output: int
    judgement: Judgement
    #: Nothing where both are the same edition.
    kind: "Edition.Kind | None" = None
    #: Whether the record is the edition and the output the work, or the other way round.
    record_is_edition: bool = True


@dataclass(frozen=True, slots=True)
class Described:
    """Of an output what tells editions apart, as far as it is known."""

    type: str
    language: str
    addresses: frozenset[str]


def relation(
    record: IncomingOutput, work: Work, other: Work, described: Described
) -> Relation | None:
    """What a record is to one output; nothing where it is another work."""
    output = int(other.key)
    dois_differ = bool(work.doi and other.doi and work.doi != other.doi)
    judgement = judge(work.without_doi if dois_differ else work, other)
    if _shares_identifier(work, other) and judgement.is_same:
        return Relation(output, judgement)
    if judgement.score < (SURELY if dois_differ else SAME):
        return None
    if found := _by_kind(record.type, described.type):
        kind, record_is_edition = found
        return Relation(output, judgement, kind, record_is_edition)
    if _is_translation(record, described):
        return Relation(output, judgement, Kind.TRANSLATION)
    if dois_differ:
        return Relation(output, judgement, Kind.VERSION)
    return Relation(output, judgement)


def _shares_identifier(work: Work, other: Work) -> bool:
    return bool(
        (work.doi and work.doi == other.doi) or (work.handle and work.handle == other.handle)
    )


def _by_kind(one: str, other: str) -> "tuple[Edition.Kind, bool] | None":
    for first, seconds, kind in KINDS:
        for edition, of, is_record in ((one, other, True), (other, one, False)):
            if edition == first and of and of != first and (seconds is None or of in seconds):
                return kind, is_record
    return None


def _is_translation(record: IncomingOutput, described: Described) -> bool:
    """Both say their language, and no address is shared: registries guess languages often."""
    if not record.language or record.language[:2] == described.language[:2]:
        return False
    own = {address for address in (record.url, record.pdf_url) if address}
    return bool(own and described.addresses) and not own & described.addresses
