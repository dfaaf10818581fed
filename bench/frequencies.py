"""How often what stands in the hub's records: weights, to draw from."""

import random
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import TypeVar

#: Numbers of the themes, as the migration sets them.
THEMES = {1: 38, 2: 21, 3: 9, 4: 24, 5: 8}
# fmt: off
COUNTRIES = {
    "NP": 26, "BD": 22, "IN": 20, "LK": 15, "PK": 17,
    "QA": 8, "SA": 8, "AE": 9, "KW": 4, "OM": 3, "BH": 2, "MY": 6, "SG": 3, "KR": 3, "JP": 2,
    "MV": 2, "BT": 1, "AF": 3, "PH": 3, "ID": 2, "JO": 2, "LB": 2, "GB": 3, "US": 3, "AU": 2,
}
# fmt: on
ORIGINS, DESTINATIONS = ("NP", "BD", "IN", "LK", "PK"), ("QA", "SA", "AE", "KW", "MY")
TYPES = {
    "journal-article": 34,
    "report": 20,
    "working-paper": 16,
    "policy-brief": 12,
    "book-chapter": 4,
    "book": 2,
    "thesis": 3,
    "dataset": 2,
    "guide": 2,
    "learning-material": 1,
    "policy-document": 2,
    "conference-paper": 2,
}
LANGUAGES = {"en": 91, "ne": 3, "hi": 2, "bn": 2, "ur": 1, "si": 1}
ACCESS = {"open": 78, "metadata-only": 22}
FORMS = {"international": 70, "internal": 14, "return": 12, "forced": 4}
STAGES = {"before-departure": 36, "at-destination": 44, "return": 20}
POPULATIONS = {
    "women": 30,
    "domestic-workers": 14,
    "construction-workers": 9,
    "returnees": 13,
    "left-behind-families": 16,
    "youth": 8,
    "health-workers": 6,
    "seasonal-workers": 4,
}
SDGS = {8: 40, 10: 25, 5: 15, 1: 8, 3: 6, 4: 4, 17: 2}
#: More is published every year.
YEARS = {year: 1.09 ** (year - 1995) for year in range(1995, 2027)}
#: Of a hundred records.
WITH_A_CORRIDOR, WITHOUT_A_DATE, WITH_A_DOCUMENT, WITH_DATA_BY_SEX = 30, 3, 5, 12
PAGES = 8

T = TypeVar("T")


def draw(chance: random.Random, weights: Mapping[T, float]) -> T:
    return chance.choices(list(weights), list(weights.values()))[0]


def some(chance: random.Random, weights: Mapping[T, float], most: int) -> list[T]:
    """One to ``most`` different ones; fewer is likelier."""
    count = min(chance.randint(1, most), chance.randint(1, most))
    return list(dict.fromkeys(draw(chance, weights) for _ in range(count)))


def by_rank(chance: random.Random, ranked: Sequence[T], sums: Sequence[float]) -> T:
    """As few write much and many write little: the n-th is drawn about 1/n as often."""
    return chance.choices(ranked, cum_weights=sums)[0]


def sums_by_rank(count: int) -> list[float]:
    return list(accumulate(1 / (rank + 10) for rank in range(count)))
