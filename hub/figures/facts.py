"""Single numbers for a sentence: what one row of a source says, with the row."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hub.figures.panels import in_words, share
from hub.figures.sources import PUBLICATIONS, Publication
from hub.models import Figure
from hub.models.figures import FigureQuerySet
from hub.vocabularies import Measure, Sex, Source
from partners.models import Country


@dataclass(frozen=True, slots=True)
class FigureFact:
    """A number in words, what it counts, and the figures it was read or reckoned from."""

    label: str | Promise
    written: str
    year: int
    figures: tuple[Figure, ...]

    @property
    def publication(self) -> Publication:
        return PUBLICATIONS[Source(self.figures[0].source)]

    @property
    def source(self) -> Source:
        return Source(self.figures[0].source)


def facts_of_corridor(origin: Country, destination: Country) -> list[FigureFact]:
    """Of the newest year of each source: how many, how many of them women, how much money."""
    return _facts(Figure.objects.from_country(origin.code).to_country(destination.code))


def facts_of_country(country: Country) -> list[FigureFact]:
    """The same of all who left ``country``, as the sources themselves add them up."""
    return _facts(Figure.objects.from_country(country.code).to_the_world())


def _facts(rows: FigureQuerySet) -> list[FigureFact]:
    newest: dict[tuple[str, str, str], Figure] = {}
    for figure in rows.order_by("year", "pk"):
        newest[figure.source, figure.measure, figure.sex] = figure
    women = _women(newest)
    plain = [
        FigureFact(
            Measure(figure.measure).label, in_words(float(figure.value)), figure.year, (figure,)
        )
        for (_source, _measure, sex), figure in newest.items()
        if sex == Sex.ALL
    ]
    return [women, *plain] if women else plain


def _women(newest: dict[tuple[str, str, str], Figure]) -> FigureFact | None:
    """The share of women among those who live there, as UN DESA counts them."""
    stock = (Source.UN_DESA_2019, Measure.MIGRANT_STOCK)
    women, everybody = newest.get((*stock, Sex.WOMEN)), newest.get((*stock, Sex.ALL))
    if not women or not everybody or not everybody.value:
        return None
    written = share(float(women.value), float(everybody.value))
    return FigureFact(_("Women’s share"), written, women.year, (women, everybody))
