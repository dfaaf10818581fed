from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Edition(models.Model):
    """Another manifestation of the same work: ``output`` is a ``kind`` of ``of``."""

    class Kind(models.TextChoices):
        TRANSLATION = "translation", _("translation of")
        BRIEF = "brief", _("brief of")
        DATASET = "dataset", _("data set of")
        VERSION = "version", _("version of")

    output = models.ForeignKey(
        "research.Output", models.CASCADE, related_name="edition_of", verbose_name=_("edition")
    )
    of = models.ForeignKey(
        "research.Output", models.CASCADE, related_name="editions", verbose_name=_("of the work")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)

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
