from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.models import Institution, User


class MergedOutputQuerySet(models.QuerySet["MergedOutput"]):
    def at(self, slug: str) -> Self:
        return self.filter(slug=slug).select_related("keeper")

    def newest_first(self) -> Self:
        return self.order_by("-merged_at", "-pk")


class MergedOutput(models.Model):
    """An output that was joined with another, and where it is found now.

    Its address redirects for ever. For OAI-PMH it is a deleted record: ``old_id`` and
    ``slug`` name it, ``merged_at`` is the datestamp of the deletion, ``theme_slugs`` and
    ``origin`` tell the sets it stood in. When the keeper is merged in its turn, ``keeper``
    becomes the last one: a redirect is one hop however often it happens.
    """

    slug = models.SlugField(_("old address"), max_length=120, unique=True)
    old_id = models.BigIntegerField(_("old number"), unique=True)
    keeper = models.ForeignKey(
        "research.Output",
        models.PROTECT,
        related_name="merged_outputs",
        verbose_name=_("joined with"),
    )
    title = models.TextField(_("title"))
    doi = models.CharField(_("DOI"), max_length=255, blank=True)
    handle = models.CharField(_("handle"), max_length=255, blank=True)
    origin = models.CharField(_("origin"), max_length=20)
    owner = models.ForeignKey(
        Institution, models.SET_NULL, null=True, related_name="merged_outputs"
    )
    theme_slugs = ArrayField(models.CharField(max_length=60), default=list)
    was_public = models.BooleanField(_("was public"))
    #: Of files both had: the number of the one given up, and of the one kept.
    document_ids = models.JSONField(_("documents found elsewhere"), default=dict)
    merged_at = models.DateTimeField(_("merged at"), default=timezone.now)
    merged_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="merged_outputs")

    objects = MergedOutputQuerySet.as_manager()

    class Meta:
        verbose_name = _("merged output")
        verbose_name_plural = _("merged outputs")
        indexes = [models.Index(fields=["merged_at"], name="mergedoutput_merged_at")]

    def __str__(self) -> str:
        return self.title
