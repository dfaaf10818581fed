"""Times of something done again and again, in milliseconds."""

import gc
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from functools import partial
from statistics import median, quantiles
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Times:
    p50: float
    p95: float

    def __str__(self) -> str:
        return f"{self.p50:.1f} / {self.p95:.1f}"


def milliseconds(action: Callable[[], object]) -> float:
    started = perf_counter()
    action()
    return (perf_counter() - started) * 1000


def times(measured: Iterable[float]) -> dict[str, float]:
    """The middle and the 95th percentile, ready to be kept."""
    values = sorted(measured)
    p95 = quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]
    return asdict(Times(round(median(values), 2), round(p95, 2)))


def side_by_side(*actions: Callable[[int], object], rounds: int) -> list[list[float]]:
    """Each action ``rounds`` times, taking turns: what disturbs one disturbs all."""
    for number in range(3):
        for action in actions:
            action(number)
    gc.collect()
    found: list[list[float]] = [[] for _ in actions]
    for number in range(rounds):
        for measured, action in zip(found, actions, strict=True):
            measured.append(milliseconds(partial(action, number)))
    return found
