from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hub.vocabularies import Measure, Sex, Source
from partners.models import Country


class FigureQuerySet(models.QuerySet["Figure"]):
    def of(self, source: Source, measure: Measure) -> Self:
        return self.filter(source=source, measure=measure)

    def from_country(self, code: str) -> Self:
        """What is counted of people who come from there."""
        return self.filter(origin=code)

    def to_country(self, code: str) -> Self:
        return self.filter(destination=code)

    def to_the_world(self) -> Self:
        """The publisher's own total over all destinations."""
        return self.filter(destination=None)

    def by_destination(self) -> Self:
        return self.filter(destination__isnull=False)

    def by_origin(self) -> Self:
        return self.filter(origin__isnull=False)

    def in_order(self) -> Self:
        return self.order_by("year", "pk")


class Figure(models.Model):
    """A published number with the place in its source's file. Written by ``load_figures``."""

    source = models.CharField(_("source"), max_length=30, choices=Source)
    measure = models.CharField(_("measure"), max_length=30, choices=Measure)
    origin = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        related_name="figures_from",
        verbose_name=_("origin"),
    )
    destination = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        related_name="figures_to",
        verbose_name=_("destination"),
    )
    sex = models.CharField(_("sex"), max_length=10, choices=Sex)
    year = models.PositiveSmallIntegerField(_("year"))
    period = models.CharField(_("part of the year"), max_length=40, blank=True)
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=3)
    file = models.CharField(_("file"), max_length=120)
    row = models.PositiveIntegerField(_("row"))
    column = models.CharField(_("column"), max_length=120)

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        indexes = [
            models.Index(fields=["origin", "measure", "source"], name="figure_from_country"),
            models.Index(
                fields=["destination", "measure", "source"], name="figure_of_destination"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                # Not one a country: a publisher may spell it twice in one table.
                fields=["source", "file", "row", "column"],
                name="figure_stands_in_one_place",
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="figure_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.get_measure_display()}, {self.origin_id}-{self.destination_id}, {self.year}"


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def of_country(self, code: str) -> Self:
        return self.filter(Q(one=code) | Q(other=code))

    def between(self, code: str, other: str) -> Self:
        return self.filter(Q(one=code, other=other) | Q(one=other, other=code))

    def in_order(self) -> Self:
        return self.select_related("one", "other").order_by("year", "signed", "pk")


class Agreement(models.Model):
    """A bilateral labour agreement as a published list has it. Written by ``load_figures``."""

    source = models.CharField(_("source"), max_length=30, choices=Source)
    identifier = models.CharField(_("number in the list"), max_length=40)
    one = models.ForeignKey(Country, models.PROTECT, related_name="+")
    other = models.ForeignKey(Country, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    signed = models.DateField(_("signed on"), null=True)
    file = models.CharField(_("file"), max_length=120)
    row = models.PositiveIntegerField(_("row"))

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("bilateral labour agreement")
        verbose_name_plural = _("bilateral labour agreements")
        constraints = [
            models.UniqueConstraint(fields=["source", "identifier"], name="agreement_listed_once"),
            models.CheckConstraint(condition=~Q(one=F("other")), name="agreement_joins_two"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id}-{self.other_id}, {self.year}"
