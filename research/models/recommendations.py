from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partners.models import Country


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    def in_order(self) -> Self:
        return self.select_related("country").order_by("output_id", "order", "pk")


class Recommendation(models.Model):
    """What an output asks of whom, shortened, with the page that says so."""

    class Actor(models.TextChoices):
        ORIGIN_GOVERNMENT = "origin-government", _("Government at origin")
        DESTINATION_GOVERNMENT = "destination-government", _("Government at destination")
        LOCAL_GOVERNMENT = "local-government", _("Local government")
        EMPLOYERS = "employers", _("Employers")
        RECRUITERS = "recruiters", _("Recruiters")
        TRADE_UNIONS = "trade-unions", _("Trade unions")
        CIVIL_SOCIETY = "civil-society", _("Civil society")
        RESEARCHERS = "researchers", _("Researchers")
        DONORS = "donors", _("Donors and international organisations")

    output = models.ForeignKey(
        "research.Output", models.CASCADE, related_name="recommendations", verbose_name=_("output")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    topic = models.CharField(_("under the heading"), max_length=200, blank=True)
    actor = models.CharField(_("who should act"), max_length=30, choices=Actor, blank=True)
    body = models.CharField(
        _("named body"),
        max_length=200,
        blank=True,
        help_text=_("As in: Department of Foreign Employment."),
    )
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, verbose_name=_("country")
    )
    text = models.TextField(_("what should be done"))
    page = models.PositiveIntegerField(_("page"), null=True, blank=True)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="recommendation_says_what",
                violation_error_message=_("Say what should be done."),
            ),
            models.CheckConstraint(
                condition=Q(page__isnull=True) | Q(page__gte=1),
                name="recommendation_page_from_one",
                violation_error_message=_("Pages are counted from 1."),
            ),
            models.UniqueConstraint(
                fields=["output", "order"],
                name="recommendation_order_unique",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return self.text
