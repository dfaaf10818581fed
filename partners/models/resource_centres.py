from datetime import timedelta
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners import opening_hours, partial_dates
from partners.models.countries import Country
from partners.models.institutions import Institution
from partners.partial_dates import PartialDateField

#: An address and hours that nobody looked after for so long may have changed.
CONFIRMED_FOR = timedelta(days=365)


class Help(models.TextChoices):
    """What people come for: what its services amount to."""

    BEFORE_DEPARTURE = "before-departure", _("Advice before departure")
    TRAINING = "training", _("Training before departure")
    PAPERS = "papers", _("Registration and papers")
    LEGAL = "legal", _("Legal help and complaints")
    ABROAD = "abroad", _("Help for those abroad and their families")
    COUNSELLING = "counselling", _("Someone to talk to in distress")
    SHELTER = "shelter", _("A place to stay")
    RETURN = "return", _("Help after return")


class ResourceCentreQuerySet(models.QuerySet["ResourceCentre"]):
    def by_place(self) -> Self:
        return self.order_by("country__name", "city", "name", "pk")

    def of_institution(self, institution: Institution) -> Self:
        """Those it hosts, operates or pays for."""
        return self.filter(
            Q(host_institutions=institution) | Q(operators=institution) | Q(funders=institution)
        ).distinct()

    def named(self, name: str) -> Self:
        return self.filter(name__iexact=name)

    def in_country(self, country: Country) -> Self:
        return self.filter(country=country)

    def confirmed_lately(self) -> tuple[int, int]:
        """How many somebody asked within a year if they are right, and how many there are."""
        since = timezone.localdate() - CONFIRMED_FOR
        counts = self.aggregate(
            some=Count("pk", filter=Q(last_confirmed_on__gte=since)), all=Count("pk")
        )
        return counts["some"], counts["all"]

    def for_listing(self) -> Self:
        return self.select_related("country")

    def for_page(self) -> Self:
        by_name = Institution.objects.by_name()
        return self.for_listing().prefetch_related(
            Prefetch("host_institutions", by_name),
            Prefetch("operators", by_name),
            Prefetch("funders", by_name),
        )


class ResourceCentre(models.Model):
    """A place where migrants and their families find advice or help."""

    class Kind(models.TextChoices):
        MIGRANT_RESOURCE_CENTRE = "migrant-resource-centre", _("Migrant resource centre")
        WELFARE_CENTRE = "welfare-centre", _("Welfare centre")
        GOVERNMENT_SERVICE = "government-service", _("Government service")
        CONSULAR_OFFICE = "consular-office", _("Consular office")
        AIRPORT_DESK = "airport-desk", _("Airport desk")
        COORDINATING_CENTRE = "coordinating-centre", _("Coordinating centre")
        NGO_SERVICE = "ngo-service", _("NGO service")
        LEGAL_AID = "legal-aid", _("Legal aid")
        SHELTER = "shelter", _("Shelter")
        NETWORK = "network", _("Network")

    slug = models.SlugField(_("address"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=300)
    kind = models.CharField(_("kind"), max_length=30, choices=Kind)
    country = models.ForeignKey(Country, models.PROTECT, verbose_name=_("country"))
    region = models.CharField(_("state or province"), max_length=120, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    address = models.CharField(_("street address"), max_length=300, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    host = models.CharField(_("host, in words"), max_length=300, blank=True)
    host_institutions = models.ManyToManyField(
        Institution, related_name="hosted_centres", blank=True, verbose_name=_("hosts")
    )
    operators = models.ManyToManyField(
        Institution, related_name="operated_centres", blank=True, verbose_name=_("operators")
    )
    funders = models.ManyToManyField(
        Institution, related_name="funded_centres", blank=True, verbose_name=_("funders")
    )
    services = ArrayField(
        models.CharField(max_length=300), default=list, verbose_name=_("services")
    )
    helps_with = ArrayField(
        models.CharField(max_length=20, choices=Help),
        default=list,
        blank=True,
        verbose_name=_("helps with"),
        help_text=_("By this readers find it; the services say it in words."),
    )
    languages = ArrayField(
        models.CharField(max_length=12), default=list, blank=True, verbose_name=_("languages")
    )
    phones = ArrayField(
        models.CharField(max_length=60), default=list, blank=True, verbose_name=_("telephones")
    )
    website = models.URLField(_("website"), max_length=500, blank=True)
    weekly_hours = models.CharField(
        _("opening hours"), max_length=300, blank=True, validators=[opening_hours.validate]
    )
    hours = models.CharField(_("opening hours, in words"), max_length=200, blank=True)
    opened = PartialDateField(_("opened"))
    last_confirmed_on = models.DateField(_("last confirmed on"), null=True, blank=True)
    description = models.TextField(_("description"), blank=True)
    note = models.TextField(_("open points"), blank=True, help_text=_("For staff and readers."))
    source = models.CharField(_("source"), max_length=600, blank=True)
    source_is_copy = models.BooleanField(_("source is a copy"), default=False)

    objects = ResourceCentreQuerySet.as_manager()

    class Meta:
        verbose_name = _("resource centre")
        verbose_name_plural = _("resource centres")
        constraints = [
            models.CheckConstraint(
                condition=Q(opened__regex=partial_dates.SHAPE),
                name="resourcecentre_opened_shape",
                violation_error_message=_("The opening date is no date."),
            ),
            models.CheckConstraint(
                condition=Q(weekly_hours__regex=opening_hours.SHAPE),
                name="resourcecentre_hours_shape",
                violation_error_message=_("The opening hours are not in the usual form."),
            ),
            models.CheckConstraint(
                condition=Q(helps_with__contained_by=Help.values),
                name="resourcecentre_helps_in_known_words",
                violation_error_message=_("What it helps with is not in the list."),
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    # Said outright: a check that comes to NULL lets the row pass.
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="resourcecentre_position_whole",
                violation_error_message=_("A position needs a latitude and a longitude."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("hub:resource-centre", args=[self.slug])

    @property
    def opened_display(self) -> str:
        return partial_dates.shown(self.opened)

    @property
    def is_confirmed_lately(self) -> bool:
        """Whether somebody asked within a year if the entry is right."""
        day = self.last_confirmed_on
        return day is not None and timezone.localdate() - day <= CONFIRMED_FOR

    @property
    def help_words(self) -> list[str]:
        return [str(Help(word).label) for word in self.helps_with]

    @property
    def week(self) -> tuple[opening_hours.Line, ...]:
        """The opening hours in the reader's words, a line for days alike."""
        return opening_hours.lines(self.weekly_hours)

    @property
    def public_sources(self) -> list[str]:
        """Where the facts come from, unless that was only a copy."""
        return [] if self.source_is_copy or not self.source else [self.source]
