from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from hub.models.postings import Posting, state_follows_dates
from partners.models import Country, Institution
from research.models import Theme


class ContactMessageQuerySet(models.QuerySet["ContactMessage"]):
    def settled(self) -> Self:
        """Whose mails are all sent or refused for good: nothing needs the message any more."""
        open_states = [Posting.State.WAITING, Posting.State.SENDING]
        unsent = ContactMail.objects.filter(message=OuterRef("pk"), state__in=open_states)
        return self.filter(~Exists(unsent))


class ContactMessage(models.Model):
    """A reader's letter on its way to an institute. Erased once it is handed over."""

    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"))
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, verbose_name=_("country")
    )
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, verbose_name=_("theme")
    )
    text = models.TextField(_("message"))
    language = models.CharField(_("language"), max_length=12, default="en")
    to = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, verbose_name=_("to the institute")
    )
    written_at = models.DateTimeField(_("written at"), auto_now_add=True)

    objects = ContactMessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")

    def __str__(self) -> str:
        return f"{self.name}, {self.written_at:%Y-%m-%d}"


class ContactMail(Posting):
    """One of the two mails of a message: to the institute, and the writer's copy."""

    class Kind(models.TextChoices):
        MESSAGE = "message", _("To the institute")
        COPY = "copy", _("The writer’s copy")

    message = models.ForeignKey(ContactMessage, models.CASCADE, related_name="mails")
    kind = models.CharField(max_length=10, choices=Kind)
    address = models.EmailField()

    class Meta:
        verbose_name = _("mail of a message")
        verbose_name_plural = _("mails of messages")
        indexes = [
            models.Index(
                fields=["not_before"], name="contactmail_due", condition=Q(state="waiting")
            )
        ]
        constraints = [state_follows_dates("contactmail_state_follows_dates")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.message}"
