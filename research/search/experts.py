"""Who knows about something: the people behind the outputs that answer a question.

An output counts the more, the better it answers; several that answer well tell more than one
that answers best. What is said of a person's knowledge is always what they wrote.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from research.models import Credit
from research.search import walking
from research.search.criteria import Criteria

#: Who wrote nothing among so many of the best matches is no expert on it.
MOST_OUTPUTS = 40
#: How fast an output's weight falls with its rank: the tenth counts half of the first.
HALF_RANK = 10


@dataclass(frozen=True, slots=True)
class Expert:
    """A person by id, and the outputs of theirs that answer, the best first."""

    person_id: int
    outputs: tuple[int, ...]
    weight: float


def experts(criteria: Criteria, *, most: int, among: Iterable[int] | None = None) -> list[Expert]:
    """The people behind what ``criteria`` finds, in one query besides the search.

    ``among``: only these people.
    """
    ranks = {pk: rank for rank, pk in enumerate(walking.ids(criteria, most=MOST_OUTPUTS))}
    behind = Credit.objects.filter(output__in=ranks, person__isnull=False)
    if among is not None:
        behind = behind.filter(person__in=among)
    found: dict[int, set[int]] = defaultdict(set)
    for person_id, output_id in behind.values_list("person", "output"):
        found[person_id].add(output_id)
    people = [_expert(person_id, outputs, ranks) for person_id, outputs in found.items()]
    people.sort(key=lambda expert: (-expert.weight, expert.person_id))
    return people[:most]


def _expert(person_id: int, outputs: set[int], ranks: dict[int, int]) -> Expert:
    in_order = tuple(sorted(outputs, key=ranks.__getitem__))
    return Expert(person_id, in_order, sum(HALF_RANK / (HALF_RANK + ranks[pk]) for pk in in_order))
