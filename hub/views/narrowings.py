"""How the register of recommendations is narrowed: a row each, with what each choice leaves."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, F
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Lower, Substr
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hub.views.list_filters import Box, Choice
from partners.models import Country
from research.models import Recommendation, Theme
from research.models.recommendations import RecommendationQuerySet
from research.views.result_links import Link

#: What the box for words takes.
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A question to the register: its parameter, and the expression that holds its values."""

    name: str
    label: Promise
    value: Combinable
    #: Values with their words, in the order to show them; empty: they speak for themselves.
    words: Callable[[], dict[str, str]] = dict


def _actors() -> dict[str, str]:
    return {value: str(label) for value, label in Recommendation.Actor.choices}


def _themes() -> dict[str, str]:
    return {theme.slug: str(theme) for theme in Theme.objects.in_order()}


def _countries() -> dict[str, str]:
    names = Country.objects.all().by_name().local_names()
    return {code.lower(): name for code, name in names.items()}


#: A recommendation that names no country is asked of those its output is about.
ASKED = Lower(Coalesce(F("country_id"), F("output__countries__code")))
NARROWINGS = (
    Narrowing("actor", _("Who should act"), F("actor"), _actors),
    Narrowing("country", _("Country"), ASKED, _countries),
    Narrowing("theme", _("Theme"), Coalesce(F("theme__slug"), F("output__themes__slug")), _themes),
    Narrowing("year", _("Year"), Substr("output__issued", 1, 4)),
    Narrowing(
        "origin",
        pgettext_lazy("corridor", "From"),
        Lower(Coalesce(F("corridor__origin_id"), F("output__corridors__origin_id"))),
        _countries,
    ),
    Narrowing(
        "destination",
        pgettext_lazy("corridor", "To"),
        Lower(Coalesce(F("corridor__destination_id"), F("output__corridors__destination_id"))),
        _countries,
    ),
)


def asked_of(parameters: QueryDict) -> dict[str, str]:
    """What was asked, in small letters and without what means nothing."""
    known = {"q": parameters.get("q", "").replace("\x00", "").strip()[:LONGEST]}
    for narrowing in NARROWINGS:
        known[narrowing.name] = parameters.get(narrowing.name, "").replace("\x00", "").lower()
    return {name: value for name, value in known.items() if value}


def found(asked: dict[str, str], *, without: str = "") -> RecommendationQuerySet:
    """The published recommendations that fit, each once."""
    rows = Recommendation.objects.of_published()
    for narrowing in NARROWINGS:
        value = asked.get(narrowing.name)
        if value and narrowing.name != without:
            fit = Recommendation.objects.annotate(is_of=narrowing.value).filter(is_of=value)
            rows = rows.filter(pk__in=fit.values("pk"))
    return rows.saying(asked["q"]) if "q" in asked else rows


def boxes(asked: dict[str, str]) -> tuple[Box, ...]:
    """Every filter with the choices that leave something."""
    return tuple(
        Box(narrowing.name, narrowing.label, choices)
        for narrowing in NARROWINGS
        if (choices := _choices(narrowing, asked))
    )


def _choices(narrowing: Narrowing, asked: dict[str, str]) -> tuple[Choice, ...]:
    rows = found(asked, without=narrowing.name).annotate(is_of=narrowing.value)
    counts = dict(rows.values_list("is_of").annotate(Count("pk", distinct=True)).order_by())
    words = narrowing.words() or {
        year: year for year in sorted(filter(None, counts), reverse=True)
    }
    taken = asked.get(narrowing.name, "")
    return tuple(
        Choice(value, label, counts.get(value, 0), value == taken)
        for value, label in words.items()
        if counts.get(value) or value == taken
    )


def chosen(asked: dict[str, str], here: str) -> tuple[Link, ...]:
    """Each choice in words, with the address that drops it."""
    return tuple(
        Link(_word(name, value), _without(asked, name, here), of=_label(name))
        for name, value in asked.items()
    )


def _without(asked: dict[str, str], name: str, here: str) -> str:
    rest = {other: value for other, value in asked.items() if other != name}
    return f"{here}?{urlencode(rest)}" if rest else here


def _narrowing(name: str) -> Narrowing | None:
    return next((one for one in NARROWINGS if one.name == name), None)


def _label(name: str) -> str | Promise:
    narrowing = _narrowing(name)
    return narrowing.label if narrowing else _("Words")


def _word(name: str, value: str) -> str:
    narrowing = _narrowing(name)
    return narrowing.words().get(value, value) if narrowing else value
