"""What a run proposes, held against what was proposed and decided before: asked once only."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from research.ingestion.harvesting.cases import Case
from research.ingestion.harvesting.knowledge import Knowledge
from research.models import HarvestRecord, OutputInstitution, Proposal

Kind, State = Proposal.Kind, Proposal.State
Verdict = HarvestRecord.Verdict
#: About what a proposal is: kind, output or record, institution, field.
Key = tuple[str, object, int | None, str]
#: What a newer answer replaces in a proposal that nobody has decided.
RENEWED = ("record_id", "ours", "theirs", "why")


@dataclass(slots=True)
class Wishes:
    """Proposals to add, and open ones to renew: with the case that wants each."""

    added: list[tuple[Case, Proposal]] = field(default_factory=list)
    renewed: list[tuple[Case, Proposal, Proposal]] = field(default_factory=list)


def claim(cases: Iterable[Case], knowledge: Knowledge) -> None:
    """Say of works that the hub has, or has got just now, whose they look like besides."""
    with_output = [case for case in cases if case.output and case.record]
    linked = _linked([case.output.pk for case in with_output if case.output])
    for case in with_output:
        if case.output is None or case.record is None or _is_out_of_reach(case):
            continue
        known = linked[case.output.pk] | {case.output.owner_id}
        case.wishes += [
            Proposal(
                kind=Kind.CLAIM, output=case.output, institution_id=one.institution, why=one.why
            )
            for one in knowledge.claimants.of_work(case.record)
            if one.institution not in known
        ]


def weigh(cases: Sequence[Case], knowledge: Knowledge) -> Wishes:
    """Which wishes are worth a person's time, and how each open case ends."""
    before = _before(cases, knowledge)
    wishes = Wishes()
    for case in cases:
        wanted = False
        for wish in case.wishes:
            wish.source = knowledge.source
            wish.identifier = case.row.identifier
            standing = before.get(_key(wish), [])
            if _is_decided(wish, standing):
                continue
            wanted = True
            there = next((one for one in standing if one.state == State.OPEN), None)
            if there is None:
                wishes.added.append((case, wish))
                before.setdefault(_key(wish), []).append(wish)
            elif there.pk and there.source_id == knowledge.source.pk:
                wishes.renewed.append((case, wish, there))
                kept = {name: getattr(there, name) for name in RENEWED}
                case.row.before.setdefault("proposals", []).append({"id": there.pk, **kept})
        if not case.is_settled:
            case.settle(Verdict.PROPOSED if wanted else Verdict.UNCHANGED)
        elif case.row.verdict == Verdict.PROPOSED and not wanted:
            case.settle(Verdict.UNCHANGED)
    return wishes


def save(wishes: Wishes) -> None:
    """Write them, once the rows of their cases are written."""
    for case, wish in wishes.added:
        wish.record = case.row
    Proposal.objects.bulk_create([wish for _case, wish in wishes.added])
    for case, wish, there in wishes.renewed:
        there.record = case.row
        there.ours, there.theirs, there.why = wish.ours, wish.theirs, wish.why
    Proposal.objects.bulk_update(
        [there for _case, _wish, there in wishes.renewed], ["record", "ours", "theirs", "why"]
    )


def _before(cases: Sequence[Case], knowledge: Knowledge) -> dict[Key, list[Proposal]]:
    """What was proposed about the same before: by this source, and claims by any."""
    wishes = [wish for case in cases for wish in case.wishes]
    if not wishes:
        return {}
    outputs = {wish.output_id for wish in wishes if wish.output_id}
    names = {case.row.identifier for case in cases if case.wishes}
    found = Proposal.objects.filter(
        Q(source=knowledge.source, output__in=outputs)
        | Q(kind=Kind.CLAIM, output__in=outputs)
        | Q(source=knowledge.source, identifier__in=names, kind__in=[Kind.NEW, Kind.CLAIM])
    )
    by_key: dict[Key, list[Proposal]] = defaultdict(list)
    for one in found.order_by("pk"):
        for key in _keys(one):
            by_key[key].append(one)
    return by_key


def _keys(one: Proposal) -> set[Key]:
    """Of an output that came of a proposal also the record's: not proposed once more."""
    keys = {_key(one)}
    if one.kind in (Kind.NEW, Kind.CLAIM):
        keys.add((one.kind, one.identifier, one.institution_id, one.field))
    return keys


def _key(one: Proposal) -> Key:
    about: object = one.output_id or one.identifier
    return (one.kind, about, one.institution_id, one.field)


def _is_decided(wish: Proposal, standing: Iterable[Proposal]) -> bool:
    """Refused for ever, refused with this very value, or decided as a whole."""
    for one in standing:
        if one.state == State.NEVER:
            return True
        if one.state == State.REFUSED and (wish.kind != Kind.FIELD or _same(one, wish)):
            return True
        if one.state == State.ACCEPTED and wish.kind in (Kind.NEW, Kind.CLAIM):
            return True
    return False


def _same(one: Proposal, other: Proposal) -> bool:
    theirs: Any = one.theirs
    return bool(theirs == other.theirs)


def _linked(outputs: Sequence[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {pk: set() for pk in outputs}
    rows = OutputInstitution.objects.filter(output__in=outputs)
    for output, institution in rows.values_list("output", "institution"):
        found[output].add(institution)
    return found


def _is_out_of_reach(case: Case) -> bool:
    return case.row.verdict == Verdict.SET_ASIDE
