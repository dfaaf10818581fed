"""By what results can be narrowed: one row each.

A facet's ``values`` say what an output counts under; its ``captions`` give the
reader's words for values, and only for those that exist, so they also tell a
known value from an unknown one.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from babel import Locale
from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from partners.models import Country, Institution, Person
from research.models import Recommendation, Theme
from research.search.material import Material
from research.vocabularies import SDGS, Access, Form, OutputType, Population, Stage

Captions = Callable[[Collection[str]], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow a search; ``name`` is its query parameter and its field."""

    name: str
    label: Promise
    values: Callable[[Material], Iterable[str]]
    captions: Captions
    normalise: Callable[[str], str] = str.lower


def _themes(values: Collection[str]) -> dict[str, str]:
    rows = Theme.objects.in_order().values_list("slug", "name")
    return {slug: gettext(name) for slug, name in rows if slug in values}


def _countries(values: Collection[str]) -> dict[str, str]:
    rows = Country.objects.filter(code__in=values).values_list("code", "name")
    local = _locale().territories
    return {code: str(local.get(code, name)) for code, name in rows}


def _institutions(values: Collection[str]) -> dict[str, str]:
    rows = Institution.objects.filter(slug__in=values).values_list("slug", "acronym", "name")
    return {slug: acronym or name for slug, acronym, name in rows}


def _people(values: Collection[str]) -> dict[str, str]:
    return dict(Person.objects.filter(slug__in=values).values_list("slug", "name"))


def _languages(values: Collection[str]) -> dict[str, str]:
    names, english = _locale().languages, Locale("en").languages
    return {code: str(names.get(code, english[code])) for code in values if code in english}


def _locale() -> Locale:
    return Locale.parse(get_language() or "en", sep="-")


def _goals(values: Collection[str]) -> dict[str, str]:
    return {str(goal): _("SDG %d") % goal for goal in SDGS if str(goal) in values}


def _choices(choices: type[TextChoices]) -> Captions:
    return lambda values: {
        value: str(label) for value, label in choices.choices if value in values
    }


def _only_yes(values: Collection[str]) -> dict[str, str]:
    return {"yes": str(_("Yes"))} if "yes" in values else {}


FACETS = (
    Facet("theme", _("Theme"), lambda m: (slug for slug, _name in m.themes), _themes),
    Facet(
        "country",
        _("Country"),
        lambda m: (code for code, _name in m.countries),
        _countries,
        str.upper,
    ),
    Facet("type", _("Kind"), lambda m: (m.type,), _choices(OutputType)),
    Facet(
        "institution",
        _("Institution"),
        lambda m: (slug for slug, *_names in m.institutions),
        _institutions,
    ),
    Facet("language", _("Language"), lambda m: (m.language,), _languages),
    Facet(
        "destination",
        _("Destination"),
        lambda m: (destination for _origin, destination in m.corridors),
        _countries,
        str.upper,
    ),
    Facet(
        "origin",
        _("Origin"),
        lambda m: (origin for origin, _destination in m.corridors),
        _countries,
        str.upper,
    ),
    Facet("form", _("Form of migration"), lambda m: m.forms, _choices(Form)),
    Facet("stage", _("Stage of migration"), lambda m: m.stages, _choices(Stage)),
    Facet("population", _("Population"), lambda m: m.populations, _choices(Population)),
    Facet(
        "actor",
        _("Who should act"),
        lambda m: (actor for (actor,) in m.actors),
        _choices(Recommendation.Actor),
    ),
    Facet(
        "person",
        _("Person"),
        lambda m: (slug for _credited, slug, _name in m.credits if slug),
        _people,
    ),
    Facet("sdg", _("Development goal"), lambda m: map(str, m.sdgs), _goals),
    Facet("access", _("Access"), lambda m: (m.access,), _choices(Access)),
    Facet(
        "sex_disaggregated",
        _("Has data by sex"),
        lambda m: ("yes",) if m.sex_disaggregated else (),
        _only_yes,
    ),
    Facet(
        "has_text",
        _("Full text here"),
        lambda m: ("yes",) if m.has_text else (),
        _only_yes,
    ),
)
BY_NAME = {facet.name: facet for facet in FACETS}
