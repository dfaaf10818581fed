from datetime import date, datetime, time
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from partners.models import Country, Institution
from research.models import Output, Practice, Project, Theme
from research.vocabularies import Form, Population, Stage


class EventQuerySet(models.QuerySet["Event"]):
    def newest_first(self) -> Self:
        return self.order_by("-starts_on", "-pk")

    def coming(self) -> Self:
        """Not over yet, the next one first."""
        return self.filter(ends_on__gte=timezone.localdate()).order_by("starts_on", "pk")

    def of_institution(self, institution: Institution) -> Self:
        return self.filter(institutions=institution).distinct()

    def about_country(self, country: Country) -> Self:
        """Held there, or about it."""
        return self.filter(Q(country=country) | Q(countries=country)).distinct()

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

    class State(models.TextChoices):
        PLANNED = "planned", _("As announced")
        CANCELLED = "cancelled", _("Cancelled")

    class Registration(models.TextChoices):
        NONE = "none", _("No registration")
        HERE = "here", _("With the hub’s own form")
        ELSEWHERE = "elsewhere", _("At another address")

    slug = models.SlugField(_("address"), max_length=120, unique=True)
    title = models.CharField(_("title"), max_length=400)
    kind = models.CharField(_("kind"), max_length=30, choices=Kind)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    timezone = models.CharField(_("time zone"), max_length=60, default="Asia/Kathmandu")
    starts_at = models.TimeField(_("from"), null=True, blank=True)
    ends_at = models.TimeField(_("to"), null=True, blank=True)
    state = models.CharField(_("takes place"), max_length=20, choices=State, default=State.PLANNED)
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
    online_url = models.URLField(
        _("address to join online"),
        max_length=600,
        blank=True,
        help_text=_(
            "Public, unless people register or places are counted: then it goes to those who "
            "have a place."
        ),
    )
    call_until = models.DateField(
        _("deadline of the call"),
        null=True,
        blank=True,
        help_text=_("The last day on which proposals are taken."),
    )
    registration = models.CharField(
        _("registration"),
        max_length=20,
        choices=Registration,
        default=Registration.NONE,
    )
    registration_url = models.URLField(_("address to register at"), max_length=600, blank=True)
    registration_until = models.DateTimeField(_("registration closes"), null=True, blank=True)
    capacity = models.PositiveIntegerField(
        _("places"),
        null=True,
        blank=True,
        help_text=_("Whoever comes later waits until a place is free. Empty: as many as come."),
    )
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

    # What calendars that hold it need to know of changes (RFC 5545)
    revision = models.PositiveIntegerField(default=0, editable=False)

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
                condition=~Q(starts_on=F("ends_on"))
                | Q(starts_at__isnull=True)
                | Q(ends_at__isnull=True)
                | Q(ends_at__gt=F("starts_at")),
                name="event_ends_later_the_same_day",
                violation_error_message=_("The event ends before it starts."),
            ),
            models.CheckConstraint(
                condition=~Q(registration="elsewhere") | ~Q(registration_url=""),
                name="event_registration_has_an_address",
                violation_error_message=_("Give the address to register at."),
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gte=1),
                name="event_has_a_place",
                violation_error_message=_("An event has one place at least."),
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

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.revision = next_revision(self, ON_CALENDARS)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("hub:event", args=[self.slug])

    def moment(self, day: date, at: time | None) -> datetime | None:
        """An hour of the event's own place as a moment everywhere."""
        return datetime.combine(day, at, ZoneInfo(self.timezone)) if at else None

    @property
    def starts(self) -> datetime | None:
        return self.moment(self.starts_on, self.starts_at)

    @property
    def ends(self) -> datetime | None:
        return self.moment(self.ends_on, self.ends_at)

    @property
    def zone_display(self) -> str:
        """The time zone, and how far it is from UTC on the first day."""
        away = f"{self.starts:%z}" if self.starts else ""
        return f"{self.timezone} (UTC{away[:3]}:{away[3:]})" if away else self.timezone

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED

    @property
    def is_over(self) -> bool:
        return self.ends_on < timezone.localdate()

    @property
    def is_open_to_all(self) -> bool:
        """Whether the way to join online may stand on the page, for whoever reads it."""
        return self.registration == self.Registration.NONE and self.capacity is None

    @property
    def is_joined_online(self) -> bool:
        return self.mode in {self.Mode.ONLINE, self.Mode.HYBRID}

    @property
    def takes_registrations(self) -> bool:
        """Whether somebody may register here and now; a waiting list has no end."""
        is_late = self.registration_until and self.registration_until <= timezone.now()
        is_here = self.registration == self.Registration.HERE
        return is_here and not (is_late or self.is_cancelled or self.is_over)

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


#: When one of these changes, calendars that hold the event must take the new one.
ON_CALENDARS = (
    "title", "starts_on", "ends_on", "starts_at", "ends_at", "timezone", "state", "mode", "venue",
    "city", "country_id", "online_url", "summary", "registration", "capacity",
)  # fmt: skip


def next_revision(record: Any, fields: tuple[str, ...]) -> int:
    """The number of changes that calendars must hear of: SEQUENCE of RFC 5545, 3.8.7.4."""
    before = type(record).objects.filter(pk=record.pk).values("revision", *fields).first()
    if before is None:
        return 0
    stored: int = before.pop("revision")
    has_changed = any(getattr(record, name) != value for name, value in before.items())
    return stored + has_changed


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
