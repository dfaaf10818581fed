from typing import Self

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from partners.models import Country
from research.models.documents import Document
from research.models.themes import Corridor, Theme
from research.vocabularies import Status


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    def in_order(self) -> Self:
        return self.select_related(
            "country", "theme", "corridor__origin", "corridor__destination"
        ).order_by("output_id", "order", "pk")

    def of_published(self) -> Self:
        return self.filter(output__status=Status.PUBLISHED)

    def for_country(self, country: Country) -> Self:
        """Asked of that country, or of nobody's in particular in an output about it."""
        said = Q(country=country) | Q(country=None, output__countries=country)
        return self.filter(said).distinct()

    def for_corridor(self, origin: Country, destination: Country) -> Self:
        """Made for that route, or for none in particular in an output about it."""
        routes = Corridor.objects.filter(origin=origin, destination=destination)
        own = Q(corridor__in=routes)
        return self.filter(own | Q(corridor=None, output__corridors__in=routes)).distinct()

    def about(self, *themes: str) -> Self:
        """Under one of the themes itself, or under none of its own in an output about it."""
        said = Q(theme__slug__in=themes) | Q(theme=None, output__themes__slug__in=themes)
        return self.filter(said).distinct()

    def saying(self, words: str) -> Self:
        """With these words in any form, or the very letters in a language without stems."""
        text = SearchVector("text", "topic", "body", config="english")
        asked = SearchQuery(words, config="english", search_type="websearch")
        letters = Q(text__icontains=words) | Q(body__icontains=words)
        return self.annotate(said=text).filter(Q(said=asked) | letters)

    def named_first(self) -> Self:
        """Of what concerns a country: what names it before what is asked of nobody's."""
        return self.order_by(F("country").asc(nulls_last=True), "-output__issued", "order", "pk")

    def for_register(self) -> Self:
        """With the output that says so, and the file to open at the page; the newest first."""
        return (
            self.select_related(
                "country", "output", "theme", "corridor__origin", "corridor__destination"
            )
            .prefetch_related(
                Prefetch("output__documents", Document.objects.in_order()),
                Prefetch("output__themes", Theme.objects.in_order()),
            )
            .order_by("-output__issued", "-output_id", "order", "pk")
        )


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
    theme = models.ForeignKey(
        Theme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="recommendations",
        verbose_name=_("theme"),
        help_text=_("If empty: the themes of the output."),
    )
    corridor = models.ForeignKey(
        Corridor,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="recommendations",
        verbose_name=_("corridor"),
        help_text=_("If empty: the corridors of the output."),
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

    @property
    def themes(self) -> list[Theme]:
        """Its own, else those of the output."""
        return [self.theme] if self.theme else list(self.output.themes.all())

    @property
    def address(self) -> str:
        """The page of the document that says so; without a file or page, where it stands here."""
        page = self.page or 0
        documents = self.output.documents.all() if page and self.output.is_readable else ()
        for document in documents:
            if document.is_read and (document.page_count or 0) >= page:
                return f"{document.get_absolute_url()}#page={page}"
        return f"{self.output.get_absolute_url()}#recommendations"
