from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partners.models import Country, Institution
from research.models.outputs import Output
from research.models.projects import Project
from research.models.themes import Theme
from research.vocabularies import Form, Population, Stage


class PracticeQuerySet(models.QuerySet["Practice"]):
    def by_title(self) -> Self:
        return self.order_by("title", "pk")

    def of_institution(self, institution: Institution) -> Self:
        return self.filter(institutions=institution).distinct()

    def in_country(self, country: Country) -> Self:
        return self.filter(countries=country)

    def for_listing(self) -> Self:
        return self.prefetch_related(
            Prefetch("countries", Country.objects.by_name()),
            Prefetch("themes", Theme.objects.in_order()),
            Prefetch("institutions", Institution.objects.by_name()),
        )


class Practice(models.Model):
    """Something that was tried, and what was learnt."""

    slug = models.SlugField(_("address"), max_length=120, unique=True)
    title = models.CharField(_("title"), max_length=300)
    is_proposal = models.BooleanField(
        _("a proposal"), default=False, help_text=_("Proposed, not yet carried out.")
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    sector = models.CharField(_("sector"), max_length=100, blank=True)
    stage_note = models.CharField(_("stage, in words"), max_length=100, blank=True)
    forms = ArrayField(
        models.CharField(max_length=20, choices=Form),
        verbose_name=_("forms of migration"),
        default=list,
        blank=True,
    )
    stages = ArrayField(
        models.CharField(max_length=20, choices=Stage),
        verbose_name=_("stages of migration"),
        default=list,
        blank=True,
    )
    populations = ArrayField(
        models.CharField(max_length=30, choices=Population),
        verbose_name=_("populations"),
        default=list,
        blank=True,
    )
    what_was_done = models.TextField(_("what was done"))
    what_was_learnt = models.TextField(_("what was learnt"), blank=True)
    evidence = models.TextField(_("evidence"), blank=True)
    themes = models.ManyToManyField(Theme, related_name="practices", verbose_name=_("themes"))
    countries = models.ManyToManyField(
        Country, related_name="practices", blank=True, verbose_name=_("countries")
    )
    institutions = models.ManyToManyField(
        Institution, related_name="practices", blank=True, verbose_name=_("institutions")
    )
    other_institutions = ArrayField(
        models.CharField(max_length=300),
        verbose_name=_("other institutions"),
        default=list,
        blank=True,
    )
    outputs = models.ManyToManyField(
        Output, related_name="practices", blank=True, verbose_name=_("outputs")
    )
    projects = models.ManyToManyField(
        Project, related_name="practices", blank=True, verbose_name=_("projects")
    )
    source = models.CharField(_("source"), max_length=600, blank=True)
    source_is_copy = models.BooleanField(_("source is a copy"), default=False)

    objects = PracticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practices")
        constraints = [
            models.CheckConstraint(
                condition=Q(forms__contained_by=Form.values)
                & Q(stages__contained_by=Stage.values)
                & Q(populations__contained_by=Population.values),
                name="practice_classified_by_known_words",
                violation_error_message=_("A form, stage or population is not in the list."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("hub:practice", args=[self.slug])

    @property
    def public_sources(self) -> list[str]:
        """Where the facts come from, unless that was only a copy."""
        return [] if self.source_is_copy or not self.source else [self.source]
