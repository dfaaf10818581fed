"""How outputs and what belongs to them are narrowed, by the names of the search page."""

from collections.abc import Callable, Collection
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from partners.api.filters import LANGUAGE, AnyOf, Overlapping, YesNo, among, of_country
from research.models import (
    Corridor,
    Document,
    Output,
    Practice,
    Project,
    Recommendation,
    Theme,
)
from research.search.criteria import YEARS
from research.vocabularies import SDGS, Access, Form, Origin, OutputType, Population, Stage


def theme_slugs() -> Collection[str]:
    return set(Theme.objects.values_list("slug", flat=True))


class OnlyYes(django_filters.Filter):  # type: ignore[misc]
    """``yes`` narrows; the search page knows no other value."""

    described_as = {"type": "string", "enum": ["yes"]}

    class field_class(forms.Field):  # noqa: N801 -- django-filter's name
        def clean(self, value: Any) -> bool:
            if value and str(value).lower() != "yes":
                raise ValidationError("Say yes, or leave it out.")
            return bool(value)

    def __init__(self, condition: Q, **kwargs: Any) -> None:
        self.condition = condition
        super().__init__(**kwargs)

    def filter(self, rows: QuerySet[Any], value: bool) -> QuerySet[Any]:
        if not value:
            return rows
        return rows.filter(pk__in=Output.objects.filter(self.condition).values("pk"))


class Year(django_filters.Filter):  # type: ignore[misc]
    """A year of our time, compared with a date that may be known to the year only."""

    described_as = {"type": "integer", "minimum": YEARS[0], "maximum": YEARS[-1]}

    class field_class(forms.Field):  # noqa: N801 -- django-filter's name
        def clean(self, value: Any) -> int | None:
            if not value:
                return None
            text = str(value)
            if text.isascii() and text.isdecimal() and len(text) == 4 and int(text) in YEARS:
                return int(text)
            raise ValidationError(f"A year from {YEARS[0]} to {YEARS[-1]}.")

    def __init__(self, narrow: Callable[[QuerySet[Any], int], QuerySet[Any]], **kw: Any) -> None:
        self.narrow = narrow
        super().__init__(**kw)

    def filter(self, rows: QuerySet[Any], value: int | None) -> QuerySet[Any]:
        return rows if value is None else self.narrow(rows, value)


def _from(rows: QuerySet[Any], year: int) -> QuerySet[Any]:
    return rows.filter(issued__gte=str(year))


def _until(rows: QuerySet[Any], year: int) -> QuerySet[Any]:
    return rows.filter(issued__lt=str(year + 1)).exclude(issued="")


class OutputFilter(django_filters.FilterSet):  # type: ignore[misc]
    """The same names as the search page's parameters."""

    theme = AnyOf("themes__slug", theme_slugs)
    country = of_country("countries")
    origin = of_country("corridors__origin")
    destination = of_country("corridors__destination")
    type = AnyOf("type", among(OutputType.values))
    institution = AnyOf("institutions__slug")
    person = AnyOf("credits__person__slug")
    language = AnyOf("language", shape=LANGUAGE)
    access = AnyOf("access", among(Access.values))
    form = Overlapping("forms", among(Form.values))
    stage = Overlapping("stages", among(Stage.values))
    population = Overlapping("populations", among(Population.values))
    actor = AnyOf("recommendations__actor", among(Recommendation.Actor.values))
    sdg = Overlapping("sdgs", among([str(goal) for goal in SDGS]))
    sex_disaggregated = OnlyYes(Q(sex_disaggregated=True), label="Has data by sex")
    has_text = OnlyYes(Q(documents__state=Document.State.READ), label="Full text here")
    year_min = Year(_from, label="Issued in this year or later")
    year_max = Year(_until, label="Issued in this year or earlier")
    record_origin = AnyOf("origin", among(Origin.values), label="Where the record comes from")

    class Meta:
        model = Output
        fields: list[str] = []


class CorridorFilter(django_filters.FilterSet):  # type: ignore[misc]
    origin = of_country("origin")
    destination = of_country("destination")

    class Meta:
        model = Corridor
        fields: list[str] = []


class OfOwnTheme(AnyOf):
    """Of recommendations: a theme of their own counts; without one, those of the output."""

    def filter(self, rows: QuerySet[Any], values: list[str]) -> QuerySet[Any]:
        return rows.filter(pk__in=Recommendation.objects.about(*values)) if values else rows


class RecommendationFilter(django_filters.FilterSet):  # type: ignore[misc]
    actor = AnyOf("actor", among(Recommendation.Actor.values))
    country = of_country()
    theme = OfOwnTheme("theme__slug", theme_slugs)

    class Meta:
        model = Recommendation
        fields: list[str] = []


class ProjectFilter(django_filters.FilterSet):  # type: ignore[misc]
    theme = AnyOf("themes__slug", theme_slugs)
    country = of_country("countries")
    institution = AnyOf("institutions__slug")
    status = AnyOf("status", among(Project.Status.values))

    class Meta:
        model = Project
        fields: list[str] = []


class PracticeFilter(django_filters.FilterSet):  # type: ignore[misc]
    theme = AnyOf("themes__slug", theme_slugs)
    country = of_country("countries")
    institution = AnyOf("institutions__slug")
    form = Overlapping("forms", among(Form.values))
    stage = Overlapping("stages", among(Stage.values))
    population = Overlapping("populations", among(Population.values))
    is_proposal = YesNo(label="Proposed, not yet carried out")

    class Meta:
        model = Practice
        fields: list[str] = []
