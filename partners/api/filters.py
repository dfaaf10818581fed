"""Filters that all lists share: repeatable values, and only those that exist."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet

from partners.models import Country, Institution, Person, ResourceCentre

#: More values of one filter than these are no choice.
MOST_VALUES = 50

Known = Callable[[Collection[str]], Collection[str]]


class KnownValues(forms.Field):
    """Several values, each of which must exist."""

    widget = forms.SelectMultiple

    def __init__(self, *, known: Known, normalise: Callable[[str], str], **kwargs: Any) -> None:
        self.known, self.normalise = known, normalise
        super().__init__(required=False)

    def clean(self, value: Any) -> list[str]:
        asked = {self.normalise(each.strip()) for each in value or () if each.strip()}
        if not asked:
            return []
        if len(asked) > MOST_VALUES:
            raise ValidationError(f"At most {MOST_VALUES} values.")
        unknown = sorted(asked - set(self.known(asked)))
        if unknown:
            raise ValidationError([f"“{each[:120]}” is not known." for each in unknown])
        return sorted(asked)


class AnyOf(django_filters.Filter):  # type: ignore[misc]
    """Rows with any of the values. Asked for by key, so that no row comes twice."""

    field_class = KnownValues

    def __init__(
        self,
        lookup: str,
        known: Known,
        normalise: Callable[[str], str] = str.lower,
        **kwargs: Any,
    ) -> None:
        self.lookup = lookup
        super().__init__(known=known, normalise=normalise, **kwargs)

    def filter(self, rows: QuerySet[Any], values: list[str]) -> QuerySet[Any]:
        if not values:
            return rows
        with_one = rows.model._default_manager.filter(**{f"{self.lookup}__in": values})  # noqa: SLF001
        return rows.filter(pk__in=with_one.values("pk"))


class Overlapping(AnyOf):
    """Of an array column: rows that hold any of the values."""

    def filter(self, rows: QuerySet[Any], values: list[str]) -> QuerySet[Any]:
        return rows.filter(**{f"{self.lookup}__overlap": values}) if values else rows


class YesNo(django_filters.Filter):  # type: ignore[misc]
    """``yes`` or ``no``, also written as JSON does."""

    WORDS: Mapping[str, bool] = {"yes": True, "true": True, "no": False, "false": False}

    class field_class(forms.Field):  # noqa: N801 -- django-filter's name
        def clean(self, value: Any) -> bool | None:
            if not value:
                return None
            try:
                return YesNo.WORDS[str(value).lower()]
            except KeyError as error:
                raise ValidationError("Say yes or no.") from error


def slugs_of(model: type[Model], field: str = "slug") -> Known:
    """The values of ``field`` that some row of ``model`` has."""

    def known(values: Collection[str]) -> Collection[str]:
        manager = model._default_manager  # noqa: SLF001 -- the documented way to any model's rows
        return set(manager.filter(**{f"{field}__in": values}).values_list(field, flat=True))

    return known


def shown_people(field: str = "slug") -> Known:
    """Of those people whom readers may see: a name that was only deposited is not known."""

    def known(values: Collection[str]) -> Collection[str]:
        found = Person.objects.shown().filter(**{f"{field}__in": values})
        return set(found.values_list(field, flat=True))

    return known


def among(choices: Collection[str]) -> Known:
    return lambda _values: choices


class CountryFilter(django_filters.FilterSet):  # type: ignore[misc]
    is_of_the_hub = YesNo(label="Whether it is one of the hub's five")

    class Meta:
        model = Country
        fields: list[str] = []


class InstitutionFilter(django_filters.FilterSet):  # type: ignore[misc]
    kind = AnyOf("kind", among(Institution.Kind.values))
    hub_role = AnyOf("hub_role", among(Institution.HubRole.values))
    country = AnyOf("country", slugs_of(Country, "code"), str.upper)

    class Meta:
        model = Institution
        fields: list[str] = []


class PersonFilter(django_filters.FilterSet):  # type: ignore[misc]
    orcid = AnyOf("orcid", shown_people("orcid"), str.upper)
    institution = AnyOf("affiliations__institution__slug", slugs_of(Institution))

    class Meta:
        model = Person
        fields: list[str] = []


class ResourceCentreFilter(django_filters.FilterSet):  # type: ignore[misc]
    kind = AnyOf("kind", among(ResourceCentre.Kind.values))
    country = AnyOf("country", slugs_of(Country, "code"), str.upper)
    language = Overlapping("languages", lambda values: values)

    class Meta:
        model = ResourceCentre
        fields: list[str] = []
