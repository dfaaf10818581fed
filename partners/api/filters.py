"""Filters that all lists share: repeatable values, and only those that exist."""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from partners.models import Country, Institution, Person, ResourceCentre

#: More values of one filter than these are no choice.
MOST_VALUES = 20

#: The values a filter knows, all of them; asked when they are needed.
Known = Callable[[], Collection[str]]
SLUG = r"[-a-zA-Z0-9_]{1,120}"
ORCID = r"[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]"
LANGUAGE = r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"


class SeveralValues(forms.Field):
    """Several values: each one of a list, or at least of the right shape."""

    widget = forms.SelectMultiple

    def __init__(
        self, *, known: Known | None, shape: str, normalise: Callable[[str], str], **kwargs: Any
    ) -> None:
        self.known, self.shape, self.normalise = known, shape, normalise
        super().__init__(required=False)

    def clean(self, value: Any) -> list[str]:
        asked = {self.normalise(each.strip()) for each in value or ()}
        if not asked:
            return []
        if len(asked) > MOST_VALUES:
            raise ValidationError(f"At most {MOST_VALUES} values.")
        if self.known:
            strange = asked - set(self.known())
        else:
            strange = {each for each in asked if not re.fullmatch(self.shape, each)}
        if strange:
            raise ValidationError([f"“{each[:120]}” is not known." for each in sorted(strange)])
        return sorted(asked)


class AnyOf(django_filters.Filter):  # type: ignore[misc]
    """Rows with any of the values. Asked for by key, so that no row comes twice.

    What is not in the list of ``known`` values is a fault. Without such a list a value only has
    a ``shape``, and one that nothing has finds nothing.
    """

    field_class = SeveralValues

    def __init__(
        self,
        lookup: str,
        known: Known | None = None,
        normalise: Callable[[str], str] = str.lower,
        *,
        shape: str = SLUG,
        **kwargs: Any,
    ) -> None:
        self.lookup, self.known, self.shape = lookup, known, shape
        super().__init__(known=known, normalise=normalise, shape=shape, **kwargs)

    def filter(self, rows: QuerySet[Any], values: list[str]) -> QuerySet[Any]:
        if not values:
            return rows
        with_one = rows.model._default_manager.filter(**{f"{self.lookup}__in": values})  # noqa: SLF001
        return rows.filter(pk__in=with_one.values("pk"))

    @property
    def described_as(self) -> dict[str, Any]:
        value = {"enum": sorted(self.known())} if self.known else {"pattern": f"^{self.shape}$"}
        items = {"type": "string", **value}
        return {"type": "array", "items": items, "minItems": 1, "maxItems": MOST_VALUES}


class Overlapping(AnyOf):
    """Of an array column: rows that hold any of the values."""

    def filter(self, rows: QuerySet[Any], values: list[str]) -> QuerySet[Any]:
        return rows.filter(**{f"{self.lookup}__overlap": values}) if values else rows


class YesNo(django_filters.Filter):  # type: ignore[misc]
    """``yes`` or ``no``, also written as JSON does."""

    WORDS: Mapping[str, bool] = {"yes": True, "true": True, "no": False, "false": False}
    described_as = {"type": "string", "enum": list(WORDS)}

    class field_class(forms.Field):  # noqa: N801 -- django-filter's name
        def clean(self, value: Any) -> bool | None:
            if not value:
                return None
            try:
                return YesNo.WORDS[str(value).lower()]
            except KeyError as error:
                raise ValidationError("Say yes or no.") from error


def among(choices: Collection[str]) -> Known:
    return lambda: choices


def country_codes() -> Collection[str]:
    return set(Country.objects.values_list("code", flat=True))


def of_country(lookup: str = "country") -> AnyOf:
    """By ISO alpha-2 code, in any case."""
    return AnyOf(lookup, country_codes, str.upper)


class CountryFilter(django_filters.FilterSet):  # type: ignore[misc]
    is_of_the_hub = YesNo(label="Whether it is one of the hub's five")

    class Meta:
        model = Country
        fields: list[str] = []


class InstitutionFilter(django_filters.FilterSet):  # type: ignore[misc]
    kind = AnyOf("kind", among(Institution.Kind.values))
    hub_role = AnyOf("hub_role", among(Institution.HubRole.values))
    country = of_country()

    class Meta:
        model = Institution
        fields: list[str] = []


class PersonFilter(django_filters.FilterSet):  # type: ignore[misc]
    orcid = AnyOf("orcid", normalise=str.upper, shape=ORCID)
    institution = AnyOf("affiliations__institution__slug")

    class Meta:
        model = Person
        fields: list[str] = []


class ResourceCentreFilter(django_filters.FilterSet):  # type: ignore[misc]
    kind = AnyOf("kind", among(ResourceCentre.Kind.values))
    country = of_country()
    language = Overlapping("languages", shape=LANGUAGE)

    class Meta:
        model = ResourceCentre
        fields: list[str] = []
