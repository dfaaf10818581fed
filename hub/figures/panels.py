"""What a page shows of the figures: each panel has a finding, a chart, a table and a source."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from hub.figures.charts import Spec
from hub.figures.sources import PUBLICATIONS, Publication
from hub.models import Agreement, Figure
from hub.vocabularies import Source

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: its heading and its numbers in words, with where they stand."""

    heading: str
    numbers: tuple[str, ...]
    figures: tuple[Figure | Agreement, ...] = ()


@dataclass(frozen=True, slots=True)
class Panel:
    """One question answered by figures. ``columns`` head the table's numbers."""

    slug: str
    finding: str
    about: str
    source: Source
    #: Heading of the first column, then of the numbers.
    columns: tuple[Words, ...]
    rows: tuple[Row, ...]
    spec: Spec
    #: Whether the chart keeps women and men apart, and so needs a key.
    by_sex: bool = False
    #: Words under a map: what lies beyond it, what its lines do not claim.
    notes: tuple[str, ...] = field(default=())

    @property
    def publication(self) -> Publication:
        return PUBLICATIONS[self.source]


def in_words(value: float | None) -> str:
    """A number as the reader's language writes it; a dash where it is not known."""
    if value is None:
        return "–"
    return number_format(round(value), use_l10n=True, force_grouping=True)


def roughly(value: float) -> str:
    """A large number for a sentence: 2.3 million, 45,000, 812."""
    if value >= 1_000_000:
        return _("%s million") % number_format(round(value / 1_000_000, 1), use_l10n=True)
    if value >= 10_000:
        value = round(value, -3)
    return in_words(value)


def share(part: float, whole: float) -> str:
    """A share in whole percents."""
    percents = number_format(round(100 * part / whole), use_l10n=True) if whole else "–"
    return _("%s %%") % percents


def tops(most: float) -> list[tuple[float, str]]:
    """Round heights to rule a chart at, from nought; the last is not below ``most``."""
    step = _round_step(max(most, 1) / 3)
    heights = [0.0]
    while heights[-1] < most:
        heights.append(heights[-1] + step)
    return [(height, roughly(height)) for height in heights]


def _round_step(step: float) -> float:
    """The next of 1, 2, 2.5, 5 times a power of ten."""
    power = 1.0
    while power * 10 <= step:
        power *= 10
    return next(power * round_one for round_one in (1, 2, 2.5, 5, 10) if power * round_one >= step)


def year_words(years: Sequence[int]) -> dict[int, str]:
    """The years to write under a chart: the first, the last, and some between that have room."""
    first, last = years[0], years[-1]
    between = [year for year in years[1:-1] if min(year - first, last - year) * 7 >= last - first]
    kept = between[:: max(1, len(between) // 3)]
    return {year: str(year) for year in (first, *kept, last)}
