"""One published number, and where it stands."""

from dataclasses import dataclass
from decimal import Decimal

from hub.vocabularies import Measure, Sex


@dataclass(frozen=True, slots=True)
class Cell:
    """A number as its publisher wrote it.

    ``origin`` and ``destination`` are ISO alpha-2; empty means the whole world, or that
    the source does not say. ``row`` counts from 1 as a spreadsheet does; where a JSON table
    is the source, it is the entry of its ``rows``. For remittances ``origin`` is the country
    of the workers, which receives, and ``destination`` where they work, which sends.
    """

    measure: Measure
    origin: str
    destination: str
    sex: Sex
    year: int
    value: Decimal
    file: str
    row: int
    column: str
    #: The part of the year, in the source's words: a month of its calendar.
    period: str = ""


@dataclass(frozen=True, slots=True)
class Treaty:
    """A bilateral labour agreement, as a source lists it."""

    countries: tuple[str, str]
    year: int
    #: ISO date, where the day is known.
    signed: str
    file: str
    row: int
    identifier: str
