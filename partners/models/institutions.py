from collections.abc import Collection
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partners.models.countries import Country


class InstitutionQuerySet(models.QuerySet["Institution"]):
    def partners(self) -> Self:
        """The five institutes that run the hub."""
        return self.filter(hub_role=Institution.HubRole.PARTNER)

    def with_outputs(self) -> Self:
        """Those whose staff look after some output, or that one names."""
        looked_after = Institution.objects.filter(owned_outputs__isnull=False)
        named = Institution.objects.filter(output_institutions__isnull=False)
        return self.filter(Q(pk__in=looked_after.values("pk")) | Q(pk__in=named.values("pk")))

    def in_country(self, country: Country) -> Self:
        return self.filter(country=country)

    def funders(self) -> Self:
        """Those that paid for some output."""
        return self.filter(output_institutions__role="funder").distinct()

    def where_people_work(self) -> Self:
        """Those of whose people something is known."""
        return self.filter(
            pk__in=self.model.objects.filter(affiliations__isnull=False).values("pk")
        )

    def others(self) -> Self:
        return self.exclude(hub_role=Institution.HubRole.PARTNER)

    def called(self, beginning: str) -> Self:
        """Whose acronym or a word of whose name begins so, the shortest name first."""
        begins = Q(name__istartswith=beginning) | Q(name__icontains=f" {beginning}")
        acronym = Q(acronym__istartswith=beginning)
        return self.filter(begins | acronym).order_by(Length("name"), "name", "pk")

    def shown(self) -> Self:
        """What the hub's editors look after, and what something public names.

        Anybody who deposits may add an institution; the name alone is nothing for readers yet.
        """
        named = Q(output_institutions__output__status="published")
        return self.filter(
            Q(is_listed=True) | Q(pk__in=self.model.objects.filter(named).values("pk"))
        )

    def shown_among(self, keys: Collection[int]) -> set[int]:
        """Which of a few are shown: asked of these alone, it costs the same in any hub."""
        few, named = (
            self.model.objects.filter(pk__in=keys),
            self.model.objects.filter(
                output_institutions__output__status="published", pk=OuterRef("pk")
            ),
        )
        listed = few.filter(is_listed=True).values_list("pk", flat=True)
        return set(listed.union(few.filter(Exists(named)).values_list("pk", flat=True)))

    def named(self, name: str) -> Self:
        """Whose very name or acronym it is, however it is capitalised."""
        return self.filter(Q(name__iexact=name) | Q(acronym__iexact=name))

    def by_name(self) -> Self:
        return self.order_by("name", "pk")

    def for_listing(self) -> Self:
        return self.select_related("country")

    def for_page(self) -> Self:
        return self.select_related("country", "parent").prefetch_related(
            Prefetch("parts", Institution.objects.by_name())
        )


class Institution(models.Model):
    """A body that publishes, funds, hosts or takes part."""

    class Kind(models.TextChoices):
        RESEARCH_INSTITUTE = "research-institute", _("Research institute")
        UNIVERSITY = "university", _("University")
        RESEARCH_PROGRAMME = "research-programme", _("Research programme")
        GOVERNMENT = "government", _("Government")
        UN_AGENCY = "un-agency", _("UN agency")
        INTERGOVERNMENTAL = "intergovernmental", _("Intergovernmental organisation")
        DONOR = "donor", _("Donor")
        NGO = "ngo", _("Non-governmental organisation")
        NETWORK = "network", _("Network")
        TRADE_UNION = "trade-union", _("Trade union")
        PRIVATE_SECTOR = "private-sector", _("Private sector")

    class HubRole(models.TextChoices):
        PARTNER = "partner", _("Partner institute")
        PARTNER_AGENCY = "partner-agency", _("Partner agency")
        PARENT_OF_PARTNER = "parent-of-partner", _("Parent of a partner institute")
        RESEARCH_PARTNER = "research-partner", _("Research partner")
        DATA_PRODUCER = "data-producer", _("Data producer")
        PUBLISHER = "publisher", _("Publisher")
        FUNDER = "funder", _("Funder")
        HOST = "host", _("Host")
        IMPLEMENTER = "implementer", _("Implementer")
        PARTICIPANT = "participant", _("Participant")
        PROGRAMME = "programme", _("Programme")

    slug = models.SlugField(_("address"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=300)
    acronym = models.CharField(_("acronym"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=30, choices=Kind)
    hub_role = models.CharField(_("role in the hub"), max_length=30, choices=HubRole)
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, verbose_name=_("country")
    )
    city = models.CharField(_("city"), max_length=120, blank=True)
    address = models.CharField(_("postal address"), max_length=300, blank=True)
    contact_email = models.EmailField(
        _("e-mail address for readers"),
        blank=True,
        help_text=_("Where messages of the contact page go. Not shown to readers."),
    )
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    founded = models.PositiveSmallIntegerField(_("founded in"), null=True, blank=True)
    description = models.TextField(_("description"), blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("parent"),
    )
    ror = models.CharField(
        _("ROR"), max_length=9, blank=True, help_text=_("The nine characters after ror.org/.")
    )
    source = models.CharField(_("source"), max_length=600, blank=True)
    source_is_copy = models.BooleanField(
        _("source is a copy"),
        default=False,
        help_text=_("A copy or a sharing site: kept for staff, not shown to readers."),
    )

    is_listed = models.BooleanField(
        _("shown to readers"),
        default=True,
        help_text=_("Otherwise only once a published output names it."),
    )

    objects = InstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        constraints = [
            models.UniqueConstraint(
                fields=["ror"],
                condition=~Q(ror=""),
                name="institution_ror_unique",
                violation_error_message=_("Another institution has this ROR."),
            ),
            models.CheckConstraint(
                condition=Q(ror__regex=r"^$|^0[a-z0-9]{6}[0-9]{2}$"),
                name="institution_ror_shape",
                violation_error_message=_("A ROR is nine characters, as in 02mhbdp94."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("hub:institution", args=[self.slug])

    @property
    def looked_up_as(self) -> str:
        """Told apart from others of a like name, where one is chosen."""
        marks = ", ".join(mark for mark in (self.acronym, self.ror) if mark)
        return f"{self.name} ({marks})" if marks else self.name

    @property
    def short_name(self) -> str:
        return self.acronym or self.name

    @property
    def public_sources(self) -> list[str]:
        """Where the facts come from, unless that was only a copy."""
        return [] if self.source_is_copy or not self.source else [self.source]
