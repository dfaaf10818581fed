"""What rules would take and leave of records that are known: shown before they are kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from research.ingestion.records import IncomingOutput
from research.ingestion.relevance.judging import Judge
from research.ingestion.relevance.verdicts import Verdict

#: Of each kind so many are shown: those nearest to the threshold are worth a look.
SHOWN = 8
#: Thresholds for which it is told how many records would be taken.
STEPS = range(20, 100, 10)


@dataclass(frozen=True, slots=True)
class Example:
    """A record, and what the rules make of it."""

    title: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Trial:
    """Rules held against some records."""

    seen: int
    taken: int
    #: Barely taken and barely left, nearest to the threshold first; and the surest.
    barely_taken: tuple[Example, ...]
    barely_left: tuple[Example, ...]
    surest: tuple[Example, ...]
    #: Threshold, and how many it would take.
    at: tuple[tuple[int, int], ...]


def tried(judge: Judge, records: Iterable[IncomingOutput]) -> Trial:
    examples = [Example(record.title, judge.of(record)) for record in records]
    ranked = sorted(examples, key=lambda one: (-one.verdict.score, one.title))
    taken = [one for one in ranked if one.verdict.is_taken]
    left = [one for one in ranked if not one.verdict.is_taken]
    barely = taken[-SHOWN:][::-1]
    return Trial(
        seen=len(examples),
        taken=len(taken),
        barely_taken=tuple(barely),
        barely_left=tuple(left[:SHOWN]),
        surest=tuple(one for one in taken[:SHOWN] if one not in barely),
        at=_steps(judge.rules.threshold, [one.verdict.score for one in examples]),
    )


def _steps(threshold: int, scores: Sequence[int]) -> tuple[tuple[int, int], ...]:
    steps = sorted({*STEPS, threshold})
    return tuple((step, sum(score >= max(step, 1) for score in scores)) for step in steps)
