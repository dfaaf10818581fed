from typing import TYPE_CHECKING, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partners.models import Country

if TYPE_CHECKING:
    from research.models.outputs import Output

#: The five themes come with a migration; their names are here for the translators.
THEME_NAMES = (
    _("Labour migration policies"),
    _("Gender and migration"),
    _("Migration, health and disaster"),
    _("Migration and development"),
    _("Drivers of migration"),
)


class ThemeQuerySet(models.QuerySet["Theme"]):
    def in_order(self) -> Self:
        return self.order_by("order")

    def with_counts(self) -> Self:
        """Each with ``output_count``, the number of its published outputs."""
        return self.annotate(
            output_count=Count("outputs", filter=Q(outputs__status="published"), distinct=True)
        )

    def counted_in(self, outputs: "models.QuerySet[Output]") -> list[tuple["Theme", int]]:
        """Those that ``outputs`` stand under, each with how many do, most first."""
        counts = dict(
            self.filter(outputs__in=outputs)
            .values_list("pk")
            .annotate(count=Count("outputs", distinct=True))
            .order_by("-count", "order")
        )
        found = self.in_bulk(list(counts))
        return [(found[pk], count) for pk, count in counts.items()]


class Theme(models.Model):
    """One of the five."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name = models.CharField(_("name in English"), max_length=100)
    description = models.TextField(_("what it covers"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), unique=True)
    sdgs = ArrayField(
        models.PositiveSmallIntegerField(), default=list, blank=True, verbose_name="SDGs"
    )

    objects = ThemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    def __str__(self) -> str:
        return gettext(self.name)

    def get_absolute_url(self) -> str:
        return reverse("research:theme", args=[self.slug])


class CorridorQuerySet(models.QuerySet["Corridor"]):
    def with_counts(self) -> Self:
        """Each with ``output_count``, the number of its published outputs."""
        return self.select_related("origin", "destination").annotate(
            output_count=Count("outputs", filter=Q(outputs__status="published"), distinct=True)
        )

    def with_outputs(self) -> Self:
        return self.with_counts().filter(output_count__gt=0)

    def touching(self, country: Country) -> Self:
        return self.filter(Q(origin=country) | Q(destination=country))

    def by_origin(self) -> Self:
        return self.order_by("origin__name", "-output_count", "destination__name")

    def most_written_about(self) -> Self:
        return self.order_by("-output_count", "origin__name", "destination__name")


class Corridor(models.Model):
    """Where people go from and to: a pair of countries, as ``np-qa``."""

    origin = models.ForeignKey(
        Country, models.PROTECT, related_name="corridors_from", verbose_name=_("origin")
    )
    destination = models.ForeignKey(
        Country, models.PROTECT, related_name="corridors_to", verbose_name=_("destination")
    )

    objects = CorridorQuerySet.as_manager()

    class Meta:
        verbose_name = _("corridor")
        verbose_name_plural = _("corridors")
        constraints = [
            models.UniqueConstraint(
                fields=["origin", "destination"],
                name="corridor_unique",
                violation_error_message=_("This corridor exists already."),
            ),
            models.CheckConstraint(
                condition=~Q(origin=F("destination")),
                name="corridor_crosses_a_border",
                violation_error_message=_("A corridor joins two different countries."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.origin_id}-{self.destination_id}"

    def get_absolute_url(self) -> str:
        return reverse("hub:corridor", args=[self.slug])

    @property
    def slug(self) -> str:
        return f"{self.origin_id}-{self.destination_id}".lower()

    @property
    def said(self) -> str:
        """Both ends in the reader's language."""
        ends = (self.origin.local_name, self.destination.local_name)
        return gettext("%s to %s") % ends
