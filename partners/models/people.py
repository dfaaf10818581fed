from collections.abc import Collection, Iterable
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partners.models.institutions import Institution

#: What makes somebody known to readers.
KNOWN_BY = (
    Q(affiliations__isnull=False),
    Q(credits__output__status="published"),
    Q(talks__isnull=False),
    Q(projects__isnull=False),
)


class PersonQuerySet(models.QuerySet["Person"]):
    def by_name(self) -> Self:
        return self.order_by("name", "pk")

    def shown(self) -> Self:
        """Of whom something public is known: an affiliation, an output, a talk or a project.

        Anybody who deposits may add a person; the name alone is nothing for readers yet.
        """
        found = Q()
        for reason in KNOWN_BY:  # each on its own: joined together they multiply the rows
            found |= Q(pk__in=Person.objects.filter(reason).values("pk"))
        return self.filter(found)

    def shown_among(self, keys: Collection[int]) -> set[int]:
        """Which of a few people are shown: asked of these alone, it costs the same in any hub."""
        few = Person.objects.filter(pk__in=keys)
        first, *others = (
            few.filter(Exists(Person.objects.filter(reason, pk=OuterRef("pk"))))
            for reason in KNOWN_BY
        )
        found = first.values_list("pk", flat=True)
        return set(found.union(*(other.values_list("pk", flat=True) for other in others)))

    def called(self, beginning: str) -> Self:
        """Whose name, or a part of it, begins so; a shorter name is nearer to what was typed."""
        begins = Q(name__istartswith=beginning) | Q(name__icontains=f" {beginning}")
        return self.filter(begins).order_by(Length("name"), "name", "pk")

    def named(self, name: str) -> Self:
        """Whose very name it is, if something public is known of them."""
        return self.shown().filter(name__iexact=name)

    def written_as(self, name: str) -> Self:
        """With this very name, in any case, or known to write it so; shown to readers or not."""
        return self.filter(Q(name__iexact=name) | Q(name_variants__contains=[name]))

    def of_institution(self, institution: Institution) -> Self:
        return self.filter(affiliations__institution=institution).distinct()

    def with_words(self, words: Iterable[str]) -> Self:
        """With every one of ``words`` in the name, or in another form of it."""
        found = self
        for word in words:
            also = Person.objects.annotate(
                written=Func(
                    "name_variants",
                    Value(" "),
                    function="array_to_string",
                    output_field=models.TextField(),
                )
            ).filter(written__icontains=word)
            found = found.filter(Q(name__icontains=word) | Q(pk__in=also.values("pk")))
        return found

    def by_institution(self) -> Self:
        """By the name of the latest institution; those of none stand last."""
        latest = Affiliation.objects.filter(person=OuterRef("pk")).latest_first()
        named = Subquery(latest.values("institution__name")[:1])
        return self.annotate(latest=named).order_by(F("latest").asc(nulls_last=True), "name", "pk")

    def with_affiliations(self) -> Self:
        return self.prefetch_related(Prefetch("affiliations", Affiliation.objects.latest_first()))


class Person(models.Model):
    """Somebody who writes, edits, speaks or works with the hub."""

    slug = models.SlugField(_("address"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=200)
    name_variants = ArrayField(
        models.CharField(max_length=200),
        verbose_name=_("other forms of the name"),
        default=list,
        blank=True,
    )
    orcid = models.CharField(
        _("ORCID"), max_length=19, blank=True, help_text=_("As in 0000-0002-7646-603X.")
    )
    source = models.CharField(_("source"), max_length=600, blank=True)
    source_is_copy = models.BooleanField(_("source is a copy"), default=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                fields=["orcid"],
                condition=~Q(orcid=""),
                name="person_orcid_unique",
                violation_error_message=_("Another person has this ORCID."),
            ),
            models.CheckConstraint(
                condition=Q(orcid__regex=r"^$|^[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]$"),
                name="person_orcid_shape",
                violation_error_message=_("An ORCID looks like 0000-0002-7646-603X."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("hub:person", args=[self.slug])

    @property
    def looked_up_as(self) -> str:
        """Told apart from others of the same name, where one is chosen."""
        return f"{self.name} ({self.orcid})" if self.orcid else self.name

    @property
    def public_sources(self) -> list[str]:
        """Where the facts come from, unless that was only a copy."""
        return [] if self.source_is_copy or not self.source else [self.source]


class AffiliationQuerySet(models.QuerySet["Affiliation"]):
    def latest_first(self) -> Self:
        """Those of no known year last."""
        return self.select_related("institution").order_by(F("as_of").desc(nulls_last=True), "pk")


class Affiliation(models.Model):
    """Where a person worked and as what, at a time."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="affiliations")
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="affiliations",
        verbose_name=_("institution"),
    )
    role = models.CharField(_("role"), max_length=300, blank=True)
    as_of = models.PositiveSmallIntegerField(
        _("as of year"), null=True, blank=True, help_text=_("The year of the source that says so.")
    )

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "institution", "role", "as_of"],
                nulls_distinct=False,
                name="affiliation_said_once",
                violation_error_message=_("This affiliation stands here already."),
            ),
            models.CheckConstraint(
                condition=Q(institution__isnull=False) | ~Q(role=""),
                name="affiliation_says_something",
                violation_error_message=_("Name an institution or a role."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.role or self.institution}"

    @property
    def said(self) -> str:
        """The role with its year: “Research fellow (2020)”."""
        if not self.as_of:
            return self.role
        return f"{self.role} ({self.as_of})" if self.role else str(self.as_of)
