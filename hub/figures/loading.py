"""Puts published figures into the database: whole sources, each replaced in one transaction."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from django.db import transaction

from hub.figures import plain
from hub.figures.cells import Cell, Treaty
from hub.figures.readers import Unexpected
from hub.figures.sources import PUBLICATIONS, Publication
from hub.models import Agreement, Figure
from hub.vocabularies import Source
from partners.models import Country

#: What the project brings along: one plain CSV for each source whose licence allows it.
SHIPPED = Path(__file__).parent / "data"
AT_ONCE = 2000

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one source."""

    source: Source
    figures: int
    #: Files that were not as their publisher writes them, each with the reason.
    refused: tuple[str, ...] = ()


def load_shipped() -> list[Loaded]:
    """Load every source that stands in the project. Doing it again changes nothing."""
    files = sorted(SHIPPED.glob("*.csv"))
    return [_replace(Source(file.stem), list(plain.read(file)), ()) for file in files]


def load_folder(folder: Path) -> list[Loaded]:
    """Load every source whose own files lie somewhere under ``folder``."""
    countries = hub_countries()
    found = ((source, files_of(PUBLICATIONS[source], folder)) for source in PUBLICATIONS)
    return [_load_files(source, files, countries) for source, files in found if files]


def hub_countries() -> frozenset[str]:
    return frozenset(Country.objects.of_the_hub().values_list("code", flat=True))


def files_of(publication: Publication, folder: Path) -> list[Path]:
    return sorted(chain.from_iterable(folder.glob(pattern) for pattern in publication.files))


def _load_files(source: Source, files: list[Path], countries: frozenset[str]) -> Loaded:
    rows: list[Cell | Treaty] = []
    refused: list[str] = []
    for file in files:
        try:
            rows += PUBLICATIONS[source].reader(file, countries)
        except (Unexpected, ValueError, ArithmeticError) as fault:
            refused.append(f"{file.name}: {fault}")
    return _replace(source, rows, tuple(refused))


@transaction.atomic
def _replace(source: Source, rows: list[Cell | Treaty], refused: tuple[str, ...]) -> Loaded:
    """A source is a publication: its figures stand together, or the old ones stay."""
    if rows:
        Figure.objects.filter(source=source).delete()
        Agreement.objects.filter(source=source).delete()
        Figure.objects.bulk_create(_figures(source, rows), batch_size=AT_ONCE)
        Agreement.objects.bulk_create(_agreements(source, rows), batch_size=AT_ONCE)
    return Loaded(source, len(rows), refused)


def _figures(source: Source, rows: Iterable[Cell | Treaty]) -> Iterator[Figure]:
    for row in rows:
        if isinstance(row, Cell):
            yield Figure(
                source=source,
                measure=row.measure,
                origin_id=row.origin or None,
                destination_id=row.destination or None,
                sex=row.sex,
                year=row.year,
                period=row.period,
                value=row.value,
                file=row.file,
                row=row.row,
                column=row.column,
            )


def _agreements(source: Source, rows: Iterable[Cell | Treaty]) -> Iterator[Agreement]:
    for row in rows:
        if isinstance(row, Treaty):
            yield Agreement(
                source=source,
                identifier=row.identifier,
                one_id=row.countries[0],
                other_id=row.countries[1],
                year=row.year,
                signed=row.signed or None,
                file=row.file,
                row=row.row,
            )
