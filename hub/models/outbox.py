"""Mails that were not sent but kept, where the hub has no mail server."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class OutboxMailQuerySet(models.QuerySet["OutboxMail"]):
    def newest_first(self) -> Self:
        return self.order_by("-pk")

    def before(self, at: datetime) -> Self:
        return self.filter(at__lt=at)

    def to(self, address: str) -> Self:
        return self.filter(recipients__icontains=address)


class OutboxMail(models.Model):
    """A mail just as it would have gone over the wire."""

    at = models.DateTimeField(_("at"), auto_now_add=True)
    sender = models.CharField(_("from"), max_length=320)
    recipients = models.TextField(_("to"))
    subject = models.TextField(_("subject"), blank=True)
    message = models.BinaryField(_("message"))

    objects = OutboxMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail in the outbox")
        verbose_name_plural = _("outbox")
        indexes = [models.Index(fields=["at"], name="outboxmail_at")]

    def __str__(self) -> str:
        return self.subject
