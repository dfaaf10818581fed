"""Which questions are asked of a country and of a corridor: a row each, most asked first."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from hub.figures import mapping, questions
from hub.figures.panels import Panel
from hub.figures.questions import Topic
from hub.models import Agreement, Figure
from hub.vocabularies import Measure, Source
from partners.models import Country

APPROVALS = Topic(
    "approvals",
    Source.DOFE,
    Measure.APPROVALS,
    by_country=_("Most approvals are for %(first)s and %(second)s"),
    by_country_one=_("Approvals are for %(first)s"),
)
REGISTRATIONS = Topic(
    "registrations",
    Source.SLBFE,
    Measure.REGISTRATIONS,
    over_years=_(
        "%(last)s registrations for work abroad in %(last_year)s, %(first)s in %(first_year)s"
    ),
    by_country=_("Most register for work in %(first)s and %(second)s"),
    by_country_one=_("They register for work in %(first)s"),
)
LIVING_ABROAD = Topic(
    "living-abroad",
    Source.UN_DESA_2019,
    Measure.MIGRANT_STOCK,
    over_years=_(
        "From %(first)s people in %(first_year)s to %(last)s in %(last_year)s; "
        "%(women)s of them women"
    ),
    by_country=_("Most live in %(first)s and %(second)s"),
    by_country_one=_("They live in %(first)s"),
)
LIVING_HERE = Topic(
    "living-here",
    Source.UN_DESA_2019,
    Measure.MIGRANT_STOCK,
    by_country=_("Most of them come from %(first)s and %(second)s"),
    by_country_one=_("They come from %(first)s"),
)
CITIZENS_ABROAD = Topic(
    "citizens-abroad",
    Source.OVERSEAS_INDIANS,
    Measure.CITIZENS_ABROAD,
    by_country=_("Most citizens abroad live in %(first)s and %(second)s"),
    by_country_one=_("Citizens abroad live in %(first)s"),
)
REMITTANCES = Topic(
    "remittances",
    Source.KNOMAD_2021,
    Measure.REMITTANCES,
    by_country=_("Most money comes from %(first)s and %(second)s"),
    by_country_one=_("The money comes from %(first)s"),
)
REMITTANCES_SENT = Topic(
    "remittances-sent",
    Source.KNOMAD_2021,
    Measure.REMITTANCES,
    by_country=_("Most money goes to %(first)s and %(second)s"),
    by_country_one=_("The money goes to %(first)s"),
)


def of_origin(country: Country, names: dict[str, str]) -> Iterator[Panel | None]:
    """What is known of those who leave one of the five."""
    left = Figure.objects.from_country(country.code)
    yield questions.by_country(APPROVALS, left, names)
    yield questions.by_country(REGISTRATIONS, left, names)
    yield questions.over_years(REGISTRATIONS, left.to_the_world())
    yield questions.over_years(LIVING_ABROAD, left.to_the_world())
    yield questions.by_country(LIVING_ABROAD, left, names)
    yield mapping.routes_from(country, left, names)
    yield questions.by_country(CITIZENS_ABROAD, left, names)
    yield questions.by_country(REMITTANCES, left, names)
    yield questions.when_agreed(Agreement.objects.of_country(country.code).in_order(), country)


def of_destination(country: Country, names: dict[str, str]) -> Iterator[Panel | None]:
    """What is known, in a country where they work, of those who came from the five."""
    came = Figure.objects.to_country(country.code).filter(origin__is_of_the_hub=True)
    yield questions.by_country(LIVING_HERE, came, names, of_origin=True)
    yield questions.by_country(REMITTANCES_SENT, came, names, of_origin=True)
    yield questions.when_agreed(Agreement.objects.of_country(country.code).in_order(), country)


def of_corridor(origin: Country, destination: Country) -> Iterator[Panel | None]:
    """What is known of those who went from the one to the other."""
    went = Figure.objects.from_country(origin.code).to_country(destination.code)
    yield questions.over_years(LIVING_ABROAD, went)
    yield questions.over_years(REGISTRATIONS, went)
    between = Agreement.objects.between(origin.code, destination.code).in_order()
    yield questions.when_agreed(between, origin)
