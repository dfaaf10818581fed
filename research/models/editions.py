from collections.abc import Collection
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from research.vocabularies import Status


class EditionQuerySet(models.QuerySet["Edition"]):
    def touching(self, outputs: Collection[int]) -> Self:
        return self.filter(Q(output__in=outputs) | Q(of__in=outputs))

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def with_published_work(self) -> Self:
        """Each with the output it was made from, where readers may see that."""
        return self.filter(of__status=Status.PUBLISHED).select_related("of").order_by("pk")

    def of_work(self, output_id: int) -> "list[Edition]":
        """All links of the work that an output belongs to, however many hops away.

        A walk over the two indexed columns, in one question to the database.
        """
        return list(self.raw(_WORK, {"output": output_id}))


#: UNION, not UNION ALL: a ring of links would be walked for ever.
_WORK = """
WITH RECURSIVE work(id) AS (
    SELECT %(output)s::bigint
    UNION
    SELECT CASE WHEN e.output_id = work.id THEN e.of_id ELSE e.output_id END
    FROM research_edition e JOIN work ON work.id IN (e.output_id, e.of_id)
)
SELECT e.id, e.output_id, e.of_id, e.kind FROM research_edition e
WHERE e.output_id IN (SELECT id FROM work) ORDER BY e.id
"""


class Edition(models.Model):
    """Another manifestation of the same work: ``output`` is a ``kind`` of ``of``."""

    class Kind(models.TextChoices):
        TRANSLATION = "translation", _("translation of")
        BRIEF = "brief", _("brief of")
        DATASET = "dataset", _("data set of")
        VERSION = "version", _("version of")
        PREPRINT = "preprint", _("preprint of")

    output = models.ForeignKey(
        "research.Output", models.CASCADE, related_name="edition_of", verbose_name=_("edition")
    )
    of = models.ForeignKey(
        "research.Output", models.CASCADE, related_name="editions", verbose_name=_("of the work")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.UniqueConstraint(
                fields=["output", "of"],
                name="edition_linked_once",
                violation_error_message=_("These two are linked already."),
            ),
            models.CheckConstraint(
                condition=~Q(output=F("of")),
                name="edition_of_another",
                violation_error_message=_("An output is no edition of itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.output} ({self.get_kind_display()} {self.of})"

    def clean(self) -> None:
        """What was made of an output can't be what that output was made from."""
        if not (self.output_id and self.of_id):
            return
        made_from: dict[int, set[int]] = {}
        for link in Edition.objects.of_work(self.of_id):
            if link.pk != self.pk:
                made_from.setdefault(link.output_id, set()).add(link.of_id)
        seen, ahead = set(), {self.of_id}
        while ahead:
            seen |= ahead
            ahead = {of for pk in ahead for of in made_from.get(pk, ())} - seen
        if self.output_id in seen:
            raise ValidationError(
                _now("The two would each be an edition of the other: link them one way only.")
            )
