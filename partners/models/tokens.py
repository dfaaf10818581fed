"""Tokens by which programmes deposit for a user, and the answers they were given."""

import hashlib
import secrets
from datetime import timedelta
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.models.users import User

#: Begins every token, so that those who scan for leaked secrets know whose it is.
MARK = "salam"
#: Bytes of chance in a token: nobody guesses these, so a plain hash keeps them.
SECRET_BYTES = 32
LASTS = timedelta(days=365)
#: The last use is written at most this often: a harvest is no reason for a thousand writes.
SEEN_EVERY = timedelta(minutes=5)
#: How long the answer to an idempotency key is kept.
ANSWERS_KEPT = timedelta(days=2)


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def of(self, user: User) -> Self:
        return self.filter(owner=user)

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")

    def valid(self) -> Self:
        """Neither expired nor revoked, and its owner may still sign in."""
        return self.filter(
            expires_at__gt=timezone.now(), revoked_at__isnull=True, owner__is_active=True
        )

    def shown_as(self, text: str) -> "ApiToken | None":
        """The valid token that a programme showed."""
        return self.valid().select_related("owner").filter(digest=digest_of(text)).first()


class ApiToken(models.Model):
    """A named key of a user for programmes. Only its hash is kept; it is shown once."""

    class Scope(models.TextChoices):
        DEPOSIT = "deposit", _("Create outputs and attach documents")
        SUBMIT = "submit", _("Submit outputs to the editors")

    owner = models.ForeignKey(
        User, models.CASCADE, related_name="api_tokens", verbose_name=_("owner"), editable=False
    )
    name = models.CharField(
        _("name"), max_length=100, help_text=_("Which programme uses it, and where.")
    )
    scopes = ArrayField(
        models.CharField(max_length=20, choices=Scope), verbose_name=_("it may"), default=list
    )
    beginning = models.CharField(_("begins with"), max_length=20, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("expires at"))
    last_used_at = models.DateTimeField(_("last used at"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="apitoken_name_unique",
                violation_error_message=_("You have a token of this name already."),
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="apitoken_expires_later",
                violation_error_message=_("A token expires after it is made."),
            ),
            models.CheckConstraint(
                condition=Q(scopes__contained_by=["deposit", "submit"]) & ~Q(scopes=[]),
                name="apitoken_scopes_known",
                violation_error_message=_("Choose at least one thing that the token may do."),
            ),
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="apitoken_digest_shape"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.beginning}…)"

    @property
    def is_valid(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()

    def give_secret(self) -> str:
        """Make the secret, keep its hash, and return what is shown once. Not saved yet."""
        text = f"{MARK}_{secrets.token_urlsafe(SECRET_BYTES)}"
        self.digest, self.beginning = digest_of(text), text[: len(MARK) + 7]
        return text

    def revoke(self) -> None:
        """End it now. Revoking twice changes nothing."""
        if self.revoked_at is None:
            self.revoked_at = timezone.now()
            self.save(update_fields=["revoked_at"])

    def note_use(self) -> None:
        now = timezone.now()
        if self.last_used_at is None or now - self.last_used_at > SEEN_EVERY:
            ApiToken.objects.filter(pk=self.pk).update(last_used_at=now)


class KeptAnswerQuerySet(models.QuerySet["KeptAnswer"]):
    def out_of_time(self) -> Self:
        return self.filter(created_at__lt=timezone.now() - ANSWERS_KEPT)


class KeptAnswer(models.Model):
    """What a request with an idempotency key was answered, for when it is sent again."""

    token = models.ForeignKey(ApiToken, models.CASCADE, related_name="kept_answers")
    key = models.CharField(max_length=255)
    request_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    location = models.CharField(max_length=500, blank=True)
    body = models.JSONField()
    created_at = models.DateTimeField(default=timezone.now)

    objects = KeptAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("kept answer")
        verbose_name_plural = _("kept answers")
        indexes = [models.Index(fields=["created_at"], name="keptanswer_age")]
        constraints = [
            models.UniqueConstraint(fields=["token", "key"], name="keptanswer_key_once"),
            models.CheckConstraint(
                condition=Q(status__range=(200, 299)), name="keptanswer_of_a_success"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.status}"


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
