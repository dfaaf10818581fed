from collections.abc import Mapping
from functools import cache
from typing import Self

from babel import Locale
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class CountryQuerySet(models.QuerySet["Country"]):
    def of_the_hub(self) -> Self:
        """The five countries whose institutes run the hub."""
        return self.filter(is_of_the_hub=True)

    def local_names(self) -> dict[str, str]:
        """Each code with the name in the reader's language."""
        territories = Locale.parse(get_language() or "en", sep="-").territories
        return {
            code: str(territories.get(code, name))
            for code, name in self.values_list("code", "name")
        }

    def by_name(self) -> Self:
        return self.order_by("name", "code")


class Country(models.Model):
    """A country by its ISO 3166-1 alpha-2 code; the table comes with a migration."""

    code = models.CharField(_("code"), max_length=2, primary_key=True)
    name = models.CharField(_("name in English"), max_length=80, unique=True)
    is_of_the_hub = models.BooleanField(_("one of the hub's five"), default=False)

    objects = CountryQuerySet.as_manager()

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^[A-Z]{2}$"),
                name="country_code_is_alpha2",
                violation_error_message=_("A country code is two capital letters, as in NP."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("hub:country", args=[self.code.lower()])

    @property
    def local_name(self) -> str:
        """The name in the reader's language, from CLDR; the English one where it has none."""
        return str(_territories(get_language() or "en").get(self.code, self.name))


@cache
def _territories(language: str) -> Mapping[str, str]:
    """A list names sixty countries; reading CLDR for each took longer than all else."""
    return Locale.parse(language, sep="-").territories
