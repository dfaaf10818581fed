from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partners import partial_dates
from partners.models import Country, Institution, Person
from partners.partial_dates import PartialDateField
from research.models.outputs import Output
from research.models.themes import Theme


class ProjectQuerySet(models.QuerySet["Project"]):
    def newest_first(self) -> Self:
        return self.order_by("-start", "title", "pk")

    def of_institution(self, institution: Institution) -> Self:
        return self.filter(institutions=institution).distinct()

    def with_member(self, person: Person) -> Self:
        return self.filter(team=person)

    def in_country(self, country: Country) -> Self:
        return self.filter(countries=country)

    def for_listing(self) -> Self:
        return self.prefetch_related(
            Prefetch("countries", Country.objects.by_name()),
            Prefetch("themes", Theme.objects.in_order()),
            Prefetch("project_institutions", ProjectInstitution.objects.in_order()),
        )

    def for_page(self) -> Self:
        """Everything the page of one project shows of itself."""
        return (
            self.for_listing()
            .select_related("parent")
            .prefetch_related(
                Prefetch("parts", Project.objects.newest_first()),
                Prefetch("destination_countries", Country.objects.by_name()),
                Prefetch("team", Person.objects.with_affiliations().by_name()),
            )
        )


class Project(models.Model):
    """Work with a beginning, funders and results."""

    class Status(models.TextChoices):
        ONGOING = "ongoing", _("Ongoing")
        COMPLETED = "completed", _("Completed")
        UNKNOWN = "unknown", _("Not stated")

    slug = models.SlugField(_("address"), max_length=120, unique=True)
    title = models.CharField(_("title"), max_length=400)
    acronym = models.CharField(_("acronym"), max_length=60, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.UNKNOWN)
    start = PartialDateField(_("start"))
    end = PartialDateField(_("end"))
    date_note = models.TextField(_("note on the dates"), blank=True)
    summary = models.TextField(_("summary"), blank=True)
    objectives = ArrayField(
        models.TextField(), verbose_name=_("objectives"), default=list, blank=True
    )
    results = ArrayField(models.TextField(), verbose_name=_("results"), default=list, blank=True)
    places = ArrayField(
        models.CharField(max_length=200), verbose_name=_("places"), default=list, blank=True
    )
    budget_usd = models.PositiveBigIntegerField(_("budget in US dollars"), null=True, blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
    )
    institutions = models.ManyToManyField(
        Institution, through="research.ProjectInstitution", related_name="projects"
    )
    other_partners = ArrayField(
        models.CharField(max_length=300),
        verbose_name=_("other partners"),
        default=list,
        blank=True,
    )
    team = models.ManyToManyField(
        Person, related_name="projects", blank=True, verbose_name=_("team")
    )
    themes = models.ManyToManyField(Theme, related_name="projects", verbose_name=_("themes"))
    countries = models.ManyToManyField(
        Country, related_name="projects", blank=True, verbose_name=_("countries")
    )
    destination_countries = models.ManyToManyField(
        Country,
        related_name="destination_projects",
        blank=True,
        verbose_name=_("countries of destination"),
    )
    outputs = models.ManyToManyField(
        Output, related_name="projects", blank=True, verbose_name=_("outputs")
    )
    source = models.CharField(_("source"), max_length=600, blank=True)
    source_is_copy = models.BooleanField(_("source is a copy"), default=False)
    other_sources = ArrayField(
        models.CharField(max_length=600), verbose_name=_("other sources"), default=list, blank=True
    )

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        constraints = [
            models.CheckConstraint(
                condition=Q(start__regex=partial_dates.SHAPE) & Q(end__regex=partial_dates.SHAPE),
                name="project_dates_shape",
                violation_error_message=_("Start or end is no date."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("hub:project", args=[self.slug])

    @property
    def public_sources(self) -> list[str]:
        """Where the facts come from, those apart that were only copies."""
        first = [] if self.source_is_copy or not self.source else [self.source]
        return [*first, *self.other_sources]

    @property
    def dates_display(self) -> str:
        """Start and end in words, as far as they are known."""
        return " – ".join(partial_dates.shown(end) for end in (self.start, self.end) if end)


class ProjectInstitutionQuerySet(models.QuerySet["ProjectInstitution"]):
    def in_order(self) -> Self:
        return self.select_related("institution").order_by("role", "order", "pk")


class ProjectInstitution(models.Model):
    """What an institution does in a project."""

    class Role(models.TextChoices):
        FUNDER = "funder", _("Funder")
        IMPLEMENTER = "implementer", _("Implementer")
        PARTNER = "partner", _("Partner")

    project = models.ForeignKey(Project, models.CASCADE, related_name="project_institutions")
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        related_name="project_institutions",
        verbose_name=_("institution"),
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    order = models.PositiveSmallIntegerField(_("order"), default=1)

    objects = ProjectInstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("institution of the project")
        verbose_name_plural = _("institutions of the project")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "institution", "role"],
                name="projectinstitution_named_once",
                violation_error_message=_("This institution has this role here already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.institution)
