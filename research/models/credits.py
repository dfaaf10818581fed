from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from partners.models import Institution, Person


class CreditQuerySet(models.QuerySet["Credit"]):
    def in_order(self) -> Self:
        return self.select_related("person").order_by("role", "order", "pk")

    def outputs_by_person(self, people: Iterable[Person]) -> dict[int, int]:
        """The number of published outputs of each of ``people`` who has any."""
        rows = self.filter(person__in=people, output__status="published")
        return dict(rows.values_list("person").annotate(Count("output", distinct=True)))


class Credit(models.Model):
    """Who made an output, in order, with the name as credited there."""

    class Role(models.TextChoices):
        AUTHOR = "author", _("Author")
        EDITOR = "editor", _("Editor")
        TRANSLATOR = "translator", _("Translator")
        CONTRIBUTOR = "contributor", _("Contributor")

    output = models.ForeignKey("research.Output", models.CASCADE, related_name="credits")
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="credits",
        verbose_name=_("person"),
    )
    name = models.CharField(_("name as credited"), max_length=300)
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.AUTHOR)
    order = models.PositiveSmallIntegerField(_("order"), default=1)

    objects = CreditQuerySet.as_manager()

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                fields=["output", "role", "order"],
                name="credit_order_unique",
                violation_error_message=_("Two people have the same role and place in the order."),
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="credit_has_a_name",
                violation_error_message=_("A credit needs the name as it is printed."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OutputInstitutionQuerySet(models.QuerySet["OutputInstitution"]):
    def in_order(self) -> Self:
        return self.select_related("institution").order_by("order", "pk")

    def outputs_by_institution(self) -> dict[int, int]:
        """The number of published outputs of each institution."""
        rows = self.filter(output__status="published")
        return dict(rows.values_list("institution").annotate(Count("output", distinct=True)))


class OutputInstitution(models.Model):
    """What an institution had to do with an output."""

    class Role(models.TextChoices):
        AUTHOR = "author", _("Author's institution")
        PUBLISHER = "publisher", _("Publisher")
        FUNDER = "funder", _("Funder")
        PARTNER = "partner", _("Partner")

    output = models.ForeignKey(
        "research.Output", models.CASCADE, related_name="output_institutions"
    )
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        related_name="output_institutions",
        verbose_name=_("institution"),
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.AUTHOR)
    order = models.PositiveSmallIntegerField(_("order"), default=1)

    objects = OutputInstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("institution of the output")
        verbose_name_plural = _("institutions")
        constraints = [
            models.UniqueConstraint(
                fields=["output", "institution", "role"],
                name="outputinstitution_named_once",
                violation_error_message=_("This institution has this role here already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.institution)
