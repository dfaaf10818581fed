from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.aggregates import StringAgg
from django.db import models
from django.db.models import Count, Max, Q, QuerySet, Value
from django.utils.translation import gettext_lazy as _


class ConceptQuerySet(models.QuerySet["Concept"]):
    def slugs(self) -> list[str]:
        return list(self.order_by("slug").values_list("slug", flat=True))

    def preferred_words(self, languages: Iterable[str]) -> "QuerySet[Any, tuple[str, str, str]]":
        """Slug, language and preferred word, where there is one."""
        preferred = self.filter(labels__kind="preferred", labels__language__in=languages)
        return preferred.order_by("slug").values_list("slug", "labels__language", "labels__text")

    def with_words(self) -> Self:
        """Each with ``words``: the preferred ones of all languages in a line."""
        preferred = Q(labels__kind="preferred")
        return self.annotate(
            words=StringAgg(
                "labels__text", Value(" · "), filter=preferred, order_by="labels__language"
            )
        )


class Concept(models.Model):
    """Something of labour migration that has words in several languages.

    Used when a question is asked, not when an output is indexed: what is written here
    counts from the next search on, and nothing has to be indexed again.
    """

    slug = models.SlugField(_("key"), max_length=80, unique=True)
    scope_note = models.CharField(
        _("what is meant"),
        max_length=300,
        blank=True,
        help_text=_("For those who work on the thesaurus; readers see the words only."),
    )

    objects = ConceptQuerySet.as_manager()

    class Meta:
        verbose_name = _("concept of the thesaurus")
        verbose_name_plural = _("concepts of the thesaurus")

    def __str__(self) -> str:
        return self.slug.replace("-", " ")


class ConceptLabelQuerySet(models.QuerySet["ConceptLabel"]):
    def of_concepts(self, slugs: Iterable[str]) -> Self:
        return self.filter(concept__slug__in=slugs)

    def in_order(self) -> Self:
        """The preferred word of a language first, then the others as they were written."""
        return self.order_by("concept", "language", "-kind", "pk")

    def version(self) -> tuple[int, datetime | None]:
        """Differs whenever a word was added, changed or taken out."""
        found = self.aggregate(count=Count("pk"), last=Max("updated_at"))
        return found["count"], found["last"]


class ConceptLabel(models.Model):
    """A word for a concept in one language."""

    class Kind(models.TextChoices):
        PREFERRED = "preferred", _("preferred")
        ALTERNATIVE = "alternative", _("also said")
        ABBREVIATION = "abbreviation", _("abbreviation")

    concept = models.ForeignKey(Concept, models.CASCADE, related_name="labels")
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, default="en"
    )
    text = models.CharField(_("word or words"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.ALTERNATIVE)
    updated_at = models.DateTimeField(auto_now=True, editable=False)

    objects = ConceptLabelQuerySet.as_manager()

    class Meta:
        verbose_name = _("word for a concept")
        verbose_name_plural = _("words for concepts")
        constraints = [
            models.UniqueConstraint(
                fields=["concept", "language", "text"],
                name="conceptlabel_said_once",
                violation_error_message=_("This word stands here already."),
            ),
            models.UniqueConstraint(
                fields=["concept", "language"],
                condition=Q(kind="preferred"),
                name="conceptlabel_one_preferred",
                violation_error_message=_("A language has one preferred word for a concept."),
            ),
            models.CheckConstraint(
                condition=Q(text__regex=r"\S"),
                name="conceptlabel_has_text",
                violation_error_message=_("Write the word."),
            ),
        ]
        indexes = [models.Index(fields=["updated_at"], name="conceptlabel_updated_at")]

    def __str__(self) -> str:
        return self.text
