"""Which output of the hub a record is, or of which it is another edition."""

from collections.abc import Sequence

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from research.ingestion.harvesting.cases import Case
from research.ingestion.harvesting.editions import Described, Relation, relation
from research.ingestion.matching import keyed
from research.ingestion.matching.blocking import pairs_within
from research.ingestion.matching.works import Work
from research.models import Credit, HarvestRecord, Output

Verdict = HarvestRecord.Verdict
#: Of an output that was known and is gone: it is not brought back.
WAS_HERE = (Verdict.NEW, Verdict.CHANGED, Verdict.UNCHANGED)
#: Noted with the row of such a record.
REMOVED = "removed"


def recognise(cases: Sequence[Case]) -> list[Case]:
    """Give each case its output, if the hub has it; those to look at again later come back.

    Of two records of one answer that are one work, the second is looked at when the first
    has become an output.
    """
    unknown = [case for case in cases if not _is_known(case)]
    works = [Work.of(case.record, number) for number, case in enumerate(unknown) if case.record]
    later = {max(int(pair.first.key), int(pair.second.key)) for pair in pairs_within(works)}
    now = [work for work in works if int(work.key) not in later]
    relations = _relations([(unknown[int(work.key)], work) for work in now])
    for work, found in zip(now, relations, strict=True):
        if found:
            _note(unknown[int(work.key)], found)
    _lock(cases)
    return [unknown[number] for number in sorted(later)]


def _is_known(case: Case) -> bool:
    """From an earlier harvest of this source, under the same name."""
    prior = case.prior
    if prior is None:
        return False
    if prior.output_id is not None:
        case.output = Output(pk=prior.output_id)
        return True
    if prior.verdict in WAS_HERE or prior.before.get(REMOVED):
        _note_removed(case)
        return True
    return False


def _note_removed(case: Case) -> None:
    """Somebody took it out of the hub: it doesn't come back, whatever the source says of it."""
    case.row.before = {REMOVED: True}
    case.settle(Verdict.SET_ASIDE, _("Somebody has removed it from the hub."))


def _relations(asked: Sequence[tuple[Case, Work]]) -> list[Relation | None]:
    near = keyed.near([work for _case, work in asked])
    described = _described({int(other.key) for others in near.values() for other in others})
    found: list[Relation | None] = []
    for case, work in asked:
        related = [
            one
            for other in near.get(work.key, ())
            if case.record
            and (one := relation(case.record, work, other, described[int(other.key)]))
        ]
        # The same edition before another one, the likelier before the less likely.
        related.sort(key=lambda one: (one.kind is not None, -one.judgement.score, one.output))
        found.append(related[0] if related else None)
    return found


def _described(outputs: set[int]) -> dict[int, Described]:
    rows = Output.objects.filter(pk__in=outputs)
    columns = rows.values_list("pk", "type", "language", "url", "pdf_url")
    return {
        pk: Described(type_, language, frozenset(filter(None, addresses)))
        for pk, type_, language, *addresses in columns
    }


def _note(case: Case, found: Relation) -> None:
    case.row.score = found.judgement.score
    case.row.reasons = [*case.row.reasons, *found.judgement.reasons]
    known = Output(pk=found.output)
    if found.kind is None:
        case.output = known
    else:
        case.edition_of = (known, found.kind, found.record_is_edition)


def _lock(cases: Sequence[Case]) -> None:
    """The outputs themselves, which nobody changes until this is through."""
    wanted = {case.output.pk for case in cases if case.output}
    wanted |= {case.edition_of[0].pk for case in cases if case.edition_of}
    people = Prefetch("credits", Credit.objects.in_order())
    held = (
        Output.objects.select_for_update(of=("self",))
        .filter(pk__in=wanted)
        .order_by("pk")
        .prefetch_related(people)
    )
    by_key = {output.pk: output for output in held}
    for case in cases:
        if case.output:
            case.output = by_key.get(case.output.pk)
            if case.output is None:
                _note_removed(case)
        if case.edition_of:
            output, kind, record_is_edition = case.edition_of
            there = by_key.get(output.pk)
            case.edition_of = (there, kind, record_is_edition) if there else None
