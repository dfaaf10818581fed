"""The questions a chart answers: over the years, which countries, when was it agreed."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language_bidi, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from hub.figures import charts
from hub.figures.counting import Count, counted, most_first
from hub.figures.panels import Panel, Row, in_words, roughly, share, tops, year_words
from hub.models import Agreement, Figure
from hub.models.figures import FigureQuerySet
from hub.vocabularies import Measure, Source
from partners.models import Country

BARS = 8
BY_SEX = (
    gettext_lazy("Women"),
    gettext_lazy("Men"),
    gettext_lazy("All"),
    gettext_lazy("Women’s share"),
)
ALL = (gettext_lazy("All"),)


@dataclass(frozen=True, slots=True)
class Topic:
    """A measure of one source, and the sentences that say what it found.

    ``over_years`` is said of the first and the last year, ``by_country`` of the two that
    come first; ``by_country_one`` where there is only one.
    """

    slug: str
    source: Source
    measure: Measure
    over_years: str | Promise = ""
    by_country: str | Promise = ""
    by_country_one: str | Promise = ""

    def within(self, figures: FigureQuerySet) -> FigureQuerySet:
        return figures.of(self.source, self.measure)


def over_years(topic: Topic, figures: FigureQuerySet) -> Panel | None:
    """A line for each sex, or one for all; None where fewer than two years are known."""
    found = counted(topic.within(figures).in_order(), lambda figure: figure.year)
    if len(found) < 2:
        return None
    by_sex = all(count.women is not None and count.men is not None for count in found.values())
    years = list(found)
    first, last = found[years[0]], found[years[-1]]
    words = {
        "first": roughly(first.all),
        "first_year": years[0],
        "last": roughly(last.all),
        "last_year": years[-1],
        "women": share(last.women or 0, last.all),
    }
    most = max(max(count.women or 0, count.men or 0) if by_sex else count.all
               for count in found.values())  # fmt: skip
    return Panel(
        slug=f"{topic.slug}-by-year",
        finding=str(topic.over_years) % words,
        about=str(topic.measure.label),
        source=topic.source,
        columns=(_("Year"), *(BY_SEX if by_sex else ALL)),
        rows=tuple(_row(str(year), count, by_sex=by_sex) for year, count in found.items()),
        spec=charts.lines(
            _lines(found, by_sex=by_sex),
            rtl=get_language_bidi(),
            year_words=year_words(years),
            tops=tops(most),
        ),
        by_sex=by_sex,
    )


def _lines(found: dict[int, Count], *, by_sex: bool) -> list[charts.Line]:
    if not by_sex:
        points = tuple(charts.Point(year, count.all) for year, count in found.items())
        return [charts.Line(_("All"), points)]
    men = tuple(charts.Point(year, count.men or 0) for year, count in found.items())
    women = tuple(charts.Point(year, count.women or 0) for year, count in found.items())
    return [charts.Line(_("Men"), men), charts.Line(_("Women"), women, is_women=True)]


def by_country(
    topic: Topic, figures: FigureQuerySet, names: dict[str, str], *, of_origin: bool = False
) -> Panel | None:
    """The countries with the most in the newest year (and month) the source has."""
    side = "origin_id" if of_origin else "destination_id"
    rows = topic.within(figures)
    rows = rows.by_origin() if of_origin else rows.by_destination()
    newest = rows.order_by("-year", "-pk").first()
    if not newest:
        return None
    rows = rows.filter(year=newest.year, period=newest.period).order_by("pk")
    found = most_first(counted(rows, lambda figure: str(getattr(figure, side))), BARS)
    if not found:
        return None
    by_sex = all(count.women is not None for count in found.values())
    called = [names[code] for code in found]
    sentence = topic.by_country if len(called) > 1 else topic.by_country_one
    return Panel(
        slug=topic.slug,
        finding=str(sentence)
        % {"first": called[0], "second": called[-1 if len(called) < 2 else 1]},
        about=f"{topic.measure.label}, {newest.period or newest.year}",
        source=topic.source,
        columns=(_("Country"), *(BY_SEX if by_sex else ALL)),
        rows=tuple(_row(names[code], count, by_sex=by_sex) for code, count in found.items()),
        spec=charts.bars(
            [
                charts.Bar(names[code], count.all, in_words(count.all), count.women)
                for code, count in found.items()
            ],
            rtl=get_language_bidi(),
        ),
        by_sex=by_sex,
    )


def _row(heading: str, count: Count, *, by_sex: bool) -> Row:
    if not by_sex:
        return Row(heading, (in_words(count.all),), count.figures)
    numbers = (in_words(count.women), in_words(count.men), in_words(count.all))
    return Row(heading, (*numbers, share(count.women or 0, count.all)), count.figures)


def when_agreed(agreements: Iterable[Agreement], country: Country) -> Panel | None:
    """A dot for each agreement, a row for each other side."""
    found: dict[str, list[Agreement]] = {}
    for agreement in agreements:
        other = agreement.other if agreement.one_id == country.code else agreement.one
        found.setdefault(other.local_name, []).append(agreement)
    if not found:
        return None
    years = sorted(one.year for dates in found.values() for one in dates)
    shown = (years[0] // 10 * 10, -(-years[-1] // 10) * 10 or years[-1])
    decades = list(range(shown[0], max(shown[1], shown[0] + 10) + 1, 10))
    newest_first = sorted(found.items(), key=lambda row: -max(one.year for one in row[1]))
    return Panel(
        slug="agreements",
        finding=_("%(count)s agreements listed, the latest of %(year)s")
        % {"count": in_words(len(years)), "year": years[-1]},
        about=_("Bilateral labour agreements and memoranda by the year they were signed"),
        source=Source.AGREEMENTS,
        columns=(pgettext("agreement", "With"), _("Signed in")),
        rows=tuple(_dates(name, dates) for name, dates in newest_first),
        spec=charts.moments(
            [(name, [one.year for one in dates]) for name, dates in newest_first],
            rtl=get_language_bidi(),
            year_words=year_words(decades),
        ),
    )


def _dates(name: str, dates: list[Agreement]) -> Row:
    return Row(name, (", ".join(str(one.year) for one in dates),), tuple(dates))


def figures_behind(panel: Panel) -> list[Figure | Agreement]:
    """Every published number of the panel, with its place in the source's file."""
    return [figure for row in panel.rows for figure in row.figures]
