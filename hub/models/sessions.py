from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from hub.models.events import Event, next_revision
from partners.models import Country, Institution, Person
from research.models import Output


class SessionQuerySet(models.QuerySet["Session"]):
    def in_order(self) -> Self:
        return self.order_by("day", F("starts_at").asc(nulls_last=True), "order", "pk")

    def with_outputs(self) -> Self:
        """With the published outputs that were presented."""
        return self.prefetch_related(Prefetch("outputs", Output.objects.published()))

    def with_speakers(self) -> Self:
        return self.prefetch_related(Prefetch("speakers", Speaker.objects.in_order()))


class Session(models.Model):
    """A part of an event's programme."""

    class Kind(models.TextChoices):
        OPENING = "opening", _("Opening")
        KEYNOTE = "keynote", _("Keynote")
        PLENARY = "plenary", _("Plenary")
        PANEL = "panel", _("Panel")
        PRESENTATION = "presentation", _("Presentation")
        DIALOGUE = "dialogue", _("Dialogue")
        WORKING_GROUPS = "working-groups", _("Working groups")
        TRAINING = "training", _("Training")
        CEREMONY = "ceremony", _("Ceremony")

    event = models.ForeignKey(Event, models.CASCADE, related_name="sessions")
    day = models.PositiveSmallIntegerField(_("day"), default=1)
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    title = models.CharField(_("title"), max_length=400)
    starts_at = models.TimeField(_("from"), null=True, blank=True)
    ends_at = models.TimeField(_("to"), null=True, blank=True)
    room = models.CharField(_("room or track"), max_length=120, blank=True)
    recording_url = models.URLField(_("address of the recording"), max_length=600, blank=True)
    materials = ArrayField(
        models.URLField(max_length=600),
        verbose_name=_("addresses of slides and papers"),
        default=list,
        blank=True,
    )
    outputs = models.ManyToManyField(
        Output, related_name="sessions", blank=True, verbose_name=_("outputs presented")
    )
    summary = models.TextField(_("summary"), blank=True)
    takeaways = ArrayField(
        models.TextField(), verbose_name=_("takeaways"), default=list, blank=True
    )
    contributions = ArrayField(
        models.TextField(), verbose_name=_("answers of the group"), default=list, blank=True
    )

    revision = models.PositiveIntegerField(default=0, editable=False)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "day", "order"],
                name="session_order_unique",
                violation_error_message=_("Another session has this day and place in the order."),
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True)
                | Q(ends_at__isnull=True)
                | Q(ends_at__gt=F("starts_at")),
                name="session_ends_after_it_starts",
                violation_error_message=_("The session ends before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.revision = next_revision(self, ON_CALENDARS)
        super().save(*args, **kwargs)

    @property
    def anchor(self) -> str:
        """Where it stands on the page of its event."""
        return f"session-{self.day}-{self.order}"


#: As of events: changes of these are told to calendars.
ON_CALENDARS = ("title", "day", "starts_at", "ends_at", "room", "summary")


class SpeakerQuerySet(models.QuerySet["Speaker"]):
    def of_person(self, person: Person) -> Self:
        return self.filter(person=person)

    def of_institution(self, institution: Institution) -> Self:
        return self.filter(institution=institution)

    def with_events(self) -> Self:
        """With who spoke, in which session of which event; the newest event first."""
        return self.select_related("person", "session__event").order_by(
            "-session__event__starts_on",
            "session__event_id",
            "session__day",
            "session__order",
            "part",
            "order",
            "pk",
        )

    def in_order(self) -> Self:
        return self.select_related("person", "institution", "country").order_by(
            "part", "order", "pk"
        )


class Speaker(models.Model):
    """Somebody's part in a session, with name and affiliation as announced."""

    class Part(models.TextChoices):
        CHAIR = "chair", _("Chair")
        MODERATOR = "moderator", _("Moderator")
        SPEAKER = "speaker", _("Speaker")

    session = models.ForeignKey(Session, models.CASCADE, related_name="speakers")
    part = models.CharField(_("part"), max_length=20, choices=Part, default=Part.SPEAKER)
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="talks",
        verbose_name=_("person"),
    )
    name = models.CharField(_("name as announced"), max_length=200)
    role = models.CharField(_("role"), max_length=300, blank=True)
    affiliation = models.CharField(_("affiliation as announced"), max_length=300, blank=True)
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="talks",
        verbose_name=_("institution"),
    )
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="talks",
        verbose_name=_("country"),
    )

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="speaker_has_a_name",
                violation_error_message=_("A speaker needs a name."),
            ),
            models.UniqueConstraint(
                fields=["session", "part", "order"],
                name="speaker_order_unique",
                violation_error_message=_("Two speakers have the same place in the order."),
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return self.name
