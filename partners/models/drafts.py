from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.models.users import User

#: A form nobody came back to for so long is thrown away.
KEPT_FOR = timedelta(days=60)
#: Whoever typed within this time is taken to be at work still.
AT_WORK = timedelta(minutes=10)


class FormDraftQuerySet(models.QuerySet["FormDraft"]):
    def of(self, user: User, form: str) -> Self:
        return self.filter(user=user, form=form)

    def by_others(self, user: User, form: str) -> Self:
        """Who else is typing in this form now; a form for something new is one's own."""
        return (
            self.filter(form=form, saved_at__gte=timezone.now() - AT_WORK)
            .exclude(user=user)
            .select_related("user")
            .order_by("started_at", "pk")
        )

    def before(self, at: datetime) -> Self:
        return self.filter(saved_at__lt=at)


class FormDraft(models.Model):
    """A form somebody has begun to fill and not saved: what is typed, as typed."""

    user = models.ForeignKey(User, models.CASCADE, related_name="form_drafts")
    form = models.CharField(_("form"), max_length=120)
    data = models.TextField(_("what was typed"))
    started_at = models.DateTimeField(_("begun at"), default=timezone.now)
    saved_at = models.DateTimeField(_("kept at"), auto_now=True)

    objects = FormDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("half-filled form")
        verbose_name_plural = _("half-filled forms")
        constraints = [
            models.UniqueConstraint(fields=["user", "form"], name="formdraft_one_a_form"),
        ]

    def __str__(self) -> str:
        return self.form
