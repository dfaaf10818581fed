from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from partners.models import Country, Institution, Person
from research.models import Output, Practice, Project, Theme
from research.vocabularies import Form, Population, Stage


class EventQuerySet(models.QuerySet["Event"]):
    def newest_first(self) -> Self:
        return self.order_by("-starts_on", "-pk")

    def of_institution(self, institution: Institution) -> Self:
        return self.filter(institutions=institution).distinct()

    def with_speaker(self, person: Person) -> Self:
        return self.filter(sessions__speakers__person=person).distinct()

    def for_listing(self) -> Self:
        return self.select_related("country").prefetch_related(
            Prefetch("event_institutions", EventInstitution.objects.in_order())
        )

    def with_subjects(self) -> Self:
        """With the themes and countries it was about."""
        return self.prefetch_related(
            Prefetch("themes", Theme.objects.in_order()),
            Prefetch("countries", Country.objects.by_name()),
        )


class Event(models.Model):
    """A meeting, before it happens an invitation, afterwards a record worth reading."""

    class Kind(models.TextChoices):
        CONFERENCE = "conference", _("Conference")
        CONSULTATION = "consultation", _("Consultation")
        DIALOGUE = "dialogue", _("Dialogue")
        LAUNCH = "launch", _("Launch")
        MEETING = "meeting", _("Meeting")
        PANEL = "panel", _("Panel")
        PRESS_CONFERENCE = "press-conference", _("Press conference")
        ROUNDTABLE = "roundtable", _("Round table")
        SEMINAR = "seminar", _("Seminar")
        TECHNICAL_MEETING = "technical-meeting", _("Technical meeting")
        TRAINING = "training", _("Training")
        WEBINAR = "webinar", _("Webinar")
        WORKSHOP = "workshop", _("Workshop")
        CALL = "call", _("Call")

    class Mode(models.TextChoices):
        IN_PERSON = "in-person", _("In place")
        ONLINE = "online", _("Online")
        HYBRID = "hybrid", _("In place and online")
        UNSPECIFIED = "unspecified", _("Not stated")

    slug = models.SlugField(_("address"), max_length=120, unique=True)
    title = models.CharField(_("title"), max_length=400)
    kind = models.CharField(_("kind"), max_length=30, choices=Kind)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    timezone = models.CharField(_("time zone"), max_length=60, default="Asia/Kathmandu")
    date_note = models.TextField(_("note on the dates"), blank=True)
    mode = models.CharField(_("mode"), max_length=20, choices=Mode, default=Mode.UNSPECIFIED)
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events_held",
        verbose_name=_("held in"),
    )
    city = models.CharField(_("city"), max_length=120, blank=True)
    venue = models.CharField(_("venue"), max_length=300, blank=True)
    participant_count = models.PositiveIntegerField(_("participants"), null=True, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    themes = models.ManyToManyField(Theme, related_name="events", verbose_name=_("themes"))
    countries = models.ManyToManyField(
        Country, related_name="events", blank=True, verbose_name=_("countries covered")
    )
    forms = ArrayField(
        models.CharField(max_length=20, choices=Form),
        verbose_name=_("forms of migration"),
        default=list,
        blank=True,
    )
    stages = ArrayField(
        models.CharField(max_length=20, choices=Stage),
        verbose_name=_("stages of migration"),
        default=list,
        blank=True,
    )
    populations = ArrayField(
        models.CharField(max_length=30, choices=Population),
        verbose_name=_("populations"),
        default=list,
        blank=True,
    )
    institutions = models.ManyToManyField(
        Institution, through="hub.EventInstitution", related_name="events"
    )
    other_organisers = ArrayField(
        models.CharField(max_length=300),
        verbose_name=_("other organisers"),
        default=list,
        blank=True,
    )
    outputs = models.ManyToManyField(
        Output, related_name="events", blank=True, verbose_name=_("outputs")
    )
    projects = models.ManyToManyField(
        Project, related_name="events", blank=True, verbose_name=_("projects")
    )
    practices = models.ManyToManyField(
        Practice, related_name="events", blank=True, verbose_name=_("practices")
    )
    source = models.CharField(_("source"), max_length=600, blank=True)
    source_is_copy = models.BooleanField(_("source is a copy"), default=False)
    other_sources = ArrayField(
        models.CharField(max_length=600), verbose_name=_("other sources"), default=list, blank=True
    )
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="event_ends_after_it_starts",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=Q(forms__contained_by=Form.values)
                & Q(stages__contained_by=Stage.values)
                & Q(populations__contained_by=Population.values),
                name="event_classified_by_known_words",
                violation_error_message=_("A form, stage or population is not in the list."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("hub:event", args=[self.slug])

    @property
    def public_sources(self) -> list[str]:
        """Where the facts come from, those apart that were only copies."""
        first = [] if self.source_is_copy or not self.source else [self.source]
        return [*first, *self.other_sources]

    @property
    def dates_display(self) -> str:
        """The days in words: one day, or the first and the last."""
        last = date_format(self.ends_on, "j F Y")
        if self.starts_on == self.ends_on:
            return last
        same_month = (self.starts_on.year, self.starts_on.month) == (
            self.ends_on.year,
            self.ends_on.month,
        )
        first = date_format(self.starts_on, "j" if same_month else "j F Y")
        return f"{first} – {last}"


class EventInstitutionQuerySet(models.QuerySet["EventInstitution"]):
    def in_order(self) -> Self:
        return self.select_related("institution").order_by("role", "order", "pk")


class EventInstitution(models.Model):
    """Who held an event, and with whom."""

    class Role(models.TextChoices):
        ORGANISER = "organiser", _("Organiser")
        PARTNER = "partner", _("Partner")

    event = models.ForeignKey(Event, models.CASCADE, related_name="event_institutions")
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        related_name="event_institutions",
        verbose_name=_("institution"),
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    order = models.PositiveSmallIntegerField(_("order"), default=1)

    objects = EventInstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("institution of the event")
        verbose_name_plural = _("institutions of the event")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "institution", "role"],
                name="eventinstitution_named_once",
                violation_error_message=_("This institution has this role here already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.institution)
